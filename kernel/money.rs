//! Amounts of money: whole minor units of one currency, with arithmetic that refuses rather than guesses.

use crate::Currency;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;

/// An amount in the smallest unit of its currency: 1250 fen are ¥12.50, 1250 yen are ¥1,250.
///
/// There is no `+`: adding can overflow or meet another currency, and the caller has to say what then.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

/// Why an amount could not be worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    #[error("the amount is too large")]
    Overflow,
    #[error("{left} and {right} cannot be added up")]
    OtherCurrency { left: Currency, right: Currency },
    #[error("there is nothing to split the amount by")]
    NoWeights,
}

impl Money {
    /// What one price or one purchase comes to at most, in minor units: ten thousand million yuan.
    ///
    /// Sums are kept in 64 bits: 9.2 million purchases at this ceiling fit into one of them, and as many more as they are
    /// cheaper.
    pub const MOST_MINOR: i64 = 1_000_000_000_000;

    pub const fn new(minor: i64, currency: Currency) -> Money {
        Money { minor, currency }
    }

    pub const fn zero(currency: Currency) -> Money {
        Money { minor: 0, currency }
    }

    pub const fn minor(self) -> i64 {
        self.minor
    }

    pub const fn currency(self) -> Currency {
        self.currency
    }

    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }

    pub const fn is_negative(self) -> bool {
        self.minor < 0
    }

    pub const fn is_positive(self) -> bool {
        self.minor > 0
    }

    pub fn checked_add(self, other: Money) -> Result<Money, MoneyError> {
        self.same_currency(other)?;
        self.with(self.minor.checked_add(other.minor))
    }

    pub fn checked_sub(self, other: Money) -> Result<Money, MoneyError> {
        self.same_currency(other)?;
        self.with(self.minor.checked_sub(other.minor))
    }

    /// The amount for several of the same.
    pub fn times(self, count: i64) -> Result<Money, MoneyError> {
        self.with(self.minor.checked_mul(count))
    }

    /// What is owed becomes what is due, and the other way round.
    pub fn negate(self) -> Result<Money, MoneyError> {
        self.with(self.minor.checked_neg())
    }

    /// Which is more; refused between two currencies, whose order would be a guess.
    pub fn compare(self, other: Money) -> Result<Ordering, MoneyError> {
        self.same_currency(other)?;
        Ok(self.minor.cmp(&other.minor))
    }

    /// Add up any number of amounts; none at all is zero.
    pub fn sum(amounts: impl IntoIterator<Item = Money>, currency: Currency) -> Result<Money, MoneyError> {
        amounts.into_iter().try_fold(Money::zero(currency), Money::checked_add)
    }

    /// Divide the amount in proportion to the weights, to the last minor unit.
    ///
    /// The parts always add up to the amount. Each part is rounded toward zero, and the units left over go
    /// one each to the parts that lost most by rounding, the earlier of two equals first. A part of weight
    /// zero gets nothing.
    pub fn split(self, weights: &[u64]) -> Result<Vec<Money>, MoneyError> {
        let total: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
        if total == 0 {
            return Err(MoneyError::NoWeights);
        }
        let amount = u128::from(self.minor.unsigned_abs());
        // At most 2^63 times 2^64, which fits into 128 bits.
        let exact = weights.iter().map(|weight| amount * u128::from(*weight));
        let (mut parts, lost): (Vec<u128>, Vec<u128>) = exact.map(|it| (it / total, it % total)).unzip();
        let mut by_loss: Vec<usize> = (0..parts.len()).collect();
        by_loss.sort_by_key(|at| std::cmp::Reverse(lost[*at]));
        let left_over = usize::try_from(amount - parts.iter().sum::<u128>()).unwrap_or(0);
        for at in by_loss.into_iter().take(left_over) {
            parts[at] += 1;
        }
        parts.into_iter().map(|part| self.with(signed(part, self.minor))).collect()
    }

    /// The plain decimal form, such as `12.50`: what files and interfaces carry, and what
    /// [`parse`](Money::parse) reads back. People see the form of their language instead.
    pub fn decimal(self) -> String {
        let sign = if self.is_negative() { "-" } else { "" };
        let places = self.currency.exponent() as usize;
        let digits = format!("{:0>width$}", self.minor.unsigned_abs(), width = places + 1);
        match digits.split_at(digits.len() - places) {
            (whole, "") => format!("{sign}{whole}"),
            (whole, fraction) => format!("{sign}{whole}.{fraction}"),
        }
    }

    fn same_currency(self, other: Money) -> Result<(), MoneyError> {
        if self.currency == other.currency {
            Ok(())
        } else {
            Err(MoneyError::OtherCurrency { left: self.currency, right: other.currency })
        }
    }

    pub(crate) fn with(self, minor: Option<i64>) -> Result<Money, MoneyError> {
        minor.map(|minor| Money { minor, ..self }).ok_or(MoneyError::Overflow)
    }
}

