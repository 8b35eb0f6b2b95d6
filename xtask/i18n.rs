//! Texts: every key used exists in all languages, and every key that exists is used. What only operators and moderators
//! read, and the page for programs, may be in English for readers of the others.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::{ast, parser};

use crate::files;

/// Languages of every text; the others have all but the files of the desks that follow.
const WHOLE: [&str; 2] = ["en", "zh-CN"];
const DESKS: [&str; 4] = ["operator.ftl", "moderator.ftl", "reconciliation.ftl", "reference.ftl"];
const ALL: [&str; 5] = ["en", "zh-CN", "ja", "hi", "id"];

pub fn check() -> Vec<String> {
    let mut faults = Vec::new();
    let mut keys: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut of_desks: BTreeSet<String> = BTreeSet::new();
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
                let ast::Entry::Message(message) = entry else { continue };
                let key = message.id.name.to_owned();
                if lang == "en" && DESKS.iter().any(|name| file.path.ends_with(name)) {
                    of_desks.insert(key.clone());
                }
                if !keys.entry(lang).or_default().insert(key) {
                    faults.push(format!("{}: {} is there twice", file.path, message.id.name));
                }
            }
        }
    }
    let english = keys.get("en").cloned().unwrap_or_default();
    let (used, families) = used(&english);
    faults.extend(used.difference(&english).map(|key| format!("en lacks {key}")));
    for lang in ALL {
        let have = keys.get(lang).cloned().unwrap_or_default();
        let may_lack = |key: &&String| !WHOLE.contains(&lang) && of_desks.contains(*key);
        faults.extend(
            english.difference(&have).filter(|key| !may_lack(key)).map(|key| format!("{lang} lacks {key}")),
        );
        faults.extend(have.difference(&english).map(|key| format!("{lang} has {key}, which English lacks")));
    }
    for key in english.difference(&used) {
        if !families.iter().any(|family| key.starts_with(family.as_str())) {
            faults.push(format!("{key} is not used"));
        }
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
            for call in [
                "shell.t(\"",
                "shell.n(\"",
                ".say(\"",
                "text.get(\"",
                "text.count(\"",
                "Said::new(\"",
                "Said::count(\"",
            ] {
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
