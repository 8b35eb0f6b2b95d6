//! The numbers of notifications that the operator may change.

use crate::rules::Number;

/// How long notifications are kept.
pub const KEPT: Number = Number::new("notification_days", 90, 7, 730);

pub const NUMBERS: &[&[Number]] = &[&[KEPT]];
