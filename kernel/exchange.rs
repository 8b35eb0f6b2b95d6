//! What money of one currency comes to in another: exact ratios of whole numbers, rounded once.

use std::fmt;

use crate::{Currency, Money, MoneyError, Rounding, rate::divided};

/// How much one unit of a currency is in another, as a bank writes it: `7.8213`.
///
/// Kept as its digits and how many of them stand after the point, without zeros at the end, so that one rate has one
/// form and none is ever a float.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ExchangeRate {
    digits: u64,
    places: u32,
}

/// Why a text is not a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RateError {
    #[error("there is no rate")]
    Empty,
    #[error("the rate is zero")]
    Zero,
    #[error("the rate is below zero")]
    Negative,
    #[error("the rate has a decimal comma; write a point")]
    DecimalComma,
    #[error("the rate has more than {most} digits")]
    TooManyDigits { most: usize },
    #[error("the rate is not a plain number")]
    NotANumber,
}

/// Digits of a rate, and digits after its point: banks give six or seven. Two such rates and an amount of 10^15 minor units
/// multiply to 10^38, which fits into 128 bits.
const MOST: usize = 10;

impl ExchangeRate {
    /// Read a plain decimal such as `7.8213`; spaces around it are ignored.
    pub fn parse(text: &str) -> Result<ExchangeRate, RateError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(RateError::Empty);
        }
        if text.starts_with(['-', '−']) {
            return Err(RateError::Negative);
        }
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_digits(whole) || !is_digits(fraction) {
            let is_comma = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'));
            return Err(if is_comma && text.contains(',') {
                RateError::DecimalComma
            } else {
                RateError::NotANumber
            });
        }
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        let digits = format!("{whole}{fraction}");
        let digits = digits.trim_start_matches('0');
        if digits.is_empty() {
            return Err(RateError::Zero);
        }
        if digits.len() > MOST || fraction.len() > MOST {
            return Err(RateError::TooManyDigits { most: MOST });
        }
        let places = u32::try_from(fraction.len()).unwrap_or_default();
        digits.parse().map(|digits| ExchangeRate { digits, places }).map_err(|_| RateError::NotANumber)
    }

    /// The form that is read, and kept.
    pub fn decimal(self) -> String {
        let places = self.places as usize;
        let digits = format!("{:0>width$}", self.digits, width = places + 1);
        match digits.split_at(digits.len() - places) {
            (whole, "") => whole.to_owned(),
            (whole, fraction) => format!("{whole}.{fraction}"),
        }
    }

    pub fn ratio(self) -> Ratio {
        Ratio::reduced(u128::from(self.digits), 10_u128.pow(self.places))
    }
}

impl fmt::Display for ExchangeRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.decimal())
    }
}

impl fmt::Debug for ExchangeRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ExchangeRate({})", self.decimal())
    }
}

/// An exact rate between two currencies, also one that was found through a third: so many units of the one for so many of
/// the other. Neither is zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ratio {
    get: u128,
    give: u128,
}

impl Ratio {
    fn reduced(get: u128, give: u128) -> Ratio {
        let common = common(get, give).max(1);
        Ratio { get: get / common, give: give / common }
    }

    /// The way back.
    pub const fn inverse(self) -> Ratio {
        Ratio { get: self.give, give: self.get }
    }

    /// One rate after the other; none when the numbers are too large to be exact.
    pub fn then(self, next: Ratio) -> Option<Ratio> {
        // Crosswise first, so that the products stay small.
        let (first, second) = (Ratio::reduced(self.get, next.give), Ratio::reduced(next.get, self.give));
        Some(Ratio::reduced(first.get.checked_mul(second.get)?, first.give.checked_mul(second.give)?))
    }

    /// Read what [`Display`](fmt::Display) writes: `78213/10000`.
    pub fn parse(text: &str) -> Option<Ratio> {
        let (get, give) = text.split_once('/')?;
        let (get, give): (u128, u128) = (get.parse().ok()?, give.parse().ok()?);
        (get > 0 && give > 0).then(|| Ratio::reduced(get, give))
    }

    /// Whether the larger of two is more than so many per cent above the smaller.
    pub fn is_apart(self, other: Ratio, percent: u128) -> bool {
        let Some(quotient) = self.then(other.inverse()) else { return true };
        let beyond =
            |much: u128, little: u128| match (much.checked_mul(100), little.checked_mul(100 + percent)) {
                (Some(much), Some(most)) => much > most,
                _ => true,
            };
        beyond(quotient.get, quotient.give) || beyond(quotient.give, quotient.get)
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.get, self.give)
    }
}

