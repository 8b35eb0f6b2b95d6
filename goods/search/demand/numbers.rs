//! The numbers of demand that the operator may change.

use people::rules::Number;

/// So long raw rows and the secrets of their hashes are kept. Two weeks are needed for what is rolled up.
pub const RAW: Number = Number::new("search_raw_days", 14, 14, 60);
/// So long roll-ups are kept.
pub const KEPT: Number = Number::new("search_demand_days", 400, 30, 4_000);

pub const NUMBERS: &[Number] = &[RAW, KEPT];
