//! Words of the trade in five languages, and what they mean to each other.
//!
//! An *entry* is one thing with all its names. A query for any of them finds the others with a lower weight, and what
//! is narrower (a teapot is tea ware) or suits it (a lamp suits Diwali) with a lower one again. The files beside this
//! one have a line for each entry: `zh | en | ja | hi | id`, names parted by commas, and perhaps `< broader` by its
//! first English name; `suits.txt` has lines of first English names.

pub mod book;
pub mod edit;
pub mod form;
pub mod line;
pub mod shared;
mod store;

use std::{collections::HashMap, sync::LazyLock};

use super::{
    fold::{is_kana, meet},
    sounds::{romaji, whole_sound},
    words::{Stretch, stems, stretches},
};

/// Each file with how much it matters that a listing has what it names (the thing itself more than its colour), and
/// how many times more than a passing word of its description (what it is for is said nowhere else).
const FILES: [(&str, f32, f32); 9] = [
    (include_str!("lexicon/crafts.txt"), 1.1, 1.0),
    (include_str!("lexicon/materials.txt"), 1.0, 1.0),
    (include_str!("lexicon/techniques.txt"), 1.0, 1.0),
    (include_str!("lexicon/things.txt"), 1.4, 1.0),
    (include_str!("lexicon/uses.txt"), 0.8, 4.0),
    (include_str!("lexicon/occasions.txt"), 0.9, 4.0),
    (include_str!("lexicon/produce.txt"), 1.4, 1.0),
    (include_str!("lexicon/qualities.txt"), 0.6, 1.5),
    (include_str!("lexicon/places.txt"), 0.9, 1.0),
];
const SUITS: &str = include_str!("lexicon/suits.txt");
/// Entries that nearly everything here is, so that a listing need not say so.
const PLAIN: [&str; 3] = ["gift", "handmade", "original design"];
const LANGUAGES: usize = 5;
const CHINESE: usize = 0;
const ENGLISH: usize = 1;
const JAPANESE: usize = 2;

/// A name of an entry as the atoms of a query: words of letters, and single characters of runs.
pub type Atoms = Vec<String>;

/// One thing with all its names.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Each with the column that it stands in.
    pub names: Vec<(usize, Atoms)>,
    /// What is a kind of it.
    pub narrower: Vec<usize>,
    pub broader: Vec<usize>,
    pub suited: Vec<usize>,
    pub weight: f32,
    pub in_body: f32,
    pub is_plain: bool,
}

#[derive(Debug, Default)]
pub struct Lexicon {
    entries: Vec<Entry>,
    by_name: HashMap<String, Vec<usize>>,
    by_stem: HashMap<String, Vec<usize>>,
    by_sound: HashMap<String, Vec<usize>>,
    longest: usize,
}

static BUILT_IN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(&FILES, SUITS));

/// The lexicon that every market has.
pub fn built_in() -> &'static Lexicon {
    &BUILT_IN
}

/// The atoms of a text: words of letters, and single characters of runs.
pub fn atoms(text: &str) -> Atoms {
    let mut found = Vec::new();
    for stretch in stretches(&meet(text)) {
        match stretch {
            Stretch::Letters(word) => found.push(word),
            Stretch::Run(run) => found.extend(run.iter().map(char::to_string)),
        }
    }
    found
}

fn key(atoms: &[String]) -> String {
    atoms.join(" ")
}

fn stem_keys(atoms: &[String]) -> Vec<String> {
    let (Some((last, head)), true) = (atoms.split_last(), atoms.iter().all(|atom| atom.len() > 2)) else {
        return Vec::new();
    };
    let stemmed = |last: String| {
        let mut all: Vec<String> =
            head.iter().map(|atom| stems(atom).into_iter().next().unwrap_or_else(|| atom.clone())).collect();
        all.push(last);
        key(&all)
    };
    stems(last).into_iter().map(stemmed).collect()
}

