//! Handles: the part of an address that names a listing within its shop.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters and digits of any script in lower case, everything between them turned into one hyphen:
/// `Blue & White — 青花` becomes `blue-white-青花`.
///
/// Marks that belong to a letter stay (Devanagari could not be written without them), as do the two
/// invisible joiners between such letters. Empty when the text has no letter and no digit.
pub fn kebab(text: &str) -> String {
    let mut handle = String::with_capacity(text.len());
    for letter in text.to_lowercase().nfc() {
        if letter.is_alphanumeric() || (belongs_to_letter(letter) && ends_with_letter(&handle)) {
            handle.push(letter);
        } else if ends_with_letter(&handle) {
            handle.push('-');
        }
    }
    let end = handle.trim_end_matches(['-', JOINER, NON_JOINER]).len();
    handle.truncate(end);
    handle
}

const NON_JOINER: char = '\u{200c}';
const JOINER: char = '\u{200d}';

fn belongs_to_letter(letter: char) -> bool {
    is_combining_mark(letter) || matches!(letter, JOINER | NON_JOINER)
}

fn ends_with_letter(handle: &str) -> bool {
    !handle.is_empty() && !handle.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn any_script_makes_a_handle() {
        let table = [
            ("ocean-blue-shirt", "ocean-blue-shirt"),
            ("Ocean  Blue_Shirt!", "ocean-blue-shirt"),
            ("--a--b--", "a-b"),
            ("Blue & White — 青花", "blue-white-青花"),
            ("हस्तकला बाज़ार", "हस्तकला-बाज़ार"),
            ("金継ぎ 茶碗（小）", "金継ぎ-茶碗-小"),
            ("Café", "café"),
            ("Cafe\u{301}", "café"),
            ("50% off", "50-off"),
            ("!!!", ""),
            ("", ""),
        ];
        for (text, handle) in table {
            assert_eq!(kebab(text), handle.nfc().collect::<String>(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_handle_is_its_own_handle(text: String) {
            let handle = kebab(&text);
            prop_assert_eq!(kebab(&handle), handle.clone());
            prop_assert!(!handle.starts_with('-') && !handle.ends_with('-') && !handle.contains("--"));
        }
    }
}
