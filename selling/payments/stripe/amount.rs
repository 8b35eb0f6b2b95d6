//! Amounts as Stripe counts them, and which of them it takes.
//!
//! Source: <https://docs.stripe.com/currencies>, "Zero-decimal", "Three-decimal" and "Special case" currencies, and
//! "Minimum and maximum charge amounts", read in November 2026.

use kernel::Money;

use crate::payments::{Takes, Unpayable};

pub const TAKES: Takes = Takes::new(|amount| units(amount).map(drop));

/// The smallest charges, in the smallest unit of each currency. For others Stripe counts by the bank account's
/// currency, which is not known here: it says so itself.
const LEAST: &[(&str, i64)] = &[
    ("AED", 200),
    ("AUD", 50),
    ("BRL", 50),
    ("CAD", 50),
    ("CHF", 50),
    ("CZK", 1_500),
    ("DKK", 250),
    ("EUR", 50),
    ("GBP", 30),
    ("HKD", 400),
    ("HUF", 17_500),
    ("INR", 50),
    ("JPY", 50),
    ("MXN", 1_000),
    ("MYR", 200),
    ("NOK", 300),
    ("NZD", 50),
    ("PLN", 200),
    ("RON", 200),
    ("SEK", 300),
    ("SGD", 50),
    ("THB", 1_000),
    ("USD", 50),
];
/// Eight digits; of the rupiah, twelve.
const MOST: i64 = 99_999_999;
const MOST_RUPIAH: i64 = 999_999_999_999;

/// The smallest unit as Stripe counts it: as ISO 4217 does, but two currencies without one are sent as if they had it.
pub fn units(amount: Money) -> Result<i64, Unpayable> {
    let (code, minor) = (amount.currency().code(), amount.minor());
    // Of three decimals the last one must be a nought.
    if amount.currency().exponent() == 3 && minor % 10 != 0 {
        return Err(Unpayable::TooFine);
    }
    let factor = if matches!(code, "ISK" | "UGX") { 100 } else { 1 };
    let units = minor.checked_mul(factor).ok_or(Unpayable::TooLarge)?;
    let least = LEAST.iter().find(|(name, _)| *name == code).map_or(1, |(_, least)| *least);
    let most = if code == "IDR" { MOST_RUPIAH } else { MOST };
    match units {
        units if units < least => Err(Unpayable::TooSmall),
        units if units > most => Err(Unpayable::TooLarge),
        units => Ok(units),
    }
}

#[cfg(test)]
mod tests {
    use kernel::Currency;

    use super::*;

    #[test]
    fn amounts_are_counted_as_stripe_counts_them() {
        let money = |minor, code: &str| Money::new(minor, Currency::parse(code).unwrap());
        for (amount, expected) in [
            (money(1_250, "CNY"), Ok(1_250)),
            (money(1_250, "JPY"), Ok(1_250)),
            (money(5, "ISK"), Ok(500)),
            (money(1_230, "KWD"), Ok(1_230)),
            (money(1_234, "KWD"), Err(Unpayable::TooFine)),
            (money(i64::MAX, "UGX"), Err(Unpayable::TooLarge)),
            (money(49, "USD"), Err(Unpayable::TooSmall)),
            (money(50, "USD"), Ok(50)),
            (money(99_999_999, "USD"), Ok(99_999_999)),
            (money(100_000_000, "USD"), Err(Unpayable::TooLarge)),
            (money(100_000_000, "IDR"), Ok(100_000_000)),
        ] {
            assert_eq!(units(amount), expected, "{amount}");
        }
        assert_eq!(TAKES.check(Money::zero(Currency::CNY)), Ok(()));
    }
}
