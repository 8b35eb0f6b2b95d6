//! Cutting what was typed into words: where spaces part them, and where nothing does.

use std::sync::{
    PoisonError, RwLock,
    atomic::{AtomicBool, Ordering},
};

use jieba_rs::Jieba;

use super::{
    fold::{is_han, is_ideograph, is_kana, is_letter, meet},
    lexicon::{Atoms, Lexicon},
    sounds::syllables,
};

/// Characters and words of a query that count.
const MOST_ATOMS: usize = 60;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    Letters,
    Han,
    Hiragana,
    Katakana,
}

/// A word of letters or a single character of a run.
#[derive(Clone, Debug)]
pub struct Atom {
    pub text: String,
    pub script: Script,
    /// Whether it stands right after the one before.
    pub is_glued: bool,
}

/// Words that ask for nothing by themselves, in all five languages.
const EMPTY: &str = " a an the for of with and or to in on my from by is are some any that this i want need looking buy \
    我 想 要 买 的 和 与 给 用 了 有 在 是 个 一 把 送 我想买 想要 一个 适合 什么 可以 \
    の と を に で が は も へ や な から まで 用の 欲しい ほしい 探す ための むけ \
    का की के में और से को है लिए हैं चाहिए वाला वाली वाले एक \
    untuk dan dari yang di dengan ke atau ini itu para saya mau ingin cari ";

/// The dictionary of Chinese words takes 44 MB, so it is there while it is asked and goes when nobody has for a while.
static CHINESE: RwLock<Option<Jieba>> = RwLock::new(None);
static WAS_ASKED: AtomicBool = AtomicBool::new(false);

fn is_chinese_word(word: &str) -> bool {
    WAS_ASKED.store(true, Ordering::Relaxed);
    if let Some(dictionary) = &*CHINESE.read().unwrap_or_else(PoisonError::into_inner) {
        return dictionary.has_word(word);
    }
    let mut dictionary = CHINESE.write().unwrap_or_else(PoisonError::into_inner);
    dictionary.get_or_insert_with(Jieba::new).has_word(word)
}

