//! Reports that were published.

use kernel::{AccountId, Currency, Timestamp};
use platform::{
    db::{DbError, Row, Tx, json},
    params,
};

use super::{figures::Report, period::Period};

const FIND: &str = "SELECT currency, figures, published_at FROM insight_report WHERE period = $1";
pub async fn find(tx: &mut Tx, period: Period) -> Result<Option<Report>, DbError> {
    let decode = |mut row: Row| {
        Ok(Report {
            period,
            currency: row.word(|code| Currency::parse(code).ok())?,
            figures: row.json()?,
            published_at: Some(row.time()?),
        })
    };
    tx.find(FIND, params![period.to_string()], decode).await
}

const LIST: &str = "SELECT period, published_at FROM insight_report ORDER BY period DESC LIMIT 200";
pub async fn list(tx: &mut Tx) -> Result<Vec<(Period, Timestamp)>, DbError> {
    tx.list(LIST, params![], |mut row| Ok((row.word(|text| text.parse().ok())?, row.time()?))).await
}

const INSERT: &str = "INSERT INTO insight_report (period, currency, figures, published_at, published_by) \
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (period) DO NOTHING";
/// Whether it was published now, and not before.
pub async fn insert(tx: &mut Tx, report: &Report, by: AccountId, now: Timestamp) -> Result<bool, DbError> {
    let Report { period, currency, figures, .. } = report;
    let values = params![period.to_string(), currency.code(), json(figures)?, now, by];
    Ok(tx.execute(INSERT, values).await? > 0)
}
