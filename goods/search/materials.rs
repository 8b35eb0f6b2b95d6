//! What things are made of, across languages: a listing says it in its shop's words, people choose it in theirs.
//!
//! A material is an entry of the built-in lexicon, known by the first English name; what an operator changes there
//! changes what is found and not what is counted.

use std::{collections::HashMap, sync::LazyLock};

use platform::i18n::Lang;

use super::lexicon::{
    Atoms, atoms,
    book::built_in_book,
    line::{Line, Part},
};
use crate::search::words::stems;

/// Materials of one listing that count.
const MOST: usize = 12;

struct Materials {
    /// By code.
    lines: HashMap<&'static str, &'static Line>,
    /// Names as atoms, each with the code of its material.
    names: HashMap<Atoms, &'static str>,
    longest: usize,
}

static MATERIALS: LazyLock<Materials> = LazyLock::new(|| {
    let mut materials = Materials { lines: HashMap::new(), names: HashMap::new(), longest: 1 };
    for entry in built_in_book().values().filter(|entry| entry.part == Part::Materials) {
        let code = entry.code.strip_prefix("materials-").unwrap_or(&entry.code);
        materials.lines.insert(code, &entry.line);
        for name in entry.line.names() {
            let name = stemmed(&atoms(name));
            materials.longest = materials.longest.max(name.len());
            materials.names.entry(name).or_insert(code);
        }
    }
    materials
});

fn stemmed(atoms: &[String]) -> Atoms {
    let stem = |atom: &String| {
        let is_word = atom.len() > 3 && atom.is_ascii();
        is_word.then(|| stems(atom).into_iter().next()).flatten().unwrap_or_else(|| atom.clone())
    };
    atoms.iter().map(stem).collect()
}

/// What a material is a kind of: cowhide is leather.
fn broader(code: &str) -> impl Iterator<Item = &'static str> {
    let names = MATERIALS.lines.get(code).map(|line| line.broader()).unwrap_or_default();
    names.iter().filter_map(|name| MATERIALS.names.get(&stemmed(&atoms(name))).copied())
}

/// The codes of the materials that texts name, each once, and what they are kinds of; the longest name at a place is meant.
pub fn materials_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<&'static str> {
    let mut found = Vec::new();
    for text in texts {
        let atoms = stemmed(&atoms(text));
        let mut at = 0;
        while at < atoms.len() {
            let lengths = (1..=MATERIALS.longest.min(atoms.len() - at)).rev();
            let named = lengths.into_iter().find_map(|length| {
                let code = MATERIALS.names.get(atoms.get(at..at + length)?)?;
                Some((length, *code))
            });
            if let Some((_, code)) = named
                && !found.contains(&code)
            {
                found.push(code);
            }
            at += named.map_or(1, |(length, _)| length);
        }
    }
    // What is added is looked at as well.
    let mut at = 0;
    while let Some(code) = found.get(at).copied().filter(|_| found.len() < MOST) {
        let more: Vec<&str> = broader(code).filter(|code| !found.contains(code)).collect();
        found.extend(more);
        at += 1;
    }
    found.truncate(MOST);
    found
}

/// What a material is called in a language; nothing for what is none.
pub fn material_name(code: &str, lang: Lang) -> Option<&'static str> {
    let column = match lang {
        Lang::Chinese => 0,
        Lang::English => 1,
        Lang::Japanese => 2,
        Lang::Hindi => 3,
        Lang::Indonesian => 4,
    };
    MATERIALS.lines.get(code).map(|line| line.name(column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_material_is_known_in_every_language() {
        for (texts, codes) in [
            (vec!["植鞣牛皮"], vec!["cowhide", "leather"]),
            (vec!["सूती कपड़ा/प्राकृतिक रंग", "cotton/natural dyes"], vec!["cotton", "cloth"]),
            (vec!["絹", "Silk threads"], vec!["silk"]),
            (vec!["nothing of the kind", ""], vec![]),
        ] {
            let found = materials_of(texts.iter().copied());
            assert!(codes.iter().all(|code| found.contains(code)), "{texts:?}: {found:?}");
            assert!(!codes.is_empty() || found.is_empty(), "{found:?}");
        }
        assert_eq!(material_name("silk", Lang::Indonesian), Some("sutra"));
        assert_eq!(material_name("moonlight", Lang::English), None);
    }
}
