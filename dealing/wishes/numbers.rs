//! The numbers of wishes that the operator may change.

use people::rules::Number;

/// Of one account, or from one network address while nobody has signed in.
pub const CHANGES: Number = Number::new("wish_changes_per_hour", 600, 1, 1_000_000);

pub const NUMBERS: &[&[Number]] = &[&[CHANGES]];