/// Let the dictionary go, unless somebody has asked it since this was called before.
pub(super) fn let_go() {
    if !WAS_ASKED.swap(false, Ordering::Relaxed) {
        *CHINESE.write().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

fn is_empty_word(text: &str) -> bool {
    EMPTY.split(' ').any(|word| word == text)
}

/// The atoms of a folded text that is not yet in one script.
pub fn atoms(folded: &str) -> Vec<Atom> {
    let mut found: Vec<Atom> = Vec::new();
    let mut is_glued = false;
    for character in folded.chars() {
        let text = meet(character.encode_utf8(&mut [0; 4]));
        if is_ideograph(character) {
            let script = if is_han(character) {
                Script::Han
            } else if matches!(character, '\u{30a0}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}') {
                Script::Katakana
            } else {
                Script::Hiragana
            };
            found.push(Atom { text, script, is_glued });
            is_glued = true;
        } else if is_letter(character) {
            match found.last_mut() {
                Some(last) if is_glued && last.script == Script::Letters => last.text.push_str(&text),
                _ => found.push(Atom { text, script: Script::Letters, is_glued }),
            }
            is_glued = true;
        } else {
            is_glued = false;
        }
        if found.len() > MOST_ATOMS {
            break;
        }
    }
    found.truncate(MOST_ATOMS);
    found
}

/// Words that were written together stand apart.
pub fn apart(atoms: Vec<Atom>, lexicon: &Lexicon) -> Vec<Atom> {
    let parts = |atom: Atom| {
        let is_known =
            atom.script != Script::Letters || !lexicon.named(std::slice::from_ref(&atom.text)).is_empty();
        match if is_known { None } else { lexicon.parted(&atom.text) } {
            Some(parts) => parts.map(|text| Atom { text, script: Script::Letters, is_glued: false }).into(),
            None => vec![atom],
        }
    };
    atoms.into_iter().flat_map(parts).collect()
}

/// A stretch of atoms as one unit.
#[derive(Clone, Debug)]
pub struct Cut {
    pub from: usize,
    pub to: usize,
    pub meaning: Meaning,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    Entries(Vec<usize>),
    Word,
    /// A character that belongs to no word that is known.
    Unknown,
    Nothing,
}

/// Cut atoms into words at the least cost: names of the lexicon first, then words that are known, then the rest.
pub fn cut(atoms: &[Atom], lexicon: &Lexicon) -> Vec<Cut> {
    let mut best: Vec<Option<(f32, Cut)>> = vec![None; atoms.len() + 1];
    for from in 0..atoms.len() {
        let so_far =
            if from == 0 { 0.0 } else { best.get(from).and_then(Option::as_ref).map_or(f32::MAX, |it| it.0) };
        for (to, cost, meaning) in steps(atoms, from, lexicon) {
            let cost = so_far + cost;
            if let Some(slot) = best.get_mut(to)
                && slot.as_ref().is_none_or(|(least, _)| cost < *least)
            {
                *slot = Some((cost, Cut { from, to, meaning }));
            }
        }
    }
    let mut cuts = Vec::new();
    let mut end = atoms.len();
    while let Some((_, cut)) = best.get(end).cloned().flatten() {
        end = cut.from;
        cuts.push(cut);
    }
    cuts.reverse();
    join_unknown(atoms, join_pinyin(atoms, cuts))
}

/// The words that may begin at an atom: where they end, what they cost, and what they are.
fn steps(atoms: &[Atom], from: usize, lexicon: &Lexicon) -> Vec<(usize, f32, Meaning)> {
    let Some(first) = atoms.get(from) else { return Vec::new() };
    let mut found = Vec::new();
    let is_letters = first.script == Script::Letters;
    let most = lexicon.longest().max(6);
    for to in from + 1..=atoms.len().min(from + most) {
        let stretch = atoms.get(from..to).unwrap_or_default();
        let runs_on = |atom: &Atom| atom.is_glued || (is_letters && atom.script == Script::Letters);
        if !stretch.iter().skip(1).all(runs_on) {
            break;
        }
        let texts: Atoms = stretch.iter().map(|atom| atom.text.clone()).collect();
        let length = stretch.len();
        let bonus = 0.05 * f32::from(u8::try_from(length).unwrap_or(u8::MAX));
        let entries = lexicon.named(&texts);
        if !entries.is_empty() && (length > 1 || !is_kana_atom(first)) {
            let cost = if is_letters {
                0.9
            } else if length == 1 {
                1.3
            } else {
                1.0
            };
            found.push((to, cost - bonus, Meaning::Entries(entries)));
        }
        let word = texts.concat();
        if length > 1 && is_letters && texts.iter().all(|text| syllables(text) == Some(1)) {
            let heard = lexicon.named(std::slice::from_ref(&word));
            if !heard.is_empty() {
                found.push((to, 0.8 - bonus, Meaning::Entries(heard)));
            }
        }
        if length > 1 && stretch.iter().all(|atom| atom.script == Script::Han) && is_chinese_word(&word) {
            let meaning = if is_empty_word(&word) { Meaning::Nothing } else { Meaning::Word };
            found.push((to, 15.0 * bonus, meaning));
        }
        let is_whole = atoms.get(to).is_none_or(|next| next.script != first.script || !next.is_glued);
        if is_kana_atom(first) && is_whole && stretch.iter().all(|atom| atom.script == first.script) {
            let meaning = if is_empty_word(&word) { Meaning::Nothing } else { Meaning::Word };
            found.push((to, 1.3, meaning));
        }
    }
    let (cost, meaning) = match (is_empty_word(&first.text), is_letters) {
        (true, _) => (0.3, Meaning::Nothing),
        (false, true) => (1.0, Meaning::Word),
        (false, false) => (2.5, Meaning::Unknown),
    };
    found.push((from + 1, cost, meaning));
    found
}

fn is_kana_atom(atom: &Atom) -> bool {
    atom.text.chars().all(is_kana)
}

/// Syllables of pinyin that were typed apart are one word.
fn join_pinyin(atoms: &[Atom], cuts: Vec<Cut>) -> Vec<Cut> {
    let is_syllable = |cut: &Cut| {
        cut.to == cut.from + 1
            && cut.meaning == Meaning::Word
            && atoms.get(cut.from).is_some_and(|atom| syllables(&atom.text) == Some(1))
    };
    let mut found: Vec<Cut> = Vec::with_capacity(cuts.len());
    for cut in cuts {
        match found.last_mut() {
            Some(last) if is_syllable(&cut) && last.meaning == Meaning::Word && spells(atoms, last) => {
                last.to = cut.to;
            }
            _ => found.push(cut),
        }
    }
    found
}

/// Whether a word is pinyin, in one or in several parts.
fn spells(atoms: &[Atom], cut: &Cut) -> bool {
    atoms.get(cut.from..cut.to).unwrap_or_default().iter().all(|atom| syllables(&atom.text) == Some(1))
}

/// Characters that belong to no known word are one stretch.
fn join_unknown(atoms: &[Atom], cuts: Vec<Cut>) -> Vec<Cut> {
    let mut found: Vec<Cut> = Vec::with_capacity(cuts.len());
    for cut in cuts {
        let is_glued = atoms.get(cut.from).is_some_and(|atom| atom.is_glued);
        match found.last_mut() {
            Some(last) if is_glued && [&last.meaning, &cut.meaning] == [&Meaning::Unknown; 2] => {
                last.to = cut.to;
            }
            _ => found.push(cut),
        }
    }
    found
}
