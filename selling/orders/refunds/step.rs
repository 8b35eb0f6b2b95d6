//! What every step of a request has in common: who may take it, how it is written down, and what is promised.

use kernel::{Actor, Forbidden, MoneyError, Refused, Timestamp};
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{
    RefundAct, RefundRequest, RefundStage, RequestId, Step,
    plan::PlanError,
    promises::{self, EndTurn},
    store,
};
use crate::{ledger::Unbalanced, orders::OrderStage};

#[derive(Clone, Debug, thiserror::Error)]
pub enum StepError {
    #[error("there is no such request")]
    NoSuchRequest,
    #[error("the payment of this order cannot be found")]
    NoPayment,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error(transparent)]
    Refused(#[from] Refused<RefundStage>),
    #[error(transparent)]
    Order(#[from] Refused<OrderStage>),
    #[error(transparent)]
    Plan(#[from] PlanError),
    #[error(transparent)]
    Unbalanced(#[from] Unbalanced),
    #[error("the step could not be recorded")]
    Store(#[from] DbError),
}

impl From<MoneyError> for StepError {
    fn from(error: MoneyError) -> Self {
        Self::Plan(error.into())
    }
}

/// The request of whoever asks, if it is theirs and this step is theirs now.
pub(super) async fn find(
    tx: &mut Tx,
    by: &Actor,
    id: RequestId,
    act: RefundAct,
) -> Result<RefundRequest, StepError> {
    let request = store::find_for(tx, by, id).await?.ok_or(StepError::NoSuchRequest)?;
    if !request.can(by.side()?, act) {
        return Err(Refused { from: request.state.stage(), act }.into());
    }
    Ok(request)
}

/// Take a step that moves no money and leaves the request open.
pub(super) async fn take(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    request: &RefundRequest,
    step: Step,
) -> Result<RefundRequest, StepError> {
    let act = step.act();
    let after = RefundRequest { updated_at: now, ..request.step(step)? };
    store::advance(tx, now, by, act, request, &after).await?;
    promise(tx, now, &after).await?;
    promises::tell_of_step(tx, by, now, &after).await?;
    Ok(after)
}

/// Promise what happens when the time of whoever's turn it is has run out.
pub(super) async fn promise(tx: &mut Tx, now: Timestamp, request: &RefundRequest) -> Result<(), DbError> {
    match request.state.due_at() {
        Some(due) => jobs::enqueue(tx, now, due, &EndTurn { request: request.id }).await,
        None => Ok(()),
    }
}
