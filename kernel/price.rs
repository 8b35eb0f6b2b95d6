//! Reading a price that a person or a file wrote, without ever guessing what was meant.

use crate::{Currency, Money};

/// Why a text is not a price. `12,50` and `1,250` look alike and mean different amounts, so every form but
/// the plain decimal is refused and told apart, for the message beside the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PriceError {
    #[error("the price is empty")]
    Empty,
    #[error("the price has a decimal comma; write a point")]
    DecimalComma,
    #[error("the price has a currency sign; write the number alone")]
    CurrencySign,
    #[error("the price is written with an exponent; write it out")]
    Exponent,
    #[error("the price has separators between thousands; leave them out")]
    ThousandsSeparator,
    #[error("the price has more than {max} digits after the point")]
    TooManyDecimals { max: u32 },
    #[error("the price is below zero")]
    Negative,
    #[error("the price is too large")]
    TooLarge,
    #[error("the price is not a number")]
    NotANumber,
}

/// More than any amount needs: 19 digits before the point, and generous zeros after it.
const LONGEST_BYTES: usize = 64;

impl Money {
    /// Read a plain decimal such as `1234.50`; spaces around it are ignored.
    ///
    /// Refused are signs, separators, exponents, and more digits after the point than the currency has,
    /// unless the surplus digits are zeros (`12.5000` is ¥12.50; `500.00` is ¥500 in yen). Three digits after a point may
    /// be thousands, as `150.000` is to who writes rupiah, and are refused where the currency has fewer.
    pub fn parse(text: &str, currency: Currency) -> Result<Money, PriceError> {
        let text = text.trim();
        let (whole, fraction) = plain_decimal(text).ok_or_else(|| what_is_wrong(text))?;
        if text.len() > LONGEST_BYTES {
            return Err(PriceError::TooLarge);
        }
        let max = currency.exponent();
        let places = max as usize;
        if fraction.len() == 3 && places < 3 && whole.len() <= 3 && !whole.starts_with('0') {
            return Err(PriceError::ThousandsSeparator);
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > places {
            return Err(PriceError::TooManyDecimals { max });
        }
        let minor = format!("{whole}{fraction:0<places$}").parse().map_err(|_| PriceError::TooLarge)?;
        if minor > Money::MOST_MINOR { Err(PriceError::TooLarge) } else { Ok(Money::new(minor, currency)) }
    }
}

fn plain_decimal(text: &str) -> Option<(&str, &str)> {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, is_digits(fraction).then_some(fraction)?),
        None => (text, ""),
    };
    is_digits(whole).then_some((whole, fraction))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Only called for a text that is not a plain decimal: find the reason that helps most.
fn what_is_wrong(text: &str) -> PriceError {
    if text.is_empty() {
        return PriceError::Empty;
    }
    if let Some(rest) = text.strip_prefix(['-', '−', '－']) {
        return if rest.contains(|it: char| it.is_ascii_digit()) {
            PriceError::Negative
        } else {
            PriceError::NotANumber
        };
    }
    if text.len() > LONGEST_BYTES || !text.contains(|it: char| it.is_ascii_digit()) {
        return PriceError::NotANumber;
    }
    if has_currency_sign(text) {
        return PriceError::CurrencySign;
    }
    if is_exponential(text) {
        return PriceError::Exponent;
    }
    if text.chars().all(|it| it.is_ascii_digit() || it == '.' || is_separator(it)) {
        return separators(text);
    }
    PriceError::NotANumber
}

/// A sign, or letters on one side only that name a currency: `¥12`, `Rp 12`, `12元`, `12 CNY`.
fn has_currency_sign(text: &str) -> bool {
    let inside = |it: char| it.is_ascii_digit() || it == '.' || is_separator(it);
    let mut words = text.split(inside).filter(|word| !word.is_empty());
    let (Some(word), None) = (words.next(), words.next()) else { return false };
    let names = |currency: Currency| currency.code() == word || currency.symbol() == word;
    matches!(word, "￥" | "元" | "圆" | "円" | "Rs" | "Rs." | "Rp." | "¢" | "US$" | "CN¥" | "JP¥" | "RMB")
        || Currency::all().any(names)
}

/// Digits, an e, digits: what a spreadsheet makes of a long number.
fn is_exponential(text: &str) -> bool {
    text.split_once(['e', 'E']).is_some_and(|(number, power)| {
        let power = power.strip_prefix(['+', '-']).unwrap_or(power);
        is_digits(power) && (plain_decimal(number).is_some() || number.contains(','))
    })
}

