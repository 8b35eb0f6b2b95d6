//! A capability uses only those before it, in code and in SQL. The order is read from ARCHITECTURE.md.

use std::collections::{BTreeMap, BTreeSet};

use crate::files;

pub fn check() -> Vec<String> {
    let order = order();
    if order.is_empty() {
        return vec!["ARCHITECTURE.md has no line of capabilities joined by ' · '".into()];
    }
    let mut faults = crates();
    let owners = owners(&order);
    for crate_name in ["trade", "commons"] {
        for file in files::below(crate_name, &[".rs"]) {
            let Some(place) =
                capability_of(&file.path).and_then(|name| order.iter().position(|have| *have == name))
            else {
                continue;
            };
            // Pages and API put capabilities together; acts, rules and stores keep to the order.
            let is_edge = file.path.contains("/pages") || file.path.contains("/api");
            for (later, name) in order.iter().enumerate().skip(place + 1) {
                if !is_edge && uses(&file.text, name) {
                    faults.push(format!(
                        "{} ({}) uses {name}, which comes {} later",
                        file.path,
                        order[place],
                        later - place
                    ));
                }
            }
            faults.extend(foreign_sql(&file, &order[place], place, &order, &owners));
        }
    }
    faults
}

/// The capabilities in their order, as ARCHITECTURE.md prints them.
fn order() -> Vec<String> {
    let text = std::fs::read_to_string(files::root().join("ARCHITECTURE.md")).unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with("`accounts ·")).unwrap_or_default();
    line.trim_matches('`').split(" · ").filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn capability_of(path: &str) -> Option<&str> {
    path.split('/').nth(1).filter(|name| !name.ends_with(".rs"))
}

fn uses(text: &str, capability: &str) -> bool {
    let code: String =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    if code.contains(&format!("crate::{capability}::")) || code.contains(&format!("crate::{capability};")) {
        return true;
    }
    // Members of a grouped import: `use crate::{ …, orders, … }`.
    code.split("use crate::{").skip(1).filter_map(|rest| rest.split("};").next()).any(|group| {
        let mut depth = 0_i32;
        let mut word = String::new();
        for c in group.chars().chain([',']) {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    if word.trim().split("::").next() == Some(capability) {
                        return true;
                    }
                    word.clear();
                    continue;
                }
                _ => {}
            }
            word.push(c);
        }
        false
    })
}

/// Which capability each table belongs to: the name in its migration's file name.
fn owners(order: &[String]) -> BTreeMap<String, String> {
    let mut owners = BTreeMap::new();
    for file in files::below("migrations", &[".sql"]) {
        let name = file.path.trim_start_matches("migrations/").trim_end_matches(".sql");
        let owner = name.split('_').nth(1).unwrap_or_default();
        if !order.iter().any(|have| have == owner) && owner != "platform" {
            continue;
        }
        for line in file.text.lines() {
            if let Some(table) = line.strip_prefix("CREATE TABLE ") {
                let table = table.split([' ', '(']).next().unwrap_or_default();
                owners.insert(table.to_owned(), owner.to_owned());
            }
        }
    }
    owners
}

/// SQL that writes a table of another capability, or reads one of a later capability.
fn foreign_sql(
    file: &files::File,
    own: &str,
    place: usize,
    order: &[String],
    owners: &BTreeMap<String, String>,
) -> Vec<String> {
    let words: Vec<&str> = file
        .text
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
        .collect();
    let mut faults = BTreeSet::new();
    for pair in words.windows(2) {
        let [verb, table] = pair else { continue };
        let Some(owner) =
            owners.get(*table).filter(|owner| owner.as_str() != own && owner.as_str() != "platform")
        else {
            continue;
        };
        let later = order.iter().position(|name| name == owner).is_some_and(|position| position > place);
        match *verb {
            "INTO" | "UPDATE" => faults.insert(format!("{} writes {table}, which is {owner}'s", file.path)),
            "FROM" | "JOIN" if later => {
                faults.insert(format!("{} reads {table}, which is {owner}'s", file.path))
            }
            _ => false,
        };
    }
    faults.into_iter().collect()
}

/// kernel ← platform ← trade ← commons ← server: no crate names one above it.
fn crates() -> Vec<String> {
    let order = ["kernel", "platform", "trade", "commons", "server"];
    let mut faults = Vec::new();
    for (place, name) in order.iter().enumerate() {
        let manifest =
            std::fs::read_to_string(files::root().join(name).join("Cargo.toml")).unwrap_or_default();
        for above in &order[place + 1..] {
            if manifest.lines().any(|line| line.starts_with(above)) {
                faults.push(format!("{name}/Cargo.toml depends on {above}"));
            }
        }
    }
    faults
}
