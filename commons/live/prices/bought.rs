use goods::catalog::ListingId;
use kernel::{AccountId, Money};
use selling::orders::PurchaseId;

use super::PriceId;
use crate::live::RoomId;

/// What was bought in a room, as it is kept.
#[derive(Clone, Debug)]
pub struct Bought {
    pub room: RoomId,
    /// None where it was bought at the price of now.
    pub price: Option<PriceId>,
    pub listing: ListingId,
    pub buyer: AccountId,
    pub pieces: i64,
    pub purchase: PurchaseId,
    /// What the goods of it cost.
    pub goods: Money,
}
