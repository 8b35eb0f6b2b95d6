//! What later capabilities make of an order's steps: an event, written in the transaction of the step itself.

use kernel::Timestamp;
use platform::{
    db::{DbError, Tx},
    jobs::{self, Failure, Promise},
};
use serde::{Deserialize, Serialize};

use super::{OrderAct, OrderId};

/// An order has taken a step. Later capabilities listen.
#[derive(Serialize, Deserialize)]
pub struct OrderMoved {
    pub order: OrderId,
    /// The name of the step.
    pub act: String,
}

impl Promise for OrderMoved {
    const KIND: &'static str = "orders.moved";
}

impl OrderMoved {
    pub fn act(&self) -> Result<OrderAct, Failure> {
        OrderAct::parse(&self.act).ok_or_else(|| Failure(format!("{} is no step", self.act)))
    }
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
