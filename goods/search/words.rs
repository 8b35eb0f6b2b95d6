//! How a text becomes words that can be looked up, in any of the languages.
//!
//! Words of languages that write spaces stay whole, and their stems stand beside them. A run of Chinese or Japanese
//! characters has no spaces, so it becomes its pairs of neighbours (and its single characters where the text is short
//! and weighty): a query of two or more characters is found wherever they stand together. Positions count characters
//! of a run and words elsewhere, so that a phrase is one in every language.

use frostem::{Algorithm, Stemmer};
use platform::i18n::Lang;

use super::{
    fold::{is_ideograph, is_letter, meet},
    measure::measures,
};

/// Letters of a word that count.
const LONGEST: usize = 24;

/// What becomes of a run of Chinese or Japanese characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runs {
    /// Pairs and single characters: titles and names.
    PairsAndSingles,
    /// Pairs, and a single character only when it stands alone: long texts.
    Pairs,
}

/// Something that can be looked up, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub text: String,
    pub position: usize,
}

/// A stretch of a text: a word of letters, or a run of characters that stand without spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stretch {
    Letters(String),
    Run(Vec<char>),
}

/// The stretches of a text that was folded already.
pub fn stretches(folded: &str) -> Vec<Stretch> {
    let mut found = Vec::new();
    let mut letters = String::new();
    let mut run = Vec::new();
    for character in folded.chars().chain([' ']) {
        let (is_of_run, is_of_word) = (is_ideograph(character), is_letter(character));
        if !is_of_run && !run.is_empty() {
            found.push(Stretch::Run(std::mem::take(&mut run)));
        }
        if (is_of_run || !is_of_word) && !letters.is_empty() {
            found.push(Stretch::Letters(letters.chars().take(LONGEST).collect()));
            letters.clear();
        }
        if is_of_run {
            run.push(character);
        } else if is_of_word {
            letters.push(character);
        }
    }
    found
}

/// The words of a text with their stems and its measures, repeats included.
pub fn split(text: &str, runs: Runs, language: Lang) -> Vec<Word> {
    let folded = meet(text);
    let mut found = Vec::new();
    let mut position = 0;
    for stretch in stretches(&folded) {
        match stretch {
            Stretch::Letters(word) => {
                found.extend(stem_in(&word, language).map(|text| Word { text, position }));
                found.push(Word { text: word, position });
                position += 1;
            }
            Stretch::Run(run) => {
                let at = |(offset, text)| Word { text, position: position + offset };
                if run.len() == 1 || runs == Runs::PairsAndSingles {
                    found.extend(run.iter().map(char::to_string).enumerate().map(at));
                }
                found.extend(pairs(&run).into_iter().enumerate().map(at));
                position += run.len();
            }
        }
    }
    found.extend(measures(&folded).into_iter().map(|text| Word { text, position }));
    found
}

/// Whether a word is made of characters that stand without spaces.
pub fn is_run(word: &str) -> bool {
    word.chars().all(is_ideograph)
}

/// The pairs of neighbours of a run.
pub fn pairs(run: &[char]) -> Vec<String> {
    run.windows(2).map(|pair| pair.iter().collect()).collect()
}

/// What marks a stem, so that it is never taken for a word.
const STEM: char = '~';

/// The stem of a word of a text in a language; the script says when it is Hindi.
fn stem_in(word: &str, language: Lang) -> Option<String> {
    let algorithm = match (word.chars().next()?, language) {
        ('\u{900}'..='\u{97f}', _) => Algorithm::Hindi,
        (first, Lang::Indonesian) if first.is_ascii_alphabetic() => Algorithm::Indonesian,
        (first, _) if first.is_ascii_alphabetic() => Algorithm::English,
        _ => return None,
    };
    Some(format!("{STEM}{}", Stemmer::new(algorithm).stem(word)))
}

/// The stems under which a word of a query may be found, whose language nobody knows.
pub fn stems(word: &str) -> Vec<String> {
    let mut stems: Vec<String> = [Lang::English, Lang::Indonesian]
        .into_iter()
        .filter_map(|language| stem_in(word, language))
        .collect();
    stems.dedup();
    stems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, runs: Runs) -> Vec<String> {
        let words = split(text, runs, Lang::English).into_iter().map(|word| word.text);
        words.filter(|word| !word.starts_with([STEM, '#'])).collect()
    }

    #[test]
    fn every_language_becomes_words() {
        let table: [(&str, &[&str]); 8] = [
            ("Leather Satchel", &["leather", "satchel"]),
            ("皮雕包", &["皮雕", "雕包"]),
            ("茶", &["茶"]),
            ("金継ぎの碗", &["金继", "继ぎ", "ぎの", "の碗"]),
            ("Kain batik-tulis", &["kain", "batik", "tulis"]),
            ("हाथ की छपाई", &["हाथ", "की", "छपाई"]),
            ("Café ＡＢＣ１２", &["cafe", "abc12"]),
            ("皮bag包", &["皮", "bag", "包"]),
        ];
        for (text, expected) in table {
            assert_eq!(texts(text, Runs::Pairs), expected, "{text}");
        }
        assert_eq!(texts("皮雕", Runs::PairsAndSingles), ["皮", "雕", "皮雕"]);
    }

    #[test]
    fn positions_follow_each_other() {
        let words = split("皮雕包 bag", Runs::Pairs, Lang::English);
        let at = |text: &str| words.iter().find(|word| word.text == text).map(|word| word.position);
        assert_eq!([at("皮雕"), at("雕包"), at("bag"), at("~bag")], [Some(0), Some(1), Some(3), Some(3)]);
    }

    #[test]
    fn nothing_that_is_not_a_word_is_one() {
        for text in ["", " \t\u{0}", "!!! ··· 。、・", "🎎🧧", "\u{200e}\u{202e}"] {
            assert!(split(text, Runs::Pairs, Lang::English).is_empty(), "{text}");
        }
        assert_eq!(texts(&"x".repeat(500), Runs::Pairs), ["x".repeat(LONGEST)]);
    }

    #[test]
    fn a_word_is_found_by_its_stem() {
        assert_eq!(stems("teapots")[0], stems("teapot")[0]);
        assert!(stems("मिठाइयाँ")[0].starts_with(STEM));
    }
}