/// Euclid's greatest common divisor.
const fn common(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl Money {
    /// What the amount comes to in another currency at a rate for whole units: rounded once, to the nearest smallest coin,
    /// from the exact middle to the even one.
    pub fn exchange(self, rate: Ratio, into: Currency) -> Result<Money, MoneyError> {
        let coins = |currency: Currency| 10_u128.pow(currency.exponent());
        let coin = Ratio::reduced(coins(into), coins(self.currency()));
        let rate = rate.then(coin).ok_or(MoneyError::Overflow)?;
        let whole = |number: u128| i128::try_from(number).map_err(|_| MoneyError::Overflow);
        let exact = i128::from(self.minor()).checked_mul(whole(rate.get)?).ok_or(MoneyError::Overflow)?;
        let rounded = divided(exact, whole(rate.give)?, Rounding::HalfEven);
        i64::try_from(rounded).map(|minor| Money::new(minor, into)).map_err(|_| MoneyError::Overflow)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rate(text: &str) -> Ratio {
        ExchangeRate::parse(text).unwrap().ratio()
    }

    #[test]
    fn a_rate_is_read_exactly_and_has_one_form() {
        for (text, form) in [
            ("7.8213", "7.8213"),
            (" 7.82130 ", "7.8213"),
            ("162", "162"),
            ("162.00", "162"),
            ("0.0000588", "0.0000588"),
        ] {
            assert_eq!(ExchangeRate::parse(text).map(ExchangeRate::decimal).as_deref(), Ok(form));
        }
        let most = 10;
        for (text, error) in [
            ("", RateError::Empty),
            ("  ", RateError::Empty),
            ("0", RateError::Zero),
            ("0.0000", RateError::Zero),
            ("-1.2", RateError::Negative),
            ("7,8213", RateError::DecimalComma),
            ("1,234.5", RateError::DecimalComma),
            ("12345678901", RateError::TooManyDigits { most }),
            ("0.12345678901", RateError::TooManyDigits { most }),
            ("1e3", RateError::NotANumber),
            ("N/A", RateError::NotANumber),
            ("+1", RateError::NotANumber),
            (".5", RateError::NotANumber),
            ("5.", RateError::NotANumber),
            ("NaN", RateError::NotANumber),
        ] {
            assert_eq!(ExchangeRate::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn an_amount_is_rounded_once_to_the_smallest_coin_of_the_other_currency() {
        let dinar = Currency::parse("KWD").unwrap();
        let table = [
            (12_800, Currency::CNY, "0.1381", Currency::USD, 1_768),
            (1_768, Currency::USD, "156.25", Currency::JPY, 2_762),
            (2_762, Currency::JPY, "0.0064", Currency::USD, 1_768),
            (100, Currency::USD, "0.3071", dinar, 307),
            (1, Currency::CNY, "0.5", Currency::USD, 0),
            (3, Currency::CNY, "0.5", Currency::USD, 2),
            (-3, Currency::CNY, "0.5", Currency::USD, -2),
            (0, Currency::CNY, "0.5", Currency::USD, 0),
        ];
        for (minor, from, text, into, expected) in table {
            assert_eq!(
                Money::new(minor, from).exchange(rate(text), into),
                Ok(Money::new(expected, into)),
                "{text}"
            );
        }
        let most = Money::new(i64::MAX, Currency::JPY);
        assert_eq!(most.exchange(rate("1.5"), Currency::JPY), Err(MoneyError::Overflow));
    }

    #[test]
    fn a_cross_rate_is_exact() {
        // One euro is 7.8 yuan and 1.05 dollars: one yuan is 105/780 dollars, which no decimal says.
        let cross = rate("7.8").inverse().then(rate("1.05")).unwrap();
        assert_eq!(cross.to_string(), "7/52");
        assert_eq!(Ratio::parse("7/52"), Some(cross));
        assert_eq!(Ratio::parse("105/780"), Some(cross));
        for text in ["7", "0/1", "1/0", "-1/2", "a/b", ""] {
            assert_eq!(Ratio::parse(text), None, "{text}");
        }
        assert_eq!(
            Money::new(5_200, Currency::CNY).exchange(cross, Currency::USD),
            Ok(Money::new(700, Currency::USD))
        );
    }

    #[test]
    fn rates_that_lie_apart_are_seen() {
        assert!(!rate("7.8").is_apart(rate("7.7"), 2));
        assert!(rate("7.8").is_apart(rate("7.7"), 1));
        assert!(rate("7.7").is_apart(rate("7.8"), 1));
        assert!(rate("0.128").is_apart(rate("7.8"), 50));
        assert!(!rate("0.128").inverse().is_apart(rate("7.8"), 1));
    }

    proptest! {
        #[test]
        fn there_and_back_loses_less_than_a_coin_is_worth(minor in 0..=Money::MOST_MINOR, digits in 1..=9_999_999_u64, places in 0..=7_u32) {
            let there = ExchangeRate { digits, places }.ratio();
            let amount = Money::new(minor, Currency::CNY);
            if let Ok(other) = amount.exchange(there, Currency::USD) {
                let back = other.exchange(there.inverse(), Currency::CNY).unwrap();
                // Half a cent there, in fen, and half a fen back.
                let cent = Money::new(1, Currency::USD).exchange(there.inverse(), Currency::CNY).unwrap();
                prop_assert!(back.minor().abs_diff(minor) <= cent.minor().unsigned_abs() + 2);
            }
        }

        #[test]
        fn more_money_is_never_less(a in 0..=Money::MOST_MINOR, b in 0..=Money::MOST_MINOR, digits in 1..=9_999_999_u64) {
            let rate = ExchangeRate { digits, places: 4 }.ratio();
            let [less, more] = [a.min(b), a.max(b)].map(|minor| Money::new(minor, Currency::CNY).exchange(rate, Currency::JPY));
            if let (Ok(less), Ok(more)) = (less, more) {
                prop_assert!(less.minor() <= more.minor());
            }
        }
    }
}