fn signed(size: u128, like: i64) -> Option<i64> {
    let size = i128::try_from(size).ok()?;
    i64::try_from(if like < 0 { -size } else { size }).ok()
}

/// For logs: the decimal form and the code.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.decimal(), self.currency)
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Money({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn yuan(fen: i64) -> Money {
        Money::new(fen, Currency::CNY)
    }

    #[test]
    fn amounts_of_two_currencies_never_meet() {
        let (left, right) = (Currency::CNY, Currency::JPY);
        let refused = MoneyError::OtherCurrency { left, right };
        let yen = Money::new(1, right);
        assert_eq!(yuan(1).checked_add(yen), Err(refused));
        assert_eq!(yuan(1).checked_sub(yen), Err(refused));
        assert_eq!(yuan(1).compare(yen), Err(refused));
        assert_eq!(Money::sum([yuan(1), yen], left), Err(refused));
    }

    #[test]
    fn an_amount_too_large_is_refused_and_never_wraps() {
        let most = yuan(i64::MAX);
        assert_eq!(most.checked_add(yuan(1)), Err(MoneyError::Overflow));
        assert_eq!(most.times(2), Err(MoneyError::Overflow));
        assert_eq!(yuan(i64::MIN).negate(), Err(MoneyError::Overflow));
        assert_eq!(yuan(i64::MIN).checked_sub(yuan(1)), Err(MoneyError::Overflow));
    }

    #[test]
    fn units_left_over_go_to_the_parts_that_lost_most() {
        let split = |fen, weights: &[u64]| -> Vec<i64> {
            yuan(fen).split(weights).unwrap().into_iter().map(Money::minor).collect()
        };
        assert_eq!(split(100, &[1, 1, 1]), [34, 33, 33]);
        assert_eq!(split(-100, &[1, 1, 1]), [-34, -33, -33]);
        assert_eq!(split(101, &[1, 1, 1]), [34, 34, 33]);
        assert_eq!(split(1, &[1, 2, 0]), [0, 1, 0]);
        assert_eq!(split(i64::MIN, &[u64::MAX]), [i64::MIN]);
        assert_eq!(yuan(5).split(&[]), Err(MoneyError::NoWeights));
        assert_eq!(yuan(5).split(&[0, 0]), Err(MoneyError::NoWeights));
    }

    #[test]
    fn the_point_stands_where_the_currency_puts_it() {
        let dinar = Currency::parse("KWD").unwrap();
        let table = [
            (1250, Currency::CNY, "12.50"),
            (5, Currency::CNY, "0.05"),
            (-5, Currency::CNY, "-0.05"),
            (1250, Currency::JPY, "1250"),
            (1250, dinar, "1.250"),
            (0, Currency::JPY, "0"),
            (i64::MIN, Currency::CNY, "-92233720368547758.08"),
        ];
        for (minor, currency, text) in table {
            assert_eq!(Money::new(minor, currency).decimal(), text);
        }
        assert_eq!(yuan(1250).to_string(), "12.50 CNY");
        assert_eq!(serde_json::to_string(&yuan(1250)).unwrap(), r#"{"minor":1250,"currency":"CNY"}"#);
    }

    proptest! {
        #[test]
        fn a_split_keeps_the_sum(fen: i64, weights in proptest::collection::vec(any::<u64>(), 1..20)) {
            prop_assume!(weights.iter().any(|weight| *weight > 0));
            let parts = yuan(fen).split(&weights).unwrap();
            prop_assert_eq!(parts.len(), weights.len());
            prop_assert_eq!(Money::sum(parts.iter().copied(), Currency::CNY), Ok(yuan(fen)));
            for (part, weight) in parts.iter().zip(&weights) {
                prop_assert!(*weight > 0 || part.is_zero());
                prop_assert!(part.is_zero() || part.is_negative() == (fen < 0));
            }
        }
    }
}
