use kernel::{Actor, Forbidden, Money, Timestamp};
use people::shops;
use platform::{
    audit,
    db::{DbError, Tx},
};
use serde_json::json;

use super::{
    RefundAct, RefundRequest, RequestId, Ruling, Step, StepError,
    settle::{close, settle},
    step,
};

/// What a moderator decides, and why.
#[derive(Clone, Debug)]
pub struct Decision {
    pub ruling: Ruling,
    /// How much of it, when it is a part.
    pub amount: Option<Money>,
    pub words: String,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum RuleError {
    #[error("nobody rules in their own case")]
    OwnCase,
    #[error("a part is more than nothing and less than all")]
    NotAPart,
    #[error(transparent)]
    Step(#[from] StepError),
}

impl From<DbError> for RuleError {
    fn from(error: DbError) -> Self {
        Self::Step(error.into())
    }
}

impl From<Forbidden> for RuleError {
    fn from(error: Forbidden) -> Self {
        Self::Step(error.into())
    }
}

/// Decide a dispute. The money moves at once, and the reason stays in the audit log.
pub async fn rule(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: RequestId,
    decision: Decision,
) -> Result<RefundRequest, RuleError> {
    let request = step::find(tx, by, id, RefundAct::Rule).await?;
    let moderator = by.account()?;
    if moderator == request.buyer || shops::role_of(tx, id.shop(), moderator).await?.is_some() {
        return Err(RuleError::OwnCase);
    }
    let Decision { ruling, amount, words } = decision;
    let asked = request.asked.total().map_err(StepError::from)?;
    let amount = match ruling {
        Ruling::Full => asked,
        Ruling::Reject => Money::zero(asked.currency()),
        Ruling::Partial => amount.ok_or(RuleError::NotAPart)?,
    };
    let is_part = amount.is_positive() && amount.minor() < asked.minor();
    if ruling == Ruling::Partial && !is_part {
        return Err(RuleError::NotAPart);
    }
    let detail = json!({
        "before": request.state.name(),
        "after": ruling.name(),
        "total": amount.decimal(),
        "currency": amount.currency().code(),
        "reason": words,
    });
    let step = Step::Rule { at: now, ruling, words };
    let ruled = match ruling {
        Ruling::Full | Ruling::Partial => settle(tx, by, now, &request, step, amount).await?,
        Ruling::Reject => close(tx, by, now, &request, step).await?,
    };
    audit::record(tx, now, Some(moderator), "dispute.rule", &id.to_string(), &detail).await?;
    Ok(ruled)
}
