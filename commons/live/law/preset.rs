use std::time::Duration;

use kernel::{Timestamp, days, words};
use people::rules::Rules;

use crate::live::numbers;

words! {
    /// What a market's place asks of live shows.
    Preset {
        /// What is usual: replays for as long as the operator says.
        Usual = "usual",
        /// Recordings for three years, who stands behind a show in sight, a check-list before the first.
        China = "china",
    }
}

/// Three years and the days that leap years add.
const YEARS: Duration = days(3 * 365 + 1);
/// A show of 2.7 Mbit/s, in bytes an hour: 2,700,000 / 8 * 3,600.
pub const BYTES_AN_HOUR: i64 = 1_215_000_000;

/// The law of a market's rooms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Law {
    pub preset: Preset,
    pub changed_at: Option<Timestamp>,
}

impl Law {
    /// For how long a replay is kept.
    pub fn kept(&self, rules: &Rules) -> Duration {
        let said = rules.time(numbers::REPLAYS);
        match self.preset {
            Preset::Usual => said,
            Preset::China => said.max(YEARS),
        }
    }

    /// Whether who stands behind a show is named in it.
    pub fn names_identity(&self) -> bool {
        self.preset == Preset::China
    }

    /// Whether a shop goes through a check-list before its first show.
    pub fn asks_for_checklist(&self) -> bool {
        self.preset == Preset::China
    }

    /// Bytes of disk that shows of so many hours a week need in the end.
    pub fn disk_bytes(&self, rules: &Rules, hours_a_week: i64) -> i64 {
        let weeks = i64::try_from(self.kept(rules).as_secs() / (7 * 24 * 3_600)).unwrap_or(i64::MAX);
        hours_a_week.saturating_mul(weeks).saturating_mul(BYTES_AN_HOUR)
    }
}
