//! The countries of the world by their two-letter codes. Their names live in the translations.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A country or territory, one byte wide.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country(u8);

/// The text is not the two-letter code of a country.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown country")]
pub struct UnknownCountry;

impl Country {
    pub const CN: Country = Country::listed("CN");

    /// The country of a code that is in the table; found while compiling.
    const fn listed(code: &str) -> Country {
        let (mut at, code) = (0, code.as_bytes());
        while TABLE[at].as_bytes()[0] != code[0] || TABLE[at].as_bytes()[1] != code[1] {
            at += 1;
        }
        Country(at as u8)
    }

    /// Read the two capital letters of ISO 3166-1; anything else is refused.
    pub fn parse(code: &str) -> Result<Country, UnknownCountry> {
        let at = TABLE.binary_search(&code).map_err(|_| UnknownCountry)?;
        u8::try_from(at).map(Country).map_err(|_| UnknownCountry)
    }

    /// Every country in the order of its code, for lists to choose from.
    pub fn all() -> impl Iterator<Item = Country> {
        (0u8..).take(TABLE.len()).map(Country)
    }

    pub const fn code(self) -> &'static str {
        TABLE[self.0 as usize]
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::str::FromStr for Country {
    type Err = UnknownCountry;
    fn from_str(code: &str) -> Result<Country, UnknownCountry> {
        Country::parse(code)
    }
}

impl Serialize for Country {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Country {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Country, D::Error> {
        crate::wire::text(from, "a country code", Country::parse)
    }
}

/// The 249 codes of ISO 3166-1 alpha-2, sorted.
#[rustfmt::skip]
const TABLE: &[&str] = &[
    "AD", "AE", "AF", "AG", "AI", "AL", "AM", "AO", "AQ", "AR", "AS", "AT", "AU", "AW", "AX", "AZ",
    "BA", "BB", "BD", "BE", "BF", "BG", "BH", "BI", "BJ", "BL", "BM", "BN", "BO", "BQ", "BR", "BS",
    "BT", "BV", "BW", "BY", "BZ", "CA", "CC", "CD", "CF", "CG", "CH", "CI", "CK", "CL", "CM", "CN",
    "CO", "CR", "CU", "CV", "CW", "CX", "CY", "CZ", "DE", "DJ", "DK", "DM", "DO", "DZ", "EC", "EE",
    "EG", "EH", "ER", "ES", "ET", "FI", "FJ", "FK", "FM", "FO", "FR", "GA", "GB", "GD", "GE", "GF",
    "GG", "GH", "GI", "GL", "GM", "GN", "GP", "GQ", "GR", "GS", "GT", "GU", "GW", "GY", "HK", "HM",
    "HN", "HR", "HT", "HU", "ID", "IE", "IL", "IM", "IN", "IO", "IQ", "IR", "IS", "IT", "JE", "JM",
    "JO", "JP", "KE", "KG", "KH", "KI", "KM", "KN", "KP", "KR", "KW", "KY", "KZ", "LA", "LB", "LC",
    "LI", "LK", "LR", "LS", "LT", "LU", "LV", "LY", "MA", "MC", "MD", "ME", "MF", "MG", "MH", "MK",
    "ML", "MM", "MN", "MO", "MP", "MQ", "MR", "MS", "MT", "MU", "MV", "MW", "MX", "MY", "MZ", "NA",
    "NC", "NE", "NF", "NG", "NI", "NL", "NO", "NP", "NR", "NU", "NZ", "OM", "PA", "PE", "PF", "PG",
    "PH", "PK", "PL", "PM", "PN", "PR", "PS", "PT", "PW", "PY", "QA", "RE", "RO", "RS", "RU", "RW",
    "SA", "SB", "SC", "SD", "SE", "SG", "SH", "SI", "SJ", "SK", "SL", "SM", "SN", "SO", "SR", "SS",
    "ST", "SV", "SX", "SY", "SZ", "TC", "TD", "TF", "TG", "TH", "TJ", "TK", "TL", "TM", "TN", "TO",
    "TR", "TT", "TV", "TW", "TZ", "UA", "UG", "UM", "US", "UY", "UZ", "VA", "VC", "VE", "VG", "VI",
    "VN", "VU", "WF", "WS", "YE", "YT", "ZA", "ZM", "ZW",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_every_code_finds_itself() {
        assert_eq!(TABLE.len(), 249);
        assert!(TABLE.is_sorted_by(|a, b| a < b));
        for country in Country::all() {
            assert_eq!(Country::parse(country.code()), Ok(country));
        }
    }

    #[test]
    fn only_the_exact_code_is_a_country() {
        for text in ["", "cn", "CHN", "ZZ", "EU", "中国", "C"] {
            assert_eq!(Country::parse(text), Err(UnknownCountry), "{text}");
        }
        assert_eq!(serde_json::to_string(&Country::parse("ID").unwrap()).unwrap(), "\"ID\"");
    }
}