impl Lexicon {
    pub fn read(files: &[(&str, f32, f32)], suits: &str) -> Self {
        let mut lexicon = Self::default();
        let mut broader: Vec<(usize, String)> = Vec::new();
        let told = files
            .iter()
            .flat_map(|(file, weight, in_body)| lines(file).map(|line| (line, *weight, *in_body)));
        for (line, weight, in_body) in told {
            let number = lexicon.entries.len();
            let mut entry = Entry { weight, in_body, ..Entry::default() };
            for (column, field) in line.split('|').enumerate() {
                let names = field.split(',').map(str::trim).filter(|name| !name.is_empty());
                if column < LANGUAGES {
                    for name in names {
                        lexicon.name(&mut entry, number, column, name);
                    }
                } else {
                    let heads = names.map(|name| name.trim_start_matches('<').trim());
                    broader.extend(heads.map(|head| (number, key(&atoms(head)))));
                }
            }
            let english = entry.names.iter().find(|(column, _)| *column == ENGLISH);
            entry.is_plain = english.is_some_and(|(_, name)| PLAIN.contains(&key(name).as_str()));
            lexicon.entries.push(entry);
        }
        for (narrow, head) in broader {
            for broad in lexicon.headed(&head) {
                if broad != narrow {
                    lexicon.join(broad, narrow);
                }
            }
        }
        for (head, suited) in lines(suits).filter_map(|line| line.split_once('|')) {
            let suited: Vec<usize> =
                suited.split(',').flat_map(|name| lexicon.headed(&key(&atoms(name)))).collect();
            for number in lexicon.headed(&key(&atoms(head))) {
                if let Some(entry) = lexicon.entries.get_mut(number) {
                    entry.suited.extend(&suited);
                }
            }
        }
        lexicon
    }

    fn name(&mut self, entry: &mut Entry, number: usize, column: usize, name: &str) {
        let atoms = atoms(name);
        if atoms.is_empty() {
            return;
        }
        let add = |map: &mut HashMap<String, Vec<usize>>, key: String| {
            let numbers = map.entry(key).or_default();
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        };
        for stem in stem_keys(&atoms) {
            add(&mut self.by_stem, stem);
        }
        if column == JAPANESE && atoms.iter().all(|atom| atom.chars().all(is_kana)) {
            add(&mut self.by_sound, romaji(&atoms.concat()));
        }
        if column == CHINESE
            && let Some(sound) = pinyin(&atoms)
        {
            add(&mut self.by_sound, sound);
        }
        add(&mut self.by_name, key(&atoms));
        self.longest = self.longest.max(atoms.len());
        entry.names.push((column, atoms));
    }

    /// The entries whose first English name it is.
    fn headed(&self, head: &str) -> Vec<usize> {
        let is_headed = |number: &usize| {
            let first = self.entries.get(*number)?.names.iter().find(|(column, _)| *column == ENGLISH)?;
            Some(key(&first.1) == head)
        };
        let named = self.by_name.get(head).into_iter().flatten().copied();
        named.filter(|number| is_headed(number) == Some(true)).collect()
    }

    fn join(&mut self, broad: usize, narrow: usize) {
        if let Some(entry) = self.entries.get_mut(broad) {
            entry.narrower.push(narrow);
        }
        if let Some(entry) = self.entries.get_mut(narrow) {
            entry.broader.push(broad);
        }
    }

    /// Atoms of the longest name.
    pub fn longest(&self) -> usize {
        self.longest
    }

    pub fn entry(&self, number: usize) -> Option<&Entry> {
        self.entries.get(number)
    }

