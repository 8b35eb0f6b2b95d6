//! What an order waits for. Each body calls the act; an order that has moved on is left alone.

use kernel::{Actor, Timestamp};
use platform::{
    db::Tx,
    jobs::{Failure, Job},
};
use serde::{Deserialize, Serialize};

use super::{
    CancelError, OrderId, PurchaseId, ReadyError, Reason, ReceiveError, cancel, close, forfeit, receive,
};
use crate::market::Market;

/// Close a purchase that nobody paid.
#[derive(Serialize, Deserialize)]
pub struct CloseUnpaid {
    pub purchase: PurchaseId,
}

impl Job for CloseUnpaid {
    const KIND: &'static str = "orders.close_unpaid";
    type World = Market;

    async fn run(self, market: &Market, now: Timestamp) -> Result<(), Failure> {
        let act =
            async move |tx: &mut Tx| close(tx, &Actor::System, now, self.purchase, Reason::Unpaid).await;
        market.db.write(act).await.map(drop).map_err(Failure::from)
    }
}

/// Refund an order that was never shipped.
#[derive(Serialize, Deserialize)]
pub struct RefundUnshipped {
    pub order: OrderId,
}

impl Job for RefundUnshipped {
    const KIND: &'static str = "orders.refund_unshipped";
    type World = Market;

    async fn run(self, market: &Market, now: Timestamp) -> Result<(), Failure> {
        let rules = market.rules();
        let act = async move |tx: &mut Tx| cancel(tx, &Actor::System, now, &rules, self.order).await;
        match market.db.write(act).await {
            // Too early: the order has gone on, and a later job waits for its new deadline.
            Ok(_) | Err(CancelError::Refused(_) | CancelError::TooEarly) => Ok(()),
            Err(error) => Err(Failure(error.to_string())),
        }
    }
}

/// Give the deposit to the shop when the rest was not paid.
#[derive(Serialize, Deserialize)]
pub struct ForfeitDeposit {
    pub order: OrderId,
}

impl Job for ForfeitDeposit {
    const KIND: &'static str = "orders.forfeit_deposit";
    type World = Market;

    async fn run(self, market: &Market, now: Timestamp) -> Result<(), Failure> {
        let act = async move |tx: &mut Tx| forfeit(tx, now, self.order).await;
        match market.db.write(act).await {
            Ok(_) | Err(ReadyError::Refused(_)) => Ok(()),
            Err(error) => Err(Failure(error.to_string())),
        }
    }
}

/// Release the escrow of an order whose buyer stayed silent.
#[derive(Serialize, Deserialize)]
pub struct ReleaseEscrow {
    pub order: OrderId,
}

impl Job for ReleaseEscrow {
    const KIND: &'static str = "orders.release_escrow";
    type World = Market;

    async fn run(self, market: &Market, now: Timestamp) -> Result<(), Failure> {
        let act = async move |tx: &mut Tx| receive(tx, &Actor::System, now, self.order).await;
        match market.db.write(act).await {
            // Too early: the buyer asked for more days, and a later job waits for their end.
            Ok(_) | Err(ReceiveError::Refused(_) | ReceiveError::TooEarly) => Ok(()),
            Err(error) => Err(Failure(error.to_string())),
        }
    }
}
