use platform::jobs::{Lane, Promise};
use serde::{Deserialize, Serialize};

use crate::orders::{OrderId, PurchaseId};

/// Refund an order whose receiver never said where it should go.
#[derive(Serialize, Deserialize)]
pub struct RefundUnaddressed {
    pub order: OrderId,
}

impl Promise for RefundUnaddressed {
    const KIND: &'static str = "orders.refund_unaddressed";
}

/// Tell the buyer of a gift that it has an address, or what the receiver writes.
#[derive(Serialize, Deserialize)]
pub struct TellOfGift {
    pub purchase: PurchaseId,
}

impl Promise for TellOfGift {
    const KIND: &'static str = "orders.tell_of_gift";
    const LANE: Lane = Lane::Post;
}
