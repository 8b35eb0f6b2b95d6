use std::time::Duration;

use kernel::{OrderId, Timestamp, days};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Lane, Promise},
};
use serde::{Deserialize, Serialize};

use super::{Receipt, ReceiptState, order_moment::OrderMomentId, store};
use crate::live::RoomId;

/// What is kept before a sale and after it. A segment is whole, so it is a little more.
pub(super) const BEFORE: Duration = Duration::from_secs(40);
pub(super) const AFTER: Duration = Duration::from_secs(20);
/// By then what was sent after the sale is on the disk.
const LATER: Duration = Duration::from_secs(60);
/// Receipts of orders of now.
pub const CURRENT: i64 = 200;

/// Cut the receipt of an order out of the recording.
#[derive(Serialize, Deserialize)]
pub struct KeepReceipt {
    pub order: OrderId,
}

impl Promise for KeepReceipt {
    const KIND: &'static str = "live.keep_receipt";
    const LANE: Lane = Lane::Video;
}

/// Throw away every night the receipts of which nothing can be asked any more.
#[derive(Serialize, Deserialize)]
pub struct ForgetReceipts {}

impl Promise for ForgetReceipts {
    const KIND: &'static str = "live.forget_receipts";
    const LANE: Lane = Lane::Long;
}

/// Tell a buyer of a moment to which the shop points.
#[derive(Serialize, Deserialize)]
pub struct TellOfMoment {
    pub order: OrderId,
    pub moment: OrderMomentId,
}

impl Promise for TellOfMoment {
    const KIND: &'static str = "live.tell_of_moment";
    const LANE: Lane = Lane::Post;
}

/// Somebody has bought in a show at a time of its programme: what is seen then is kept for their order, once.
pub async fn keep(
    tx: &mut Tx,
    now: Timestamp,
    order: OrderId,
    (room, at): (RoomId, Timestamp),
) -> Result<(), DbError> {
    let state = ReceiptState::Waiting;
    let receipt = Receipt { order, room, at, state, created_at: now, updated_at: now };
    if store::insert(tx, &receipt).await? {
        jobs::enqueue(tx, now, now + LATER, &KeepReceipt { order }).await?;
    }
    Ok(())
}

/// Begin to look every night for what nobody needs any more.
pub async fn promise_sweep(tx: &mut Tx, now: Timestamp) -> Result<(), DbError> {
    jobs::begin(tx, now, now + days(1), &ForgetReceipts {}).await
}
