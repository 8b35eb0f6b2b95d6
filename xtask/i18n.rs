//! Texts: every key used exists in English and Chinese, every key that exists is used, and what the other
//! languages lack is listed.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::{ast, parser};

use crate::files;

/// Languages that must be complete; the rest fall back to English.
const COMPLETE: [&str; 2] = ["en", "zh-CN"];
const ALL: [&str; 5] = ["en", "zh-CN", "ja", "hi", "id"];

pub fn check() -> Vec<String> {
    let mut faults = Vec::new();
    let mut keys: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for lang in ALL {
        for file in files::below(&format!("translations/{lang}"), &[".ftl"]) {
            let resource = match parser::parse(file.text.as_str()) {
                Ok(resource) => resource,
                Err((resource, errors)) => {
                    faults.push(format!("{}: {} lines cannot be read", file.path, errors.len()));
                    resource
                }
            };
            for entry in resource.body {
                if let ast::Entry::Message(message) = entry
                    && !keys.entry(lang).or_default().insert(message.id.name.to_owned())
                {
                    faults.push(format!("{}: {} is there twice", file.path, message.id.name));
                }
            }
        }
    }
    let english = keys.get("en").cloned().unwrap_or_default();
    let (used, families) = used(&english);
    for lang in COMPLETE {
        let have = keys.get(lang).cloned().unwrap_or_default();
        faults.extend(used.difference(&have).map(|key| format!("{lang} lacks {key}")));
        if lang != "en" {
            faults.extend(english.difference(&have).map(|key| format!("{lang} lacks {key}")));
            faults.extend(
                have.difference(&english).map(|key| format!("{lang} has {key}, which English lacks")),
            );
        }
    }
    for key in english.difference(&used) {
        if !families.iter().any(|family| key.starts_with(family.as_str())) {
            faults.push(format!("{key} is not used"));
        }
    }
    for lang in ALL.iter().filter(|lang| !COMPLETE.contains(lang)) {
        let have = keys.get(lang).map_or(0, BTreeSet::len);
        println!("i18n: {lang} has {have} of {} texts; the rest fall back to English", english.len());
    }
    faults.sort();
    faults.dedup();
    faults
}

/// The keys that templates and code name, and the beginnings of those they put together (`order-state-` …).
fn used(known: &BTreeSet<String>) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut used, mut families) = (BTreeSet::new(), BTreeSet::new());
    for folder in files::crates() {
        for file in files::below(&folder, &[".rs", ".html"]) {
            for call in ["shell.t(\"", "shell.n(\"", ".say(\"", "text.get(\"", "text.count(\""] {
                used.extend(
                    literals(&file.text, call)
                        .filter(|key| key.contains('-') || file.path.ends_with(".html")),
                );
            }
            // The heads of a table.
            for heads in file.text.split("rows::table([").skip(1).filter_map(|rest| rest.split(']').next()) {
                used.extend(heads.split('"').skip(1).step_by(2).map(str::to_owned));
            }
            families.extend(literals(&file.text, ".of(\"").map(|family| format!("{family}-")));
            families.extend(literals(&file.text, "format!(\"").filter_map(|text| {
                let family = text.split('{').next().unwrap_or_default().to_owned();
                (family.ends_with('-') && known.iter().any(|key| key.starts_with(&family))).then_some(family)
            }));
            // Families named in a list, or handed to `choices`.
            families.extend(
                file.text
                    .split('"')
                    .filter(|text| {
                        known
                            .iter()
                            .any(|key| key.strip_prefix(text).is_some_and(|rest| rest.starts_with('-')))
                    })
                    .filter(|text| text.contains('-'))
                    .map(|family| format!("{family}-")),
            );
            // Codes of problems and refusals, keys of flashes: literals that are keys.
            used.extend(file.text.split('"').filter(|text| known.contains(*text)).map(str::to_owned));
        }
    }
    families.extend(["month-", "country-", "craft-"].map(str::to_owned));
    (used, families)
}

fn literals<'a>(text: &'a str, call: &str) -> impl Iterator<Item = String> + 'a {
    text.split(call)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
        .collect::<Vec<_>>()
        .into_iter()
}
