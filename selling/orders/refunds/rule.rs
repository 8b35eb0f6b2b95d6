use kernel::{Actor, Forbidden, Money, Timestamp};
use people::{rules::Rules, shops};
use platform::{
    audit,
    db::{DbError, Tx},
};
use serde_json::json;

use super::{
    Reason, RefundAct, RefundRequest, RequestId, Ruling, Step, StepError,
    settle::{close, settle},
    step, store,
};
use crate::orders::numbers;

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
    #[error("there is nothing that could go back")]
    NothingToReturn,
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

/// Decide a dispute. The money moves at once, or when the goods are back; the reason stays in the audit log.
///
/// What never came cannot be sent back. A return goes to the shop's last address, or waits for the shop to say where.
pub async fn rule(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
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
        Ruling::Reject | Ruling::Return => Money::zero(asked.currency()),
        Ruling::Partial => amount.ok_or(RuleError::NotAPart)?,
    };
    if ruling == Ruling::Partial && !request.is_part(amount) {
        return Err(RuleError::NotAPart);
    }
    if ruling == Ruling::Return && !can_go_back(tx, &request).await? {
        return Err(RuleError::NothingToReturn);
    }
    let detail = json!({
        "before": request.state.name(),
        "after": ruling.name(),
        "total": amount.decimal(),
        "currency": amount.currency().code(),
        "reason": words,
    });
    let ruled = match ruling {
        Ruling::Full | Ruling::Partial => {
            let step = Step::Rule { at: now, ruling, words };
            settle(tx, by, now, &request, step, amount).await?
        }
        Ruling::Reject => close(tx, by, now, &request, Step::Rule { at: now, ruling, words }).await?,
        Ruling::Return => {
            let due = now + rules.time(numbers::RETURN_POST);
            let step = match store::return_address(tx, id.shop()).await? {
                Some(send_to) => Step::OrderReturn { send_to, post_by: due, words },
                None => Step::OrderAddress { address_by: due, words },
            };
            step::take(tx, by, now, &request, step).await?
        }
    };
    audit::record(tx, now, Some(moderator), "dispute.rule", &id.to_string(), &detail).await?;
    Ok(ruled)
}

/// Whether the request is about goods that have come.
pub async fn can_go_back(tx: &mut Tx, request: &RefundRequest) -> Result<bool, DbError> {
    Ok(request.reason != Reason::NotArrived && !store::lines(tx, request.id).await?.is_empty())
}
