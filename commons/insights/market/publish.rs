use kernel::{AccountId, Actor, Currency, Forbidden, Timestamp};
use platform::{
    audit,
    db::{DbError, Tx},
};
use serde_json::json;

use super::{
    figures::{Report, To},
    period::Period,
    report::draft,
    report_store,
};
use crate::insights::span::{month, utc_day};

/// The figures of a period as they are, for whoever has the right; it is noted that they looked.
pub async fn look(
    tx: &mut Tx,
    now: Timestamp,
    account: Option<AccountId>,
    home: Currency,
    period: Period,
) -> Result<Report, DbError> {
    audit::record(tx, now, account, "insights.look", &period.to_string(), &json!({})).await?;
    draft(tx, home, period, To::Entitled).await
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum PublishError {
    #[error("the period is not over")]
    NotOver,
    #[error("there are no figures of the period")]
    Nothing,
    #[error("it is published already")]
    Already,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the report could not be kept")]
    Store(#[from] DbError),
}

/// Let everybody read the figures of a period, for good: small numbers are withheld, and what is told stays as it is.
pub async fn publish(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    home: Currency,
    period: Period,
) -> Result<Report, PublishError> {
    let Actor::Operator { account } = *by else { return Err(Forbidden.into()) };
    if period.months().end > month(utc_day(now)) {
        return Err(PublishError::NotOver);
    }
    let report = draft(tx, home, period, To::Everybody).await?;
    if report.figures.is_empty() {
        return Err(PublishError::Nothing);
    }
    if !report_store::insert(tx, &report, account, now).await? {
        return Err(PublishError::Already);
    }
    let withheld = report.figures.iter().filter(|told| told.value.is_none()).count();
    let detail = json!({ "figures": report.figures.len(), "kept_back": withheld });
    audit::record(tx, now, Some(account), "insights.publish", &period.to_string(), &detail).await?;
    Ok(Report { published_at: Some(now), ..report })
}
