use kernel::{AccountId, Actor, Forbidden, Timestamp, days};
use people::shops;
use platform::{
    audit,
    db::{DbError, Tx},
};
use serde_json::json;

use super::{Decided, Report, ReportId, Ruling, pause, promises, store};

/// What is to be decided, and why.
#[derive(Clone, Debug)]
pub struct Decision {
    pub ruling: Ruling,
    /// How long the writer begins no conversations, when that is the ruling.
    pub days: u32,
    pub words: String,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum RuleError {
    #[error("there is no such report")]
    NoSuchReport,
    #[error("nobody decides in their own case")]
    OwnCase,
    #[error("it is decided already")]
    Decided,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the decision could not be kept")]
    Store(#[from] DbError),
}

/// Decide about a reported conversation. The reason stays in the audit log and is told to those whom it concerns.
pub async fn rule(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: ReportId,
    decision: Decision,
) -> Result<Report, RuleError> {
    let Actor::Moderator { account } = *by else { return Err(Forbidden.into()) };
    let report = store::find(tx, id).await?.ok_or(RuleError::NoSuchReport)?;
    check_own_case(tx, account, &report).await?;
    if report.decided.is_some() {
        return Err(RuleError::Decided);
    }
    let Decision { ruling, days: count, words } = decision;
    let paused_until = (ruling == Ruling::Pause).then(|| now + days(count.into()));
    if let Some(until) = paused_until {
        pause::put(tx, report.about, until, id).await?;
    }
    let decided = Decided { ruling, by: account, words, at: now, paused_until };
    let detail = json!({
        "before": "open", "after": ruling.name(), "reason": decided.words, "paused_until": paused_until,
        "conversation": report.conversation,
    });
    let report = Report { decided: Some(decided), ..report };
    store::close(tx, &report).await?;
    audit::record(tx, now, Some(account), "conversation.rule", &id.to_string(), &detail).await?;
    promises::promise_to_tell(tx, now, id).await?;
    Ok(report)
}

/// Refuse a moderator who is one of the two sides.
pub(super) async fn check_own_case(
    tx: &mut Tx,
    account: AccountId,
    report: &Report,
) -> Result<(), RuleError> {
    let works_there = shops::role_of(tx, report.id.shop(), account).await?.is_some();
    if works_there || account == report.by || account == report.about {
        return Err(RuleError::OwnCase);
    }
    Ok(())
}
