//! What later capabilities make of an order's steps: an event, written in the transaction of the step itself.

use kernel::Timestamp;
use platform::{
    db::{DbError, Tx},
    jobs,
};
use serde::{Deserialize, Serialize};

use super::{OrderAct, OrderId};

/// An order has taken a step. `trade::news` says who listens.
#[derive(Serialize, Deserialize)]
pub struct OrderMoved {
    pub order: OrderId,
    /// The name of the step.
    pub act: String,
}

/// Let others know of a step, once the transaction is committed.
pub(super) async fn announce(
    tx: &mut Tx,
    now: Timestamp,
    order: OrderId,
    act: OrderAct,
) -> Result<(), DbError> {
    jobs::enqueue(tx, now, now, &OrderMoved { order, act: act.name().to_owned() }).await
}
