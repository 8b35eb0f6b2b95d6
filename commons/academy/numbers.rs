//! The numbers of the academy that the operator may change.

use people::rules::Number;

/// Things that one account writes, answers, reads or hands in.
pub const CHANGES: Number = Number::new("academy_changes_per_hour", 300, 1, 1_000_000);

/// Of one account to lecturers.
pub const QUESTIONS: Number = Number::new("academy_questions_per_day", 20, 1, 1_000_000);

pub const NUMBERS: &[&[Number]] = &[&[CHANGES, QUESTIONS]];
