//! The market at a glance, for whoever runs it: two years of months, places and jobs.

use kernel::Timestamp;
use platform::db::{DbError, Tx};

use super::{figures::Cell, measure::Measure, month_store};
use crate::{
    insights::span::{month, utc_day},
    villages::recognition,
};

/// Months of a line.
pub const MONTHS: i64 = 12;

/// The market at a glance.
pub struct Overview {
    /// The last twelve months that are over, the oldest first: what was sold, and a year before.
    pub months: Vec<(i64, Option<i64>, Option<i64>)>,
    /// Shops that sold something in the last of them.
    pub active: i64,
    /// Of active shops, in all.
    pub jobs: i64,
    /// Where the shops of the last month are, with what they sold.
    pub places: Vec<Cell>,
}

/// Look at the market. Cost: the figures of two years of months.
pub async fn overview(tx: &mut Tx, now: Timestamp) -> Result<Overview, DbError> {
    let this = month(utc_day(now));
    let cells = month_store::cells(tx, "", this - 2 * MONTHS, this).await?;
    let whole = |of: i64, measure: Measure| {
        let found =
            cells.iter().find(|cell| cell.month == of && cell.measure == measure && cell.key.is_empty());
        found.map(|cell| cell.value)
    };
    let line = |of: i64| (of, whole(of, Measure::Sales), whole(of - MONTHS, Measure::Sales));
    let active = whole(this - 1, Measure::ShopsSelling).unwrap_or_default();
    let (_, rule) = recognition::store::newest_rule(tx).await?;
    let mut places: Vec<Cell> = cells
        .iter()
        .filter(|cell| cell.month == this - 1 && cell.measure == Measure::ByPlace)
        .cloned()
        .collect();
    places.sort_by_key(|cell| (std::cmp::Reverse(cell.value), cell.key.clone()));
    Ok(Overview {
        months: (this - MONTHS..this).map(line).collect(),
        active,
        jobs: rule.jobs(active),
        places,
    })
}
