//! Where parcels go, and how a country writes it.

use crate::one_of::CountryCode;
use kernel::{Country, id, narrow};
use platform::web::{Fields, Refusal};
use serde::{Deserialize, Serialize};

id!(
    /// An address in somebody's book.
    AddressId
);

/// Where a parcel goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Address {
    /// Who receives it.
    pub name: String,
    pub phone: String,
    /// ISO 3166-1 alpha-2.
    #[schema(value_type = CountryCode, example = "CN")]
    pub country: Country,
    /// Province, state or prefecture.
    pub region: String,
    pub city: String,
    pub line1: String,
    pub line2: String,
    pub postal_code: String,
}

/// An address as it stands in somebody's book.
#[derive(Clone, Debug)]
pub struct KeptAddress {
    pub id: AddressId,
    pub address: Address,
    pub is_default: bool,
}

/// Whether a country's addresses have a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Required,
    Optional,
}

/// A part of an address where a country writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub name: &'static str,
    pub need: Need,
}

const fn must(name: &'static str) -> Part {
    Part { name, need: Need::Required }
}

const fn may(name: &'static str) -> Part {
    Part { name, need: Need::Optional }
}

const NAME: Part = must("name");
const PHONE: Part = must("phone");
const CN: &[Part] =
    &[NAME, PHONE, must("region"), must("city"), must("line1"), may("line2"), may("postal_code")];
const JP: &[Part] =
    &[NAME, PHONE, must("postal_code"), must("region"), must("city"), must("line1"), may("line2")];
const IN: &[Part] =
    &[NAME, PHONE, must("line1"), may("line2"), must("city"), must("region"), must("postal_code")];
const ID: &[Part] =
    &[NAME, PHONE, must("line1"), may("line2"), must("city"), must("region"), must("postal_code")];
const GENERAL: &[Part] =
    &[NAME, PHONE, must("line1"), may("line2"), must("city"), may("region"), may("postal_code")];

/// The parts of an address in the order in which the country writes them.
pub fn parts(country: Country) -> &'static [Part] {
    match country.code() {
        "CN" => CN,
        "JP" => JP,
        "IN" => IN,
        "ID" => ID,
        _ => GENERAL,
    }
}

/// Which of our label families a country's parts have: its own, or the general one.
pub fn family(country: Country) -> &'static str {
    match country.code() {
        "CN" => "address-cn",
        "JP" => "address-jp",
        "IN" => "address-in",
        "ID" => "address-id",
        _ => "address",
    }
}

/// Postal codes where their form is known: 9 is a digit, A a letter, the rest stands for itself.
const POSTAL: &[(&str, &[&str])] = &[
    ("AT", &["9999"]),
    ("AU", &["9999"]),
    ("BE", &["9999"]),
    ("BR", &["99999-999"]),
    ("CA", &["A9A 9A9"]),
    ("CH", &["9999"]),
    ("CN", &["999999"]),
    ("DE", &["99999"]),
    ("DK", &["9999"]),
    ("ES", &["99999"]),
    ("FI", &["99999"]),
    ("FR", &["99999"]),
    ("ID", &["99999"]),
    ("IN", &["999999"]),
    ("IT", &["99999"]),
    ("JP", &["999-9999"]),
    ("KR", &["99999"]),
    ("MY", &["99999"]),
    ("NL", &["9999 AA"]),
    ("NO", &["9999"]),
    ("NZ", &["9999"]),
    ("PH", &["9999"]),
    ("PL", &["99-999"]),
    ("SG", &["999999"]),
    ("TH", &["99999"]),
    ("US", &["99999", "99999-9999"]),
    ("VN", &["99999", "999999"]),
];

