//! The numbers of drives that the operator may change.

use people::rules::Number;

/// People whom one helper asks within a day.
pub const INVITATIONS: Number = Number::new("drive_invitations_per_day", 100, 1, 10_000);
/// What one account changes in drives within an hour.
pub const CHANGES: Number = Number::new("drive_changes_per_hour", 200, 1, 1_000_000);

pub const NUMBERS: &[&[Number]] = &[&[INVITATIONS, CHANGES]];
