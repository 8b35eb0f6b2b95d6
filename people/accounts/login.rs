//! What a person signs in with, and when two of them are the same.

use kernel::{Country, narrow};
use phonenumber::Mode;
use platform::web::is_visible;
use unicode_normalization::UnicodeNormalization;

/// What a person signs in with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Login {
    /// As it was typed: mail goes there.
    Email(String),
    /// E.164: a plus sign and the digits, the country's first.
    Phone(String),
}

impl Login {
    /// Read an e-mail address or a phone number. A number without its country is one of the market's; what is none
    /// there is nobody's.
    pub fn parse(text: &str, country: Option<Country>) -> Option<Self> {
        let text = narrowed(text);
        if text.contains('@') {
            return is_email(&text).then_some(Self::Email(text));
        }
        phone(&text, country).map(Self::Phone)
    }

    /// A phone number as it was kept when any digits were taken for one with its country.
    pub(super) fn as_before(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let is_number = !text.contains('@') && (7..=15).contains(&digits.len());
        is_number.then(|| Self::Phone(format!("+{digits}")))
    }

    pub fn as_str(&self) -> &str {
        match self {
            Self::Email(text) | Self::Phone(text) => text,
        }
    }

    /// Two logins with one key are the same.
    pub fn key(&self) -> String {
        match self {
            Self::Email(email) => email_key(email),
            Self::Phone(number) => number.clone(),
        }
    }
}

/// The form under which an address is compared: composed, in small letters, the domain as the network writes it.
pub fn email_key(email: &str) -> String {
    let folded: String = email.trim().nfkc().flat_map(char::to_lowercase).nfkc().collect();
    let Some((local, domain)) = folded.rsplit_once('@') else { return folded };
    match idna::domain_to_ascii(domain) {
        Ok(domain) => format!("{local}@{domain}"),
        Err(_) => folded,
    }
}

/// What input methods write wide, and their full stops, as the plain signs that they stand for.
fn narrowed(text: &str) -> String {
    let plain = |c: char| if matches!(c, '。' | '｡') { '.' } else { narrow(c) };
    text.chars().map(plain).collect::<String>().trim().to_owned()
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    // Marks that cannot be seen would make two addresses look like one.
    let is_plain = |c: char| is_visible(c) && !"@<>,;\"".contains(c);
    text.len() <= 254
        && (1..=64).contains(&local.len())
        && local.chars().all(is_plain)
        && domain.contains('.')
        && domain.split('.').all(|label| !label.is_empty())
        && idna::domain_to_ascii_strict(domain).is_ok()
}

fn phone(text: &str, country: Option<Country>) -> Option<String> {
    // The prefix for calls abroad, where most of the world writes it for the plus sign.
    let international = text.strip_prefix("00").map(|rest| format!("+{rest}"));
    let region = country.and_then(|country| country.code().parse().ok());
    let number = phonenumber::parse(region, international.as_deref().unwrap_or(text)).ok()?;
    let is_plain = number.extension().is_none() && !text.chars().any(char::is_alphabetic);
    (is_plain && number.is_valid()).then(|| number.format().mode(Mode::E164).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        Login::parse(text, Some(Country::CN)).map(|login| login.key())
    }

    #[test]
    fn an_address_is_kept_as_it_was_typed_and_compared_by_its_key() {
        assert_eq!(Login::parse(" Ana@Fair.Example ", None), Some(Login::Email("Ana@Fair.Example".into())));
        for (one, other) in [
            ("Ana@Fair.Example", "ana@fair.example"),
            ("jose\u{301}@x.example", "jos\u{e9}@x.example"),
            ("JOSE\u{301}@x.example", "jos\u{e9}@X.EXAMPLE"),
            ("li@例子.中国", "li@xn--fsqu00a.xn--fiqs8s"),
            ("ｖｉｃ＠ｘ．ｅｘａｍｐｌｅ", "vic@x.example"),
            ("vic@x。example", "vic@x.example"),
        ] {
            assert_eq!(read(one), read(other), "{one}");
            assert!(read(one).is_some(), "{one}");
        }
        assert_ne!(read("a.b@x.example"), read("ab@x.example"));
        for text in [
            "ana@",
            "ana@fair",
            "a b@fair.example",
            "ana\u{200b}@x.example",
            "a@x..example",
            "@x.example",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_is_of_its_own_country_or_of_the_markets() {
        for text in [
            "+86 138-0013 8000",
            "0086 138 0013 8000",
            "+86.138.0013.8000",
            "+86 (0)138-0013-8000",
            "13800138000",
            "＋８６ １３８ ００１３ ８０００",
        ] {
            assert_eq!(read(text).as_deref(), Some("+8613800138000"), "{text}");
        }
        assert_eq!(read("+1 212 555 0100").as_deref(), Some("+12125550100"));
        assert_eq!(read("+81 90-1234-5678").as_deref(), Some("+819012345678"));
        for text in ["0815 123456", "123", "+12ab5678", "+1 212 555 0100 ext. 5", "+0815123456"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(Login::parse("13800138000", None), None, "with the country, please");
        let german = Login::parse("0151 23456789", Country::parse("DE").ok());
        assert_eq!(german, Some(Login::Phone("+4915123456789".into())));
    }
}
