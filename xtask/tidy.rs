//! Small things that reviewers should not have to say.

use std::collections::BTreeSet;

use crate::files;

/// Lines of a file by its ending.
const MOST_LINES: [(&str, usize); 5] =
    [(".rs", 500), (".html", 110), (".css", 150), (".ts", 120), (".sql", 300)];
/// Characters of a line of a template, so that the number of its lines says how long it is.
const MOST_CHARACTERS: usize = 140;
const UNFINISHED: [&str; 4] = ["todo!(", "unimplemented!(", "TODO", "FIXME"];
const UNUSED_WORDS: [&str; 4] = ["Manager", "Helper", "Util", "Service"];

pub fn check() -> Vec<String> {
    let mut faults = Vec::new();
    for (ending, most) in MOST_LINES {
        for file in files::below("", &[ending]) {
            let lines = file.text.lines().count();
            if lines > most {
                faults.push(format!("{} has {lines} lines, more than {most}", file.path));
            }
            if !file.path.starts_with("xtask/") {
                faults.extend(lines_of(&file));
            }
        }
    }
    faults.extend(architecture());
    faults
}

fn lines_of(file: &files::File) -> Vec<String> {
    let mut faults = Vec::new();
    for (number, line) in file.text.lines().enumerate() {
        let place = format!("{}:{}", file.path, number + 1);
        for word in UNFINISHED {
            if line.contains(word) {
                faults.push(format!("{place} is unfinished: {word}"));
            }
        }
        if line.trim_end() != line && file.path.ends_with(".rs") {
            faults.push(format!("{place} ends in blanks"));
        }
        if file.path.ends_with(".html") && line.chars().count() > MOST_CHARACTERS {
            faults.push(format!("{place} is longer than {MOST_CHARACTERS} characters"));
        }
        if file.path.ends_with(".html") && (line.contains(" style=\"") || line.contains(" onclick=")) {
            faults.push(format!("{place} has an inline style or script, which the CSP refuses"));
        }
        for word in UNUSED_WORDS {
            let declares = ["struct ", "enum ", "trait "].iter().any(|kind| {
                line.split(kind).nth(1).is_some_and(|rest| {
                    rest.split(|c: char| !c.is_alphanumeric()).next().is_some_and(|name| name.ends_with(word))
                })
            });
            if declares && file.path.ends_with(".rs") {
                faults.push(format!("{place}: no type of ours is a {word}"));
            }
        }
    }
    faults
}

/// ARCHITECTURE.md names every folder at the top, and no other.
fn architecture() -> Vec<String> {
    let text = std::fs::read_to_string(files::root().join("ARCHITECTURE.md")).unwrap_or_default();
    let named: BTreeSet<String> = text
        .lines()
        .filter_map(|line| line.strip_prefix("- `")?.split_once("/`").map(|(name, _)| name.to_owned()))
        .collect();
    let there: BTreeSet<String> = std::fs::read_dir(files::root())
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.') && !["target", "data", "node_modules"].contains(&name.as_str()))
        .collect();
    let mut faults: Vec<String> =
        there.difference(&named).map(|name| format!("ARCHITECTURE.md does not name {name}/")).collect();
    faults.extend(
        named.difference(&there).map(|name| format!("ARCHITECTURE.md names {name}/, which is not there")),
    );
    faults
}
