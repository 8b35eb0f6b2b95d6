use std::fmt;

use kernel::Country;

/// The code of a division: its country and what the country's own office calls it, `CN-110101001001`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DivisionCode(String);

/// Signs of an official code.
const MOST: usize = 24;

impl DivisionCode {
    /// The code of an office of a country; none when it has other signs than letters, digits, points and hyphens.
    pub fn new(country: Country, official: &str) -> Option<Self> {
        let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
        let is_good = !official.is_empty() && official.len() <= MOST && official.bytes().all(is_sign);
        is_good.then(|| Self(format!("{}-{official}", country.code())))
    }

    /// Read what is kept and stands in addresses.
    pub fn parse(text: &str) -> Option<Self> {
        let (country, official) = text.split_once('-')?;
        Self::new(Country::parse(country).ok()?, official)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As the office has it.
    pub fn official(&self) -> &str {
        self.0.split_once('-').map_or("", |(_, official)| official)
    }

    pub fn country(&self) -> &str {
        self.0.split_once('-').map_or("", |(country, _)| country)
    }
}

impl fmt::Display for DivisionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_one_form() {
        for text in ["CN-110101001001", "IN-09.142", "JP-13113", "ID-33.08.12.2004"] {
            assert_eq!(DivisionCode::parse(text).map(|code| code.to_string()).as_deref(), Some(text));
        }
        for text in ["", "CN", "CN-", "cn-11", "XXX-1", "CN-1/2", "CN-１１", "CN-1234567890123456789012345"]
        {
            assert_eq!(DivisionCode::parse(text), None, "{text}");
        }
    }
}
