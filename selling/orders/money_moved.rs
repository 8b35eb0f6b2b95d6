//! What later capabilities make of money that orders took or gave back: an event, written in the transaction of the act.

use kernel::{ShopId, Timestamp};
use platform::{
    db::{DbError, Statement, Tx},
    jobs::{self, Promise},
};
use serde::{Deserialize, Serialize};

/// Money of orders came into escrow, or went back to its buyers. Later capabilities listen.
#[derive(Serialize, Deserialize)]
pub struct MoneyMoved {
    pub moves: Vec<Move>,
}

/// A transfer of the ledger, by its shop and its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    pub shop: ShopId,
    pub transfer: i64,
}

impl Promise for MoneyMoved {
    const KIND: &'static str = "orders.money_moved";
}

/// Let others know of a transfer, once it is committed; of one that was posted before they know.
pub(in crate::orders) async fn announce(
    tx: &mut Tx,
    now: Timestamp,
    shop: ShopId,
    transfer: Option<i64>,
) -> Result<(), DbError> {
    let Some(transfer) = transfer else { return Ok(()) };
    jobs::enqueue(tx, now, now, &MoneyMoved { moves: vec![Move { shop, transfer }] }).await
}

/// The same of all transfers of a purchase, to be written with others.
pub(super) fn statement(tx: &mut Tx, now: Timestamp, moves: Vec<Move>) -> Result<Option<Statement>, DbError> {
    if moves.is_empty() {
        return Ok(None);
    }
    jobs::statement(tx, now, now, &MoneyMoved { moves }).map(Some)
}
