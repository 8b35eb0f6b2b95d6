use kernel::{Actor, Forbidden, Lifecycle, Refused, Timestamp};
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{
    Delivery, DeliveryAct, DeliveryId, DeliveryStage, delivery_store, endpoint::owner_of,
    promises::DeliverEvent,
};

#[derive(Clone, Debug, thiserror::Error)]
pub enum RepeatError {
    #[error("there is no such delivery")]
    NoSuchDelivery,
    #[error(transparent)]
    Refused(#[from] Refused<DeliveryStage>),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the delivery could not be begun again")]
    Store(#[from] DbError),
}

/// Send a delivery again, whatever became of it: the same event by the same id.
pub async fn repeat(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: DeliveryId,
) -> Result<Delivery, RepeatError> {
    let found = delivery_store::find_delivery(tx, id).await?.filter(|_| owner_of(by) == Ok(id.shop()));
    let old = found.ok_or(RepeatError::NoSuchDelivery)?;
    let new =
        Delivery { state: old.state.after(DeliveryAct::Repeat)?, tries: 0, updated_at: now, ..old.clone() };
    delivery_store::advance(tx, &old, &new).await?;
    jobs::enqueue(tx, now, now, &DeliverEvent::next(&new)).await?;
    Ok(new)
}
