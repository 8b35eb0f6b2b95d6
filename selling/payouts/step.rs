//! What every step of a payout has in common: who may take it, how it is written down, and where the money goes.

use kernel::{Actor, Forbidden, MoneyError, Refused, Timestamp};
use platform::{
    audit,
    db::{DbError, Tx},
    jobs,
};
use serde_json::json;

use super::{
    Payout, PayoutAct, PayoutId, PayoutStage, Step,
    promises::{self, TellPayout},
    store,
};
use crate::ledger::{self, Account, Cause, Leg, Transfer, Unbalanced};

#[derive(Clone, Debug, thiserror::Error)]
pub enum StepError {
    #[error("there is no such payout")]
    NoSuchPayout,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error(transparent)]
    Refused(#[from] Refused<PayoutStage>),
    #[error("buyers got back more than stays in the balance")]
    Owes,
    #[error("the amounts do not add up")]
    Money(#[from] MoneyError),
    #[error(transparent)]
    Unbalanced(#[from] Unbalanced),
    #[error("the step could not be recorded")]
    Store(#[from] DbError),
}

/// The payout of whoever asks.
pub(super) async fn find(tx: &mut Tx, by: &Actor, id: PayoutId) -> Result<Payout, StepError> {
    store::find_for(tx, by, id).await?.ok_or(StepError::NoSuchPayout)
}

/// The whole of a payout on its way between two accounts of its shop.
pub(super) fn transfer(
    payout: &Payout,
    cause: Cause,
    from: Account,
    to: Account,
) -> Result<Transfer, Unbalanced> {
    let legs =
        [Leg { account: from, amount: payout.amount.negate()? }, Leg { account: to, amount: payout.amount }];
    // About no order: 0.
    Transfer::about(payout.id.shop(), 0, payout.id, cause, legs)
}

/// Take a step: its history, its money and the news of it in one.
pub(super) async fn take(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    payout: &Payout,
    step: Step,
) -> Result<Payout, StepError> {
    let act = step.act();
    let after = Payout { updated_at: now, ..payout.step(step)? };
    let from = if payout.state.stage() == PayoutStage::Paid { Account::Bank } else { Account::Payouts };
    let moved = match act {
        PayoutAct::Approve | PayoutAct::Withhold | PayoutAct::Export => None,
        PayoutAct::Pay => Some(transfer(payout, Cause::PayoutSent, Account::Payouts, Account::Bank)?),
        PayoutAct::Refuse | PayoutAct::Withdraw | PayoutAct::Return => {
            Some(transfer(payout, Cause::PayoutBack, from, Account::Shop)?)
        }
    };
    store::advance(tx, now, by, act, payout, &after).await?;
    if let Some(moved) = moved {
        ledger::post(tx, now, &moved).await?;
    }
    if matches!(act, PayoutAct::Withhold | PayoutAct::Pay | PayoutAct::Refuse | PayoutAct::Return) {
        jobs::enqueue(tx, now, now, &TellPayout { payout: payout.id }).await?;
    }
    promises::announce(tx, now, &after).await?;
    Ok(after)
}

/// A step of the operator's, with its line in the audit log.
pub(super) async fn take_as_operator(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: PayoutId,
    step: Step,
    words: &str,
) -> Result<Payout, StepError> {
    by.operator()?;
    let payout = find(tx, by, id).await?;
    let act = step.act();
    let after = take(tx, by, now, &payout, step).await?;
    let detail = json!({
        "before": payout.state.name(),
        "after": after.state.name(),
        "amount": payout.amount.to_string(),
        "reason": words,
    });
    let name = format!("payout.{}", act.name());
    audit::record(tx, now, by.account().ok(), &name, &id.to_string(), &detail).await?;
    Ok(after)
}