    /// The entries that have this name, or one with the same stem, or, of a single word, one that sounds like it.
    pub fn named(&self, atoms: &[String]) -> Vec<usize> {
        if let Some(numbers) = self.by_name.get(&key(atoms)) {
            return numbers.clone();
        }
        let mut found = Vec::new();
        for stem in stem_keys(atoms) {
            found.extend(self.by_stem.get(&stem).into_iter().flatten().copied());
        }
        if let ([word], true) = (atoms, found.is_empty()) {
            found.extend(self.by_sound.get(word).into_iter().flatten().copied());
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The entries of names that begin so, or are a slip of the hand away: one from four letters (or three kana) on, two
    /// from eight.
    pub fn near(&self, word: &str) -> Vec<usize> {
        let typed: Vec<char> = word.chars().collect();
        let is_kana_word = typed.iter().all(|character| is_kana(*character));
        let slips = match typed.len() {
            3 if is_kana_word => 1,
            ..=3 => return Vec::new(),
            4..8 => 1,
            _ => 2,
        };
        let mut best = slips + 1;
        let mut found = Vec::new();
        for (name, numbers) in self.by_name.iter().chain(&self.by_sound) {
            let name: Vec<char> = if is_kana_word {
                name.chars().filter(|c| *c != ' ').collect()
            } else {
                name.chars().collect()
            };
            if name.len() > 40 || name.contains(&' ') {
                continue;
            }
            let distance = if name.starts_with(&typed) { 1 } else { slipped(&typed, &name, slips) };
            if distance < best {
                best = distance;
                found.clear();
            }
            if distance == best && distance <= slips {
                found.extend(numbers);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Where a word of letters is two that were written together: `blockprint`.
    pub fn parted(&self, word: &str) -> Option<[String; 2]> {
        let is_named = |part: &str| !self.named(&[part.to_owned()]).is_empty();
        let parts = word.char_indices().map(|(at, _)| word.split_at(at));
        let parts = parts.filter(|(one, other)| one.len() >= 3 && other.len() >= 3);
        let owned = |(one, other): (&str, &str)| [one.to_owned(), other.to_owned()];
        let mut parts: Vec<[String; 2]> = parts.map(owned).collect();
        let whole = parts.iter().position(|parts| self.by_name.contains_key(&key(parts)));
        let whole = whole.or_else(|| parts.iter().position(|[one, other]| is_named(one) && is_named(other)));
        whole.map(|at| parts.swap_remove(at))
    }
}

/// The lines of a file that say something.
fn lines(file: &str) -> impl Iterator<Item = &str> {
    file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The pinyin of a Chinese name of several characters.
fn pinyin(name: &[String]) -> Option<String> {
    let name = name.concat();
    (name.chars().count() > 1).then(|| whole_sound(&name))?
}

/// How many slips lead from one word to another, where it is at most so many: letters left out, put in, changed, or two
/// neighbours changed over.
fn slipped(one: &[char], other: &[char], most: usize) -> usize {
    if one.len().abs_diff(other.len()) > most {
        return most + 1;
    }
    let typed: String = one.iter().collect();
    let meant: String = other.iter().collect();
    strsim::osa_distance(&typed, &meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "# sample\n茶具 | tea ware | 茶器 | | peralatan teh\n\
        茶壶, 壶 | teapot, tea pot | 急須, きゅうす | | teko | < tea ware\n";

    #[test]
    fn every_name_leads_to_its_entry() {
        let lexicon = Lexicon::read(&[(SAMPLE, 1.0, 1.0)], "");
        for name in ["茶壺", "teapots", "Tea pot", "急须", "kyuusu", "teko"] {
            assert_eq!(lexicon.named(&atoms(name)), [1], "{name}");
        }
        assert_eq!(lexicon.entry(0).unwrap().narrower, [1]);
        assert_eq!(lexicon.entry(1).unwrap().broader, [0]);
        assert!(lexicon.named(&atoms("bowl")).is_empty());
    }

    #[test]
    fn the_files_are_whole() {
        let lexicon = built_in();
        assert!(lexicon.entries.len() >= 500, "{} entries", lexicon.entries.len());
        for (name, file) in FILES.iter().enumerate() {
            for line in lines(file.0) {
                let fields: Vec<&str> = line.split('|').map(str::trim).collect();
                assert!((LANGUAGES..=LANGUAGES + 1).contains(&fields.len()), "file {name}: {line}");
                for broader in fields.get(LANGUAGES).iter().flat_map(|field| field.split(',')) {
                    let head = key(&atoms(broader.trim_start_matches('<')));
                    assert!(!lexicon.headed(&head).is_empty(), "file {name}: {line}");
                }
            }
        }
    }
}
