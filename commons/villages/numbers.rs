//! The numbers of villages that the operator may change. What recognises a village is a rule, which has versions.

use people::rules::Number;

/// After the end of a period, in which its refunds still count; then its verdicts are final.
pub const FINAL_DAYS: Number = Number::new("village_final_days", 45, 1, 365);
/// Changes of its membership that a shop may make.
pub const CHANGES: Number = Number::new("village_changes_per_day", 20, 1, 100_000);

pub const NUMBERS: &[&[Number]] = &[&[FINAL_DAYS, CHANGES]];
