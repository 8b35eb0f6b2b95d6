//! The numbers of reviews that the operator may change.

use people::rules::Number;

/// How long after receipt both sides may review each other; what one side says is published then at the latest.
pub const REVIEW: Number = Number::new("review_days", 15, 1, 60);
/// When the buyer is asked for a review.
pub const REMINDER: Number = Number::new("review_reminder_days", 5, 1, 60);

pub const NUMBERS: &[&[Number]] = &[&[REVIEW, REMINDER]];
