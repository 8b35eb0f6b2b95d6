//! The numbers of recommendations that the operator may change.

use people::rules::Number;

/// So long it is known what somebody looked at.
pub const VIEWED: Number = Number::new("viewed_days", 90, 1, 365);

pub const NUMBERS: &[&[Number]] = &[&[VIEWED]];
