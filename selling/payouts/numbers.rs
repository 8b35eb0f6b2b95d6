//! The numbers of payouts that the operator may change.

use people::rules::Number;

/// How long a shop has been open, and its account the same, before its payouts need nobody to look at them.
pub const SHOP_AGE: Number = Number::new("payout_shop_age_days", 30, 0, 365);
pub const ACCOUNT_AGE: Number = Number::new("payout_account_age_days", 3, 0, 90);
/// Whole units of the shop's currency: less is not paid out.
pub const LEAST: &[Number] = &[
    Number::new("payout_least_units", 10, 1, 1_000_000),
    Number::new("payout_least_idr_units", 20_000, 1, 1_000_000_000),
    Number::new("payout_least_inr_units", 100, 1, 1_000_000_000),
    Number::new("payout_least_jpy_units", 200, 1, 1_000_000_000),
    Number::new("payout_least_usd_units", 2, 1, 1_000_000_000),
    Number::new("payout_least_eur_units", 2, 1, 1_000_000_000),
];
/// Whole units of the shop's currency: up to so much a payout needs nobody to look at it.
pub const AUTOMATIC: &[Number] = &[
    Number::new("payout_automatic_units", 5_000, 0, 1_000_000_000),
    Number::new("payout_automatic_idr_units", 10_000_000, 0, 1_000_000_000_000),
    Number::new("payout_automatic_inr_units", 60_000, 0, 1_000_000_000_000),
    Number::new("payout_automatic_jpy_units", 100_000, 0, 1_000_000_000_000),
    Number::new("payout_automatic_usd_units", 700, 0, 1_000_000_000_000),
    Number::new("payout_automatic_eur_units", 700, 0, 1_000_000_000_000),
];

pub const NUMBERS: &[&[Number]] = &[LEAST, AUTOMATIC, &[SHOP_AGE, ACCOUNT_AGE]];
