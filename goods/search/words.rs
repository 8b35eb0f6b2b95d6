//! How a text becomes words that can be looked up, in any of the languages.
//!
//! Letters are folded: small, without accents, narrow. Words of languages that write spaces stay whole. A run of
//! Chinese or Japanese characters has no spaces, so it becomes its pairs of neighbours (and its single characters
//! where the text is short and weighty): a query of two or more characters is found wherever they stand together.

use unicode_normalization::UnicodeNormalization;

/// Letters of a word that count.
const LONGEST: usize = 24;

/// What becomes of a run of Chinese or Japanese characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runs {
    /// Pairs and single characters: titles and names.
    PairsAndSingles,
    /// Pairs, and a single character only when it stands alone: long texts and queries.
    Pairs,
}

/// Small letters without accents, narrow forms.
pub fn fold(text: &str) -> String {
    text.nfkd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).nfc().flat_map(char::to_lowercase).collect()
}

/// The words of a text in their order, repeats included.
pub fn split(text: &str, runs: Runs) -> Vec<String> {
    let mut found = Vec::new();
    let mut word = String::new();
    let mut run: Vec<char> = Vec::new();
    for character in fold(text).chars() {
        if is_ideograph(character) {
            end_word(&mut word, &mut found);
            run.push(character);
        } else if is_letter(character) {
            end_run(&mut run, runs, &mut found);
            word.push(character);
        } else {
            end_word(&mut word, &mut found);
            end_run(&mut run, runs, &mut found);
        }
    }
    end_word(&mut word, &mut found);
    end_run(&mut run, runs, &mut found);
    found
}

/// Whether a word is made of characters that stand without spaces, so that its beginning means nothing.
pub fn is_run(word: &str) -> bool {
    word.chars().all(is_ideograph)
}

fn end_word(word: &mut String, found: &mut Vec<String>) {
    if !word.is_empty() {
        found.push(word.chars().take(LONGEST).collect());
        word.clear();
    }
}

fn end_run(run: &mut Vec<char>, runs: Runs, found: &mut Vec<String>) {
    if run.len() == 1 || runs == Runs::PairsAndSingles {
        found.extend(run.iter().map(char::to_string));
    }
    found.extend(run.windows(2).map(|pair| pair.iter().collect::<String>()));
    run.clear();
}

/// Han, kana, and the marks that belong to them.
fn is_ideograph(character: char) -> bool {
    matches!(character,
        '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
        && character != '\u{30fb}'
}

/// Letters and digits, and the vowel signs of India, which are not letters by themselves.
fn is_letter(character: char) -> bool {
    let is_indic_sign =
        matches!(character, '\u{900}'..='\u{dff}') && !matches!(character, '\u{964}' | '\u{965}');
    character.is_alphanumeric() || is_indic_sign
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_becomes_words() {
        let table: [(&str, &[&str]); 8] = [
            ("Leather Satchel", &["leather", "satchel"]),
            ("皮雕包", &["皮雕", "雕包"]),
            ("茶", &["茶"]),
            ("金継ぎの碗", &["金継", "継ぎ", "ぎの", "の碗"]),
            ("Kain batik-tulis", &["kain", "batik", "tulis"]),
            ("हाथ की छपाई", &["हाथ", "की", "छपाई"]),
            ("Café ＡＢＣ１２", &["cafe", "abc12"]),
            ("皮bag包", &["皮", "bag", "包"]),
        ];
        for (text, expected) in table {
            assert_eq!(split(text, Runs::Pairs), expected, "{text}");
        }
        assert_eq!(split("皮雕", Runs::PairsAndSingles), ["皮", "雕", "皮雕"]);
    }

    #[test]
    fn nothing_that_is_not_a_word_is_one() {
        for text in ["", " \t\u{0}", "!!! ··· 。、・", "🎎🧧", "\u{200e}\u{202e}"] {
            assert!(split(text, Runs::Pairs).is_empty(), "{text}");
        }
        assert_eq!(split(&"x".repeat(500), Runs::Pairs), ["x".repeat(LONGEST)]);
    }
}
