use kernel::{Actor, Forbidden, Refused, Timestamp};
use people::rules::Rules;
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{
    Order, OrderAct, OrderId, OrderStage, OrderState, Step, numbers, promises::ReleaseEscrow, store,
};

#[derive(Clone, Debug, thiserror::Error)]
pub enum ExtendError {
    #[error("there is no such order")]
    NoSuchOrder,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error(transparent)]
    Refused(#[from] Refused<OrderStage>),
    #[error("the days could not be extended")]
    Store(#[from] DbError),
}

/// Give the buyer more days to object, once: the parcel is late.
pub async fn extend(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: OrderId,
) -> Result<Order, ExtendError> {
    let order = store::find_for_buyer(tx, by.account()?, id).await?.ok_or(ExtendError::NoSuchOrder)?;
    let from = match &order.state {
        OrderState::Shipped { objection_until, .. } => *objection_until,
        OrderState::Unpaid { .. }
        | OrderState::Paid { .. }
        | OrderState::Objected { .. }
        | OrderState::Unaddressed { .. }
        | OrderState::Deposited { .. }
        | OrderState::Due { .. }
        | OrderState::Completed { .. }
        | OrderState::Closed { .. }
        | OrderState::Refunded { .. } => now,
    };
    let until = from + rules.time(numbers::EXTENSION);
    let extended = order.step(Step::Extend { until })?;
    store::advance(tx, now, by, OrderAct::Extend, &order, &extended).await?;
    jobs::enqueue(tx, now, until, &ReleaseEscrow { order: id }).await?;
    Ok(extended)
}
