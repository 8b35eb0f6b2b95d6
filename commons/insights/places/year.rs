use crate::villages::{Division, divisions::Level};

/// A year of a place, as rankings have it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Year {
    pub revenue_minor: i64,
    pub before_minor: i64,
    pub shops: i64,
    pub active_shops: i64,
    pub households: i64,
    pub latitude_e6: Option<i64>,
    pub longitude_e6: Option<i64>,
}

impl Year {
    /// By how many percent more was sold than in the year before.
    pub fn growth(&self) -> Option<i64> {
        percent(self.revenue_minor, self.before_minor)
    }
}

/// By how many percent it is more than before; none where nothing was.
pub fn percent(now: i64, before: i64) -> Option<i64> {
    now.checked_sub(before)?.checked_mul(100)?.checked_div(Some(before).filter(|before| *before > 0)?)
}

/// A place in a ranking.
#[derive(Clone, Debug)]
pub struct Placed {
    pub code: String,
    pub name: String,
    pub level: Option<Level>,
    pub year: Year,
}

impl Placed {
    /// In what language its name most likely is.
    pub fn language(&self) -> &'static str {
        Division::language_of(self.code.get(..2).unwrap_or_default())
    }
}
