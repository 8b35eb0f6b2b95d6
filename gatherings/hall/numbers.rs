//! The numbers of the hall that the operator may change.

use models::Limits;
use people::rules::{Number, Rules};

/// Of one model as it is sent.
pub const MEGABYTES: Number = Number::new("hall_model_megabytes_allowed", 16, 1, 64);
pub const TRIANGLES: Number = Number::new("hall_model_triangles_allowed", 150_000, 1_000, 2_000_000);
/// Of one shop.
pub const EXHIBITS: Number = Number::new("hall_exhibits_allowed", 100, 1, 10_000);
/// Models that one shop may send, and halls that one person may ask for.
pub const UPLOADS: Number = Number::new("hall_uploads_per_hour", 60, 1, 1_000_000);
pub const HALLS: Number = Number::new("halls_per_hour", 60, 1, 1_000_000);

pub const NUMBERS: &[&[Number]] = &[&[MEGABYTES, TRIANGLES, EXHIBITS], &[UPLOADS, HALLS]];

/// How much of a model is taken.
pub fn limits(rules: &Rules) -> Limits {
    Limits { bytes: u64::from(rules.count(MEGABYTES)) << 20, triangles: rules.count(TRIANGLES).into() }
}