/// The postal code as the country writes it, whatever blanks, hyphens and wide digits were typed; the refused
/// one's answer is the form it should have.
fn postal(country: Country, text: &str) -> Result<String, &'static str> {
    let known = POSTAL.iter().find(|(code, _)| *code == country.code());
    let Some((_, forms)) = known else { return Ok(text.to_owned()) };
    let typed: String = text
        .chars()
        .map(plain)
        .filter(|c| !matches!(c, ' ' | '-' | '〒'))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    // Letters that say which country it is, as mail from abroad has them.
    let signs = CAR_SIGNS.iter().find(|(code, _)| *code == country.code()).map(|(_, sign)| *sign);
    let bare =
        [Some(country.code()), signs].into_iter().flatten().filter_map(|sign| typed.strip_prefix(sign));
    let mut readings = std::iter::once(typed.as_str()).chain(bare);
    let fit = readings.find_map(|typed| forms.iter().find_map(|form| fill(form, typed)));
    fit.ok_or_else(|| forms.first().copied().unwrap_or_default())
}

/// The signs on cars that stood before postal codes until the codes of ISO 3166 took their place: `D-12345`.
const CAR_SIGNS: &[(&str, &str)] = &[
    ("AT", "A"),
    ("BE", "B"),
    ("DE", "D"),
    ("ES", "E"),
    ("FI", "FIN"),
    ("FR", "F"),
    ("IT", "I"),
    ("JP", "J"),
    ("NO", "N"),
    ("PL", "PL"),
];

/// What input methods write wide, and the digits of Devanagari and Arabic, as the plain signs they stand for.
fn plain(c: char) -> char {
    let digit = |zero: u32| char::from_digit(u32::from(c) - zero, 10).unwrap_or(c);
    match u32::from(c) {
        0x0660..=0x0669 => digit(0x0660),
        0x06F0..=0x06F9 => digit(0x06F0),
        0x0966..=0x096F => digit(0x0966),
        0x2010..=0x2015 | 0x30FC => '-',
        _ => narrow(c),
    }
}

fn fill(form: &str, typed: &str) -> Option<String> {
    let mut rest = typed.chars();
    let mut text = String::with_capacity(form.len());
    for place in form.chars() {
        text.push(match place {
            '9' => rest.next().filter(char::is_ascii_digit)?,
            'A' => rest.next().filter(char::is_ascii_uppercase)?,
            sign => sign,
        });
    }
    rest.next().is_none().then_some(text)
}

/// Words before the number of an extension.
const EXTENSIONS: [&str; 7] = ["extension", "ext.", "ext", "x", "#", "分机", "内線"];

/// A phone number for the carrier: digits with the usual signs between them, and perhaps an extension.
fn is_phone(text: &str) -> bool {
    let lower = text.to_lowercase();
    let split = EXTENSIONS.iter().find_map(|word| lower.rsplit_once(word));
    let (text, extension) = split.unwrap_or((&lower, "0"));
    let extension = extension.trim();
    let is_extension = (1..=8).contains(&extension.len()) && extension.bytes().all(|c| c.is_ascii_digit());
    let digits = text.chars().filter(char::is_ascii_digit).count();
    is_extension
        && (5..=20).contains(&digits)
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')' | '.' | '/' | ',' | ';'))
}

/// Read an address from a form or from JSON, by the rules of its country; none when a field was refused.
pub fn read_address(fields: &mut Fields) -> Option<Address> {
    let country = fields.parsed("country", |code| Country::parse(code).ok());
    // What else is wrong is said at once, whatever the country will be.
    let rules = country.map_or(GENERAL, parts);
    let mut take = |name: &'static str| {
        let max = if matches!(name, "line1" | "line2") { 200 } else { 100 };
        let is_required = rules.iter().any(|part| part.name == name && part.need == Need::Required);
        if is_required { fields.line(name, max) } else { fields.maybe_line(name, max) }
    };
    let mut address = Address {
        country: country.unwrap_or(Country::CN),
        name: take("name"),
        phone: take("phone").chars().map(plain).collect(),
        region: take("region"),
        city: take("city"),
        line1: take("line1"),
        line2: take("line2"),
        postal_code: take("postal_code"),
    };
    if !address.phone.is_empty() && !is_phone(&address.phone) {
        fields.refuse("phone", Refusal::new("refused-phone"));
    }
    if !address.postal_code.is_empty() {
        match postal(address.country, &address.postal_code) {
            Ok(code) => address.postal_code = code,
            Err(form) => fields.refuse("postal_code", Refusal::new("refused-postal-code").with("form", form)),
        }
    }
    fields.is_good().then_some(address)
}

