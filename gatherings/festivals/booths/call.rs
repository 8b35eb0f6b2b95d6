use kernel::Timestamp;

use crate::festivals::{Festival, FestivalId};

/// Days in which a fee is paid.
pub const PAY_DAYS: std::ops::RangeInclusive<i64> = 1..=60;

/// What an organiser says when they call for shops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallPlan {
    pub opens_at: Timestamp,
    pub closes_at: Timestamp,
    pub pay_days: i64,
    /// In the festival's language; empty when there are none.
    pub words: String,
    pub words_en: String,
}

#[derive(Clone, Debug)]
pub struct Call {
    pub festival: FestivalId,
    pub said: CallPlan,
}

impl Call {
    /// Whether shops may apply now.
    pub fn is_open(&self, festival: &Festival, now: Timestamp) -> bool {
        festival.is_awaited(now) && self.said.opens_at <= now && now < self.said.closes_at
    }
}
