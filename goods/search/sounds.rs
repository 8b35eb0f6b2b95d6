//! How Chinese and kana sound in Latin letters: full pinyin, its initials, and romaji.

use std::collections::BTreeSet;

use pinyin::{Pinyin, ToPinyin};
use wana_kana::ConvertJapanese;

use super::{
    fold::{is_han, is_kana, meet},
    words::{Stretch, stretches},
};

/// What marks initials, so that they are never taken for a syllable.
const INITIALS: char = '\'';
/// Characters whose sounds are put together.
const LONGEST: usize = 6;
/// Kana from which on a run is a word by itself.
const SHORTEST_KANA: usize = 2;

/// All sounds by which a short text may be asked for.
pub fn sounds(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for stretch in stretches(&meet(text)) {
        let Stretch::Run(run) = stretch else { continue };
        for part in run.chunk_by(|a, b| is_kana(*a) == is_kana(*b)) {
            if part.first().copied().is_some_and(is_han) {
                of_han(part, &mut found);
            } else if part.len() >= SHORTEST_KANA {
                found.insert(romaji(&part.iter().collect::<String>()));
            }
        }
    }
    found
}

/// How kana are written in Latin letters, the way people type them.
pub fn romaji(kana: &str) -> String {
    kana.to_romaji().replace(['-', '\'', 'ー'], "")
}

fn of_han(run: &[char], found: &mut BTreeSet<String>) {
    let syllables: Vec<&str> =
        run.iter().map(|character| character.to_pinyin().map_or("", |sound| sound.plain())).collect();
    for start in 0..syllables.len() {
        let (mut whole, mut initials) = (String::new(), String::from(INITIALS));
        for (length, syllable) in syllables.iter().skip(start).take(LONGEST).enumerate() {
            if syllable.is_empty() {
                break;
            }
            whole.push_str(syllable);
            initials.extend(syllable.chars().next());
            found.insert(ascii(&whole));
            if length > 0 {
                found.insert(initials.clone());
            }
        }
    }
}

/// The pinyin of a text that is all Han.
pub fn whole_sound(text: &str) -> Option<String> {
    let syllables: Option<String> = text.chars().map(|c| c.to_pinyin().map(Pinyin::plain)).collect();
    syllables.map(|syllables| ascii(&syllables))
}

/// ü is typed as v or u.
fn ascii(syllables: &str) -> String {
    syllables.replace('ü', "v")
}

/// The sounds that a Latin word of a query may stand for, if it may be one.
pub fn heard(word: &str) -> Vec<String> {
    if !word.bytes().all(|byte| byte.is_ascii_lowercase()) || word.len() < 2 {
        return Vec::new();
    }
    let mut heard = vec![word.to_owned()];
    // Long vowels of Japanese are typed in several ways.
    let short = word.replace("ou", "o").replace("oo", "o").replace("uu", "u");
    if short != word {
        heard.push(short);
    }
    if word.len() <= LONGEST {
        heard.push(format!("{INITIALS}{word}"));
    }
    heard
}

/// How many syllables of pinyin a word is made of, if it is.
pub fn syllables(word: &str) -> Option<usize> {
    const LONGEST_SYLLABLE: usize = 6;
    let mut fewest: Vec<Option<usize>> = vec![None; word.len() + 1];
    if let Some(start) = fewest.first_mut() {
        *start = Some(0);
    }
    for start in 0..word.len() {
        let Some(Some(count)) = fewest.get(start).copied() else { continue };
        for end in start + 1..=word.len().min(start + LONGEST_SYLLABLE) {
            if word.get(start..end).is_some_and(is_syllable)
                && let Some(best) = fewest.get_mut(end)
            {
                *best = Some(best.map_or(count + 1, |best| best.min(count + 1)));
            }
        }
    }
    fewest.last().copied().flatten()
}

/// Every syllable of standard Chinese is an initial and a final that go together; those that do not are few enough
/// to be harmless here.
fn is_syllable(text: &str) -> bool {
    const INITIAL: [&str; 23] = [
        "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z",
        "c", "s", "y", "w",
    ];
    const FINAL: [&str; 34] = [
        "a", "o", "e", "i", "u", "v", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ong", "ia", "ie",
        "iao", "iu", "ian", "in", "iang", "ing", "iong", "ua", "uo", "uai", "ui", "uan", "un", "uang", "ue",
        "ve", "er",
    ];
    const ALONE: [&str; 11] = ["a", "o", "e", "ai", "ei", "ao", "ou", "an", "en", "ang", "er"];
    ALONE.contains(&text)
        || INITIAL.iter().any(|initial| text.strip_prefix(initial).is_some_and(|rest| FINAL.contains(&rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_heard_from_any_of_its_characters() {
        let found = sounds("清香铁观音");
        for sound in ["tieguanyin", "'tgy", "qingxiang", "yin", "'qxtgy"] {
            assert!(found.contains(sound), "{sound} in {found:?}");
        }
        assert!(sounds("のれん").contains("noren"));
        assert!(sounds("ティーポット").iter().all(|sound| sound.is_ascii()));
    }

    #[test]
    fn pinyin_is_told_from_other_words() {
        assert_eq!(syllables("tieguanyin"), Some(3));
        assert_eq!(syllables("cha"), Some(1));
        assert_eq!(syllables("leather"), None);
        assert_eq!(syllables("xian"), Some(1));
    }
}