impl Address {
    /// The address as a filled form.
    pub fn to_fields(&self) -> Fields {
        Fields::filled([
            ("name", self.name.as_str()),
            ("phone", &self.phone),
            ("country", self.country.code()),
            ("region", &self.region),
            ("city", &self.city),
            ("line1", &self.line1),
            ("line2", &self.line2),
            ("postal_code", &self.postal_code),
        ])
    }

    /// The place in one line, as the country writes it: from large to small in China and Japan, else from small
    /// to large.
    pub fn line(&self) -> String {
        let (order, between) = match self.country.code() {
            "CN" => ([&self.region, &self.city, &self.line1, &self.line2, &self.postal_code], " "),
            "JP" => ([&self.postal_code, &self.region, &self.city, &self.line1, &self.line2], " "),
            _ => ([&self.line1, &self.line2, &self.city, &self.region, &self.postal_code], ", "),
        };
        let parts: Vec<&str> =
            order.into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect();
        parts.join(between)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn country(code: &str) -> Country {
        Country::parse(code).unwrap()
    }

    #[test]
    fn postal_codes_are_brought_into_the_form_of_their_country() {
        for (code, typed, expected) in [
            ("JP", "〒１２３－４５６７", Ok("123-4567")),
            ("JP", "1234567", Ok("123-4567")),
            ("JP", "123-456", Err("999-9999")),
            ("CN", "750021", Ok("750021")),
            ("CN", "7500211", Err("999999")),
            ("IN", "110 001", Ok("110001")),
            ("US", "941031234", Ok("94103-1234")),
            ("CA", "k1a0b1", Ok("K1A 0B1")),
            ("ID", "1234O", Err("99999")),
            ("KE", "whatever", Ok("whatever")),
            ("DE", "D-12345", Ok("12345")),
            ("DE", "de 12345", Ok("12345")),
            ("AT", "A-1010", Ok("1010")),
            ("CH", "CH-8001", Ok("8001")),
            ("DE", "A-12345", Err("99999")),
            ("IN", "११०००१", Ok("110001")),
        ] {
            assert_eq!(postal(country(code), typed), expected.map(str::to_owned), "{typed}");
        }
    }

    #[test]
    fn an_address_is_asked_for_what_its_country_needs() {
        let mut fields = Fields::filled([("country", "CN"), ("name", "林晓雨"), ("phone", "138 0013 8000")]);
        assert!(read_address(&mut fields).is_none());
        assert_eq!(fields.refusals().keys().collect::<Vec<_>>(), ["city", "line1", "region"]);
        let mut fields =
            Fields::filled([("name", "A"), ("phone", "no"), ("country", "ZZ"), ("line1", "x\u{7}")]);
        assert!(read_address(&mut fields).is_none());
        assert_eq!(fields.refusals().keys().collect::<Vec<_>>(), ["city", "country", "line1", "phone"]);
    }

    #[test]
    fn a_number_may_have_an_extension() {
        for good in [
            "138 0013 8000",
            "+1 212 555 0100 ext. 5",
            "+1 212 555 0100 x5",
            "+49 30/123456",
            "010-12345678 分机 12",
        ] {
            assert!(is_phone(good), "{good}");
        }
        for bad in ["no", "123", "+1 212 555 0100 ext.", "+1 212 555 0100 ext. five", "call me 12345678"] {
            assert!(!is_phone(bad), "{bad}");
        }
    }

    #[test]
    fn every_country_writes_each_part_once() {
        for country in Country::all() {
            let mut names: Vec<_> = parts(country).iter().map(|part| part.name).collect();
            names.sort_unstable();
            assert_eq!(names, ["city", "line1", "line2", "name", "phone", "postal_code", "region"]);
        }
    }
}
