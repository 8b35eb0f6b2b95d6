//! The numbers of promotions that the operator may change.

use people::rules::Number;

/// Codes that do not exist, from one network address.
pub const GUESSES: Number = Number::new("coupon_guesses_per_hour", 30, 1, 1_000_000);

pub const NUMBERS: &[&[Number]] = &[&[GUESSES]];
