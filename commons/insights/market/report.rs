use kernel::{Currency, Timestamp};
use platform::db::{DbError, Tx};

use super::{
    figures::{Report, To, figures},
    month_store,
    period::Period,
    report_store,
};

/// The figures of a period as they are now. Cost: two years of months, whatever was sold.
pub async fn draft(tx: &mut Tx, home: Currency, period: Period, to: To) -> Result<Report, DbError> {
    let (months, before) = (period.months(), period.year_before().months());
    let mut cells = month_store::cells(tx, "", before.start, before.end).await?;
    cells.extend(month_store::cells(tx, "", months.start, months.end).await?);
    Ok(Report { period, currency: home, figures: figures(to, period, &cells), published_at: None })
}

/// A report that was published, as it was on that day.
pub async fn published(tx: &mut Tx, period: Period) -> Result<Option<Report>, DbError> {
    report_store::find(tx, period).await
}

/// Periods that were published, the newest first.
pub async fn reports(tx: &mut Tx) -> Result<Vec<(Period, Timestamp)>, DbError> {
    report_store::list(tx).await
}

/// Periods of which there are figures, the newest first.
pub async fn periods(tx: &mut Tx) -> Result<Vec<Period>, DbError> {
    let months = month_store::months(tx).await?;
    let mut all: Vec<Period> = months.into_iter().flat_map(Period::of_month).collect();
    all.sort_by_key(|period| std::cmp::Reverse((period.months().end, period.months().start)));
    all.dedup();
    Ok(all)
}
