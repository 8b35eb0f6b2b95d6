//! One spelling for what is written in many ways.

use unicode_normalization::UnicodeNormalization;

const FIRST_HAN: char = '\u{4e00}';
const LAST_HAN: char = '\u{9fff}';

/// Small letters without accents, narrow forms.
pub fn fold(text: &str) -> String {
    text.nfkd().filter(|c| !is_accent(*c)).nfc().flat_map(char::to_lowercase).collect()
}

/// Accents of Latin, and the dot below of Hindi, which many leave out.
fn is_accent(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{93c}')
}

/// Folded, and in one script: traditional and Japanese characters are simplified, katakana is hiragana, and digits are
/// those of everybody.
///
/// Character by character, so that a word is folded alike whatever stands around it.
pub fn meet(text: &str) -> String {
    fold(text).chars().map(one_script).collect()
}

fn one_script(character: char) -> char {
    match character {
        '\u{30a1}'..='\u{30f6}' | '\u{30fd}' | '\u{30fe}' => {
            char::from_u32(u32::from(character) - 0x60).unwrap_or(character)
        }
        '\u{901}' => '\u{902}',
        '\u{966}'..='\u{96f}' => {
            char::from_u32(u32::from(character) - 0x966 + u32::from('0')).unwrap_or(character)
        }
        FIRST_HAN..=LAST_HAN => {
            let at = u32::from(character) - u32::from(FIRST_HAN);
            usize::try_from(at).ok().and_then(|at| SIMPLE.get(at).copied()).unwrap_or(character)
        }
        _ => character,
    }
}

// The simplified form of every Han character of the basic block: `SIMPLE`, written by `build.rs`.
include!(concat!(env!("OUT_DIR"), "/simple.rs"));

/// Han, kana, and the marks that belong to them: what is written without spaces.
pub fn is_ideograph(character: char) -> bool {
    is_han(character) || is_kana(character)
}

pub fn is_han(character: char) -> bool {
    matches!(character,
        '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

pub fn is_kana(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}') && character != '\u{30fb}'
}

/// Letters and digits, and the vowel signs of India, which are not letters by themselves.
pub fn is_letter(character: char) -> bool {
    let is_indic_sign =
        matches!(character, '\u{900}'..='\u{dff}') && !matches!(character, '\u{964}' | '\u{965}');
    character.is_alphanumeric() || is_indic_sign
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_in_several_ways_meets() {
        for (one, other) in [
            ("刺繍", "刺绣"),
            ("刺繡", "刺绣"),
            ("暖簾", "暖帘"),
            ("陶藝", "陶芸"),
            ("ノレン", "のれん"),
            ("ﾊﾞｯｸﾞ", "ばっぐ"),
            ("か\u{3099}", "が"),
            ("ＴＥＡ", "tea"),
            ("Café", "cafe"),
            ("茶壺", "茶壶"),
            ("竹細工", "竹细工"),
            ("५००", "500"),
            ("रज़ाई", "रजाई"),
            ("चाँदी", "चांदी"),
        ] {
            assert_eq!(meet(one), meet(other), "{one} {other}");
        }
        assert_eq!(meet("𠮷野家"), "𠮷野家");
    }
}