fn is_separator(it: char) -> bool {
    it.is_whitespace() || matches!(it, ',' | '，' | '\'' | '’' | '_' | '٬' | '٫')
}

/// The text holds digits, points and separators: which of them should not be there?
///
/// One comma with other than three digits after it, or a comma after the last point, is a decimal comma.
/// `1,250` could be either; most files mean thousands.
fn separators(text: &str) -> PriceError {
    let commas = text.matches([',', '，', '٫']).count();
    let after_comma = text.rsplit([',', '，', '٫']).next().unwrap_or_default();
    if commas == 1 && is_digits(after_comma) && (after_comma.len() != 3 || text.contains('.')) {
        return PriceError::DecimalComma;
    }
    if commas > 0 || text.contains(is_separator) || text.matches('.').count() > 1 {
        return PriceError::ThousandsSeparator;
    }
    PriceError::NotANumber
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_plain_decimal_is_read_exactly() {
        let dinar = Currency::parse("KWD").unwrap();
        let table = [
            ("1234.50", Currency::CNY, 123_450),
            ("0.1", Currency::CNY, 10),
            ("0.29", Currency::CNY, 29),
            ("007", Currency::CNY, 700),
            ("0", Currency::CNY, 0),
            ("  12.50\t", Currency::CNY, 1250),
            ("12.500000", Currency::CNY, 1250),
            ("500.00", Currency::JPY, 500),
            ("1.234", dinar, 1234),
            ("10000000000.00", Currency::CNY, Money::MOST_MINOR),
        ];
        for (text, currency, minor) in table {
            assert_eq!(Money::parse(text, currency), Ok(Money::new(minor, currency)), "{text}");
        }
    }

    #[test]
    fn every_other_form_is_refused_with_its_reason() {
        use PriceError::*;
        let table = [
            ("", Empty),
            ("   ", Empty),
            ("12,50", DecimalComma),
            ("12,5", DecimalComma),
            ("1.234,50", DecimalComma),
            ("1 234,50", DecimalComma),
            ("1,234", ThousandsSeparator),
            ("1,234.50", ThousandsSeparator),
            ("1,234,567", ThousandsSeparator),
            ("1.234.567", ThousandsSeparator),
            ("1 234.50", ThousandsSeparator),
            ("1\u{a0}234", ThousandsSeparator),
            ("1'234.50", ThousandsSeparator),
            ("¥12", CurrencySign),
            ("￥12.50", CurrencySign),
            ("12元", CurrencySign),
            ("$12.50", CurrencySign),
            ("Rp 12.000", CurrencySign),
            ("₹1,00,000", CurrencySign),
            ("12 CNY", CurrencySign),
            ("12,50 €", CurrencySign),
            ("1e9", Exponent),
            ("1.5E+3", Exponent),
            ("1,5e3", Exponent),
            ("-1", Negative),
            ("−12.50", Negative),
            ("-0", Negative),
            ("-", NotANumber),
            ("12.345", ThousandsSeparator),
            ("10000000000.01", TooLarge),
            ("92233720368547758.08", TooLarge),
            ("99999999999999999999999999", TooLarge),
            (".50", NotANumber),
            ("5.", NotANumber),
            (".", NotANumber),
            ("+5", NotANumber),
            ("free", NotANumber),
            ("１２", NotANumber),
            ("12abc", NotANumber),
            ("0x10", NotANumber),
            ("NaN", NotANumber),
            ("(12.50)", NotANumber),
        ];
        for (text, reason) in table {
            assert_eq!(Money::parse(text, Currency::CNY), Err(reason), "{text}");
        }
        assert_eq!(Money::parse("500.5", Currency::JPY), Err(TooManyDecimals { max: 0 }));
        assert_eq!(Money::parse(&"9".repeat(10_000), Currency::CNY), Err(TooLarge));
    }

    proptest! {
        #[test]
        fn reading_undoes_writing(minor in 0..=Money::MOST_MINOR, at in 0..150usize) {
            let currency = Currency::all().nth(at).unwrap();
            let money = Money::new(minor, currency);
            prop_assert_eq!(Money::parse(&money.decimal(), currency), Ok(money));
        }

        #[test]
        fn no_text_is_too_strange(text: String) {
            let _ = Money::parse(&text, Currency::INR);
        }

        #[test]
        fn no_almost_number_is_too_strange(text in "[-+0-9.,eE '¥]{0,12}") {
            if let Ok(money) = Money::parse(&text, Currency::INR) {
                prop_assert!(!money.is_negative());
            }
        }
    }
}
