use std::fmt;

use unicode_normalization::UnicodeNormalization;

use super::Kind;

/// The word of a shop in addresses: 3 to 40 small letters, digits and single hyphens between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handle(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HandleError {
    #[error("not 3 to 40 small letters, digits and single hyphens")]
    Form,
    #[error("the word is reserved")]
    Reserved,
}

const LONGEST: usize = 40;
/// Letters that a number needs, with its hyphen.
const ROOM: usize = 5;

impl Handle {
    /// Read a word; what stands for pages of the market's own is not free.
    pub fn parse(text: &str, is_reserved: impl Fn(&str) -> bool) -> Result<Self, HandleError> {
        let text = text.trim();
        let is_plain = text.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-');
        let is_tidy = !text.starts_with('-') && !text.ends_with('-') && !text.contains("--");
        if !is_plain || !is_tidy || !(3..=LONGEST).contains(&text.len()) {
            return Err(HandleError::Form);
        }
        if is_reserved(text) {
            return Err(HandleError::Reserved);
        }
        Ok(Self(text.to_owned()))
    }

    /// A word for a shop that has said none: from the Latin letters of its name; a name in other letters is not spelt by
    /// guessing, it gets the shop's kind and a number. The same name is proposed the same word.
    pub fn propose(name: &str, kind: Kind, is_reserved: impl Fn(&str) -> bool) -> Self {
        let mut word = String::new();
        for letter in name.nfkd().flat_map(char::to_lowercase) {
            match letter {
                'a'..='z' | '0'..='9' => word.push(letter),
                // An accent, or the apostrophe of Ana's.
                '\u{300}'..='\u{36f}' | '\'' | '’' => {}
                _ if word.is_empty() || word.ends_with('-') => {}
                _ => word.push('-'),
            }
        }
        word.truncate(LONGEST - ROOM);
        let word = word.trim_matches('-');
        let others = name.chars().filter(|letter| letter.is_alphabetic() && !letter.is_ascii()).count();
        let is_telling = word.len() >= 3 && others <= word.len();
        if is_telling && !is_reserved(word) {
            return Self(word.to_owned());
        }
        let number = name.bytes().fold(0_u64, |sum, byte| (sum * 31 + u64::from(byte)) % 9_000) + 1_000;
        Self(format!("{}-{number}", kind.name()))
    }

    /// The same word with a number, for the shop whose word is taken.
    pub fn numbered(&self, number: u32) -> Self {
        Self(format!("{}-{number}", self.0))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_proposed_from_a_name_in_latin_letters() {
        let propose = |name: &str| Handle::propose(name, Kind::Maker, |word| word == "desk").to_string();
        for (name, expected) in [
            ("Helan Leather", "helan-leather"),
            ("  Café «Ünlü»  ", "cafe-unlu"),
            ("Ana's Pots", "anas-pots"),
        ] {
            assert_eq!(propose(name), expected);
        }
        for name in ["贺兰皮雕坊", "मिट्टी घर", "马's 手工皮具店", "ab", "desk", "", "!!"]
        {
            let word = propose(name);
            assert!(word.starts_with("maker-"), "{word}");
            assert_eq!(word, propose(name));
        }
        for name in ["a".repeat(200), "贺兰皮雕坊".to_owned(), "Ana's Pots".to_owned()] {
            let word = Handle::propose(&name, Kind::Maker, |_| false);
            assert!(Handle::parse(word.numbered(99).as_str(), |_| false).is_ok(), "{word}");
        }
    }

    #[test]
    fn a_handle_is_a_plain_word_that_is_free() {
        for (text, expected) in [
            ("helan-leather", None),
            (" a1b ", None),
            ("ab", Some(HandleError::Form)),
            ("Helan", Some(HandleError::Form)),
            ("贺兰皮雕", Some(HandleError::Form)),
            ("-abc", Some(HandleError::Form)),
            ("a--b", Some(HandleError::Form)),
            ("a/b/c", Some(HandleError::Form)),
            ("", Some(HandleError::Form)),
            ("desk", Some(HandleError::Reserved)),
        ] {
            assert_eq!(Handle::parse(text, |word| word == "desk").err(), expected, "{text}");
        }
        assert_eq!(Handle::parse(&"x".repeat(41), |_| false).err(), Some(HandleError::Form));
    }
}
