use std::fmt;

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

impl Handle {
    /// Read a word; what stands for pages of the market's own is not free.
    pub fn parse(text: &str, is_reserved: impl Fn(&str) -> bool) -> Result<Self, HandleError> {
        let text = text.trim();
        let is_plain = text.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-');
        let is_tidy = !text.starts_with('-') && !text.ends_with('-') && !text.contains("--");
        if !is_plain || !is_tidy || !(3..=40).contains(&text.len()) {
            return Err(HandleError::Form);
        }
        if is_reserved(text) {
            return Err(HandleError::Reserved);
        }
        Ok(Self(text.to_owned()))
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
