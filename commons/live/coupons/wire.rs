use kernel::Timestamp;
use people::wire::{Amount, time};
use serde::Serialize;
use utoipa::ToSchema;

use super::RoomCoupon;

/// A coupon that is taken in a room.
#[derive(Serialize, ToSchema)]
pub struct RoomCouponOut {
    pub id: String,
    pub room_id: String,
    /// What it takes off.
    pub amount: Amount,
    /// The goods come to this much or more.
    pub least: Amount,
    pub pieces: i64,
    /// When the countdown is over.
    pub ends: String,
    /// Until when it is taken, for those whose picture is behind.
    pub counts_until: String,
    /// Until when it is used.
    pub until: String,
    /// Whether it can be taken now.
    pub is_running: bool,
}

impl RoomCouponOut {
    pub fn at(given: &RoomCoupon, now: Timestamp) -> Self {
        Self {
            id: given.id.to_string(),
            room_id: given.room.to_string(),
            amount: given.off.into(),
            least: given.least.into(),
            pieces: given.pieces,
            ends: time(given.ends),
            counts_until: time(given.counts_until),
            until: time(given.until),
            is_running: given.is_running(now),
        }
    }
}

/// What somebody has taken.
#[derive(Serialize, ToSchema)]
pub struct RoomCodeOut {
    /// Used once, at the checkout; in the room it comes off by itself.
    pub code: String,
}
