//! The numbers of festivals that the operator may change.

use people::rules::Number;

/// Things that one account does at festivals: applies, chooses, reserves, draws.
pub const CHANGES: Number = Number::new("festivals_changes_per_hour", 600, 1, 1_000_000);
/// A booth that is given back so long before the doors open has its fee back.
pub const FEE_BACK: Number = Number::new("festivals_fee_back_days", 14, 0, 365);

pub const NUMBERS: &[&[Number]] = &[&[CHANGES, FEE_BACK]];
