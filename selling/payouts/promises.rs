use kernel::{ShopId, Timestamp};
use platform::jobs::{Lane, Promise};
use serde::{Deserialize, Serialize};

use super::PayoutId;

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
