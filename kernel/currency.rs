//! The currencies of the world, and how many digits each has after the point.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A currency in use today, one byte wide.
///
/// It is a place in a table, so what is not in the table cannot be written down at all.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency(u8);

/// The text is not the code of a currency in use today.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown currency")]
pub struct UnknownCurrency;

impl Currency {
    pub const CNY: Currency = Currency::listed("CNY");
    pub const JPY: Currency = Currency::listed("JPY");
    pub const INR: Currency = Currency::listed("INR");
    pub const IDR: Currency = Currency::listed("IDR");
    pub const USD: Currency = Currency::listed("USD");
    pub const EUR: Currency = Currency::listed("EUR");

    /// Read the three capital letters of ISO 4217; anything else is refused.
    pub fn parse(code: &str) -> Result<Currency, UnknownCurrency> {
        let at = TABLE.binary_search_by(|row| row.0.cmp(code)).map_err(|_| UnknownCurrency)?;
        u8::try_from(at).map(Currency).map_err(|_| UnknownCurrency)
    }

    /// Every currency in the order of its code, for lists to choose from.
    pub fn all() -> impl Iterator<Item = Currency> {
        (0u8..).take(TABLE.len()).map(Currency)
    }

    pub const fn code(self) -> &'static str {
        TABLE[self.0 as usize].0
    }

    /// Digits after the point: 2 for the yuan, 0 for the yen, 3 for the Kuwaiti dinar.
    pub const fn exponent(self) -> u32 {
        TABLE[self.0 as usize].1
    }

    /// The sign people put beside the amount, or the code where there is no settled sign.
    ///
    /// Several currencies share a sign (¥ is both yuan and yen); pages that show two currencies at once
    /// print the code as well.
    pub const fn symbol(self) -> &'static str {
        TABLE[self.0 as usize].2
    }

    /// Only for the constants above: a code that is not in the table stops the build.
    const fn listed(code: &str) -> Currency {
        let wanted = code.as_bytes();
        let mut at = 0;
        loop {
            let found = TABLE[at as usize].0.as_bytes();
            if found[0] == wanted[0] && found[1] == wanted[1] && found[2] == wanted[2] {
                return Currency(at);
            }
            at += 1;
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::str::FromStr for Currency {
    type Err = UnknownCurrency;
    fn from_str(code: &str) -> Result<Currency, UnknownCurrency> {
        Currency::parse(code)
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Currency, D::Error> {
        crate::wire::text(from, "a currency code", Currency::parse)
    }
}

/// Code, digits after the point, sign. ISO 4217 without metals, funds and testing codes, sorted by code.
#[rustfmt::skip]
const TABLE: &[(&str, u32, &str)] = &[
    ("AED", 2, "AED"), ("AFN", 2, "؋"), ("ALL", 2, "ALL"), ("AMD", 2, "֏"),
    ("AOA", 2, "AOA"), ("ARS", 2, "AR$"), ("AUD", 2, "A$"), ("AWG", 2, "AWG"),
    ("AZN", 2, "₼"), ("BAM", 2, "KM"), ("BBD", 2, "BBD"), ("BDT", 2, "৳"),
    ("BHD", 3, "BHD"), ("BIF", 0, "BIF"), ("BMD", 2, "BMD"), ("BND", 2, "B$"),
    ("BOB", 2, "Bs"), ("BRL", 2, "R$"), ("BSD", 2, "BSD"), ("BTN", 2, "BTN"),
    ("BWP", 2, "P"), ("BYN", 2, "BYN"), ("BZD", 2, "BZD"), ("CAD", 2, "C$"),
    ("CDF", 2, "CDF"), ("CHF", 2, "CHF"), ("CLP", 0, "CLP$"), ("CNY", 2, "¥"),
    ("COP", 2, "COL$"), ("CRC", 2, "₡"), ("CUP", 2, "CUP"), ("CVE", 2, "CVE"),
    ("CZK", 2, "Kč"), ("DJF", 0, "DJF"), ("DKK", 2, "kr"), ("DOP", 2, "DOP"),
    ("DZD", 2, "DZD"), ("EGP", 2, "E£"), ("ERN", 2, "ERN"), ("ETB", 2, "ETB"),
    ("EUR", 2, "€"), ("FJD", 2, "FJ$"), ("FKP", 2, "FKP"), ("GBP", 2, "£"),
    ("GEL", 2, "₾"), ("GHS", 2, "GH₵"), ("GIP", 2, "GIP"), ("GMD", 2, "GMD"),
    ("GNF", 0, "GNF"), ("GTQ", 2, "Q"), ("GYD", 2, "GYD"), ("HKD", 2, "HK$"),
    ("HNL", 2, "HNL"), ("HTG", 2, "HTG"), ("HUF", 2, "Ft"), ("IDR", 2, "Rp"),
    ("ILS", 2, "₪"), ("INR", 2, "₹"), ("IQD", 3, "IQD"), ("IRR", 2, "IRR"),
    ("ISK", 0, "kr"), ("JMD", 2, "J$"), ("JOD", 3, "JOD"), ("JPY", 0, "¥"),
    ("KES", 2, "KSh"), ("KGS", 2, "⃀"), ("KHR", 2, "៛"), ("KMF", 0, "KMF"),
    ("KPW", 2, "₩"), ("KRW", 0, "₩"), ("KWD", 3, "KWD"), ("KYD", 2, "KYD"),
    ("KZT", 2, "₸"), ("LAK", 2, "₭"), ("LBP", 2, "L£"), ("LKR", 2, "Rs"),
    ("LRD", 2, "LRD"), ("LSL", 2, "LSL"), ("LYD", 3, "LYD"), ("MAD", 2, "MAD"),
    ("MDL", 2, "MDL"), ("MGA", 2, "Ar"), ("MKD", 2, "MKD"), ("MMK", 2, "K"),
    ("MNT", 2, "₮"), ("MOP", 2, "MOP$"), ("MRU", 2, "MRU"), ("MUR", 2, "Rs"),
    ("MVR", 2, "MVR"), ("MWK", 2, "MWK"), ("MXN", 2, "MX$"), ("MYR", 2, "RM"),
    ("MZN", 2, "MZN"), ("NAD", 2, "NAD"), ("NGN", 2, "₦"), ("NIO", 2, "NIO"),
    ("NOK", 2, "kr"), ("NPR", 2, "Rs"), ("NZD", 2, "NZ$"), ("OMR", 3, "OMR"),
    ("PAB", 2, "PAB"), ("PEN", 2, "S/"), ("PGK", 2, "K"), ("PHP", 2, "₱"),
    ("PKR", 2, "Rs"), ("PLN", 2, "zł"), ("PYG", 0, "₲"), ("QAR", 2, "QAR"),
    ("RON", 2, "lei"), ("RSD", 2, "RSD"), ("RUB", 2, "₽"), ("RWF", 0, "RWF"),
    ("SAR", 2, "⃁"), ("SBD", 2, "SBD"), ("SCR", 2, "SCR"), ("SDG", 2, "SDG"),
    ("SEK", 2, "kr"), ("SGD", 2, "S$"), ("SHP", 2, "SHP"), ("SLE", 2, "SLE"),
    ("SOS", 2, "SOS"), ("SRD", 2, "SRD"), ("SSP", 2, "SSP"), ("STN", 2, "STN"),
    ("SVC", 2, "SVC"), ("SYP", 2, "SYP"), ("SZL", 2, "SZL"), ("THB", 2, "฿"),
    ("TJS", 2, "TJS"), ("TMT", 2, "TMT"), ("TND", 3, "TND"), ("TOP", 2, "TOP"),
    ("TRY", 2, "₺"), ("TTD", 2, "TT$"), ("TWD", 2, "NT$"), ("TZS", 2, "TSh"),
    ("UAH", 2, "₴"), ("UGX", 0, "USh"), ("USD", 2, "$"), ("UYU", 2, "$U"),
    ("UZS", 2, "UZS"), ("VED", 2, "VED"), ("VES", 2, "VES"), ("VND", 0, "₫"),
    ("VUV", 0, "VUV"), ("WST", 2, "WST"), ("XAF", 0, "FCFA"), ("XCD", 2, "EC$"),
    ("XCG", 2, "XCG"), ("XOF", 0, "CFA"), ("XPF", 0, "CFPF"), ("YER", 2, "YER"),
    ("ZAR", 2, "R"), ("ZMW", 2, "ZK"), ("ZWG", 2, "ZWG"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_every_code_finds_itself() {
        assert!(TABLE.is_sorted_by(|a, b| a.0 < b.0));
        for currency in Currency::all() {
            assert_eq!(Currency::parse(currency.code()), Ok(currency));
            assert!(matches!(currency.exponent(), 0 | 2 | 3));
            assert!(!currency.symbol().is_empty());
        }
    }

    #[test]
    fn the_constants_are_what_they_say() {
        let seen = [Currency::CNY, Currency::JPY, Currency::INR, Currency::IDR, Currency::USD, Currency::EUR]
            .map(|currency| (currency.code(), currency.exponent(), currency.symbol()));
        let meant = [
            ("CNY", 2, "¥"),
            ("JPY", 0, "¥"),
            ("INR", 2, "₹"),
            ("IDR", 2, "Rp"),
            ("USD", 2, "$"),
            ("EUR", 2, "€"),
        ];
        assert_eq!(seen, meant);
        assert_eq!(Currency::parse("KWD").map(Currency::exponent), Ok(3));
    }

    #[test]
    fn only_the_exact_code_is_a_currency() {
        for text in ["", "cny", "CN", "CNYX", "ZZZ", "¥", "XXX", "XAU", " CNY"] {
            assert_eq!(Currency::parse(text), Err(UnknownCurrency), "{text}");
        }
    }

    #[test]
    fn on_the_wire_it_is_its_code() {
        let text = serde_json::to_string(&Currency::INR).unwrap();
        assert_eq!(text, "\"INR\"");
        assert_eq!(serde_json::from_str::<Currency>(&text).unwrap(), Currency::INR);
        assert!(serde_json::from_str::<Currency>("\"inr\"").is_err());
    }
}
