use kernel::{Money, Timestamp, shop_id};
use selling::promotions::CouponId;

use crate::live::RoomId;

shop_id!(
    /// A coupon that is taken in a room.
    RoomCouponId
);

/// Pieces of one coupon.
pub const MOST_PIECES: i64 = 10_000;
/// Days in which it is used.
pub const MOST_DAYS: i64 = 30;

/// A coupon that is taken in a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomCoupon {
    pub id: RoomCouponId,
    pub room: RoomId,
    pub coupon: CouponId,
    /// What it takes off.
    pub off: Money,
    /// The goods come to this much or more.
    pub least: Money,
    /// Until when it is used.
    pub until: Timestamp,
    pub pieces: i64,
    /// How many are taken by now.
    pub taken: i64,
    /// When the countdown is over.
    pub ends: Timestamp,
    /// Until when it is taken.
    pub counts_until: Timestamp,
    pub created_at: Timestamp,
}

impl RoomCoupon {
    /// Whether it is taken now, as long as there are pieces.
    pub fn counts(&self, now: Timestamp) -> bool {
        now <= self.counts_until
    }

    pub fn left(&self) -> i64 {
        self.pieces - self.taken
    }

    /// Whether whoever comes now can take one.
    pub fn is_running(&self, now: Timestamp) -> bool {
        self.counts(now) && self.left() > 0
    }
}
