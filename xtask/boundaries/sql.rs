//! Which tables a file's SQL reads and writes, and whose they are.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::Files;

/// Which capability each table belongs to: the name in its migration's file name.
pub fn owners(migrations: &Files) -> BTreeMap<String, String> {
    let mut owners = BTreeMap::new();
    for (path, text) in migrations {
        let name = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".sql");
        let Some(owner) = name.split('_').nth(1) else { continue };
        for line in text.lines() {
            if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
                let rest = rest.trim_start_matches("IF NOT EXISTS ");
                let table = rest.split([' ', '(']).next().unwrap_or_default();
                owners.insert(table.to_owned(), owner.to_owned());
            }
        }
    }
    owners
}

#[derive(Default)]
pub struct Tables {
    pub read: BTreeSet<String>,
    pub written: BTreeSet<String>,
}

/// The tables named in these texts. Words count as SQL in upper case only, which is how ours is written.
pub fn tables(texts: &[String]) -> Tables {
    let mut tables = Tables::default();
    for text in texts {
        let words = words(text);
        for (at, word) in words.iter().enumerate() {
            let next = words.get(at + 1).copied().unwrap_or_default();
            let before = at.checked_sub(1).and_then(|at| words.get(at)).copied().unwrap_or_default();
            match (before, *word) {
                (_, "INTO" | "UPDATE") | ("DELETE", "FROM") => {
                    tables.written.insert(next.to_owned());
                }
                (_, "FROM" | "JOIN") => tables.read.extend(listed(&words[at + 1..])),
                _ => {}
            }
        }
    }
    tables
}

/// `a, b AS c, d` names three tables.
fn listed(words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for part in words.split(|word| *word == ",") {
        found.extend(part.first().map(|&table| table.to_owned()));
        let alias = part.get(1).copied().unwrap_or_default();
        let is_alone = match part.len() {
            1 => true,
            2 => alias.chars().any(char::is_lowercase),
            3 => alias == "AS",
            _ => false,
        };
        if !is_alone {
            break;
        }
    }
    found
}

fn words(text: &str) -> Vec<&str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let end =
            if is_word(first) { rest.find(|c| !is_word(c)).unwrap_or(rest.len()) } else { first.len_utf8() };
        words.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    words
}
