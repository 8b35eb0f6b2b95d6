//! The numbers of promotions that the operator may change.

use people::rules::Number;

/// Codes that do not exist, from one network address.
pub const GUESSES: Number = Number::new("coupon_guesses_per_hour", 30, 1, 1_000_000);

/// Whether what is cheaper in a campaign may be bought with a code too: 1 if it may.
pub const CAMPAIGN_AND_COUPON: Number = Number::new("campaign_with_coupon_allowed", 1, 0, 1);
/// Whether a code may be used when something is taken off from a threshold on.
pub const THRESHOLD_AND_COUPON: Number = Number::new("threshold_with_coupon_allowed", 1, 0, 1);

pub const NUMBERS: &[&[Number]] = &[&[GUESSES], &[CAMPAIGN_AND_COUPON, THRESHOLD_AND_COUPON]];
