//! Room for recordings: how much they take, and shows that found none.

use broadcast::{Disk, Stop};
use kernel::{Timestamp, words};

words! {
    /// Why a show is no longer recorded.
    WhyUnrecorded { DiskFull = "disk-full", Limit = "limit", TooSlow = "too-slow", Failed = "failed" }
}

/// What was found when somebody looked at the disk last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    pub recordings: i64,
    pub used_bytes: i64,
    pub free_bytes: i64,
    pub at: Timestamp,
}

impl From<&Stop> for WhyUnrecorded {
    fn from(stop: &Stop) -> Self {
        match stop {
            Stop::DiskFull => Self::DiskFull,
            Stop::Limit => Self::Limit,
            Stop::TooSlow => Self::TooSlow,
            Stop::Failed(_) => Self::Failed,
        }
    }
}

impl Measured {
    pub fn new(disk: Disk, at: Timestamp) -> Self {
        let whole = |bytes: u64| i64::try_from(bytes).unwrap_or(i64::MAX);
        Self {
            recordings: i64::try_from(disk.recordings).unwrap_or(i64::MAX),
            used_bytes: whole(disk.used_bytes),
            free_bytes: whole(disk.free_bytes),
            at,
        }
    }
}
