//! The numbers of designs that the operator may change.

use people::rules::Number;

/// In which a seller answers a notice.
pub const COUNTER: Number = Number::new("design_counter_days", 7, 1, 90);
/// In which a moderator rules, also after an appeal.
pub const RULING: Number = Number::new("design_ruling_days", 14, 1, 180);
/// In which either side may ask for another ruling.
pub const APPEAL: Number = Number::new("design_appeal_days", 14, 1, 180);
/// Notices of one shop in a week.
pub const NOTICES: Number = Number::new("design_notices_allowed", 5, 1, 1_000);
/// Notices in bad faith within a year before there is a pause.
pub const BAD_FAITH: Number = Number::new("design_bad_faith_allowed", 3, 1, 100);
/// In which a shop gives no notice after these.
pub const PAUSE: Number = Number::new("design_pause_days", 90, 1, 3_650);
/// Of one shop.
pub const RECORDS: Number = Number::new("design_records_per_day", 50, 1, 1_000_000);
/// Pictures of records that each process holds in memory, 300 octets each.
pub const PICTURES: Number = Number::new("design_pictures_allowed", 1_000_000, 1_000, 100_000_000);

pub const NUMBERS: &[&[Number]] =
    &[&[COUNTER, RULING, APPEAL], &[NOTICES, BAD_FAITH, PAUSE], &[RECORDS, PICTURES]];
