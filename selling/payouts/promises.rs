use kernel::{ShopId, Timestamp};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Lane, Promise},
};
use serde::{Deserialize, Serialize};

use super::{Payout, PayoutId};

/// A payout has come to a state. Later capabilities listen.
#[derive(Serialize, Deserialize)]
pub struct PayoutMoved {
    pub payout: PayoutId,
    /// The name of the state.
    pub state: String,
}

impl Promise for PayoutMoved {
    const KIND: &'static str = "payouts.moved";
}

/// Let others know where a payout stands, once the transaction is committed.
pub(super) async fn announce(tx: &mut Tx, now: Timestamp, payout: &Payout) -> Result<(), DbError> {
    let moved = PayoutMoved { payout: payout.id, state: payout.state.name().to_owned() };
    jobs::enqueue(tx, now, now, &moved).await
}

/// Tell the owner what became of a payout. One that has moved on is told of by its own job.
#[derive(Serialize, Deserialize)]
pub struct TellPayout {
    pub payout: PayoutId,
}

impl Promise for TellPayout {
    const KIND: &'static str = "payouts.tell";
    const LANE: Lane = Lane::Post;
}

/// Tell the owner that the account was changed, in case it was somebody else.
#[derive(Serialize, Deserialize)]
pub struct TellAccount {
    pub shop: ShopId,
    pub changed_at: Timestamp,
}

impl Promise for TellAccount {
    const KIND: &'static str = "payouts.tell_account";
    const LANE: Lane = Lane::Post;
}
