use kernel::{OrderId, Timestamp, shop_id};

use crate::live::RoomId;

shop_id!(
    /// A moment of a show to which a shop points in an order.
    OrderMomentId
);

/// A moment of a show to which a shop points in an order.
#[derive(Clone, Debug)]
pub struct OrderMoment {
    pub id: OrderMomentId,
    pub order: OrderId,
    pub room: RoomId,
    /// The time of the programme.
    pub at: Timestamp,
    pub words: String,
    pub created_at: Timestamp,
    /// When the show began.
    pub began_at: Timestamp,
    /// Whether it can be seen again.
    pub can_be_seen: bool,
}

impl OrderMoment {
    /// The minute of the show, from 1 on.
    pub fn minute(&self) -> i64 {
        i64::try_from(self.at.since(self.began_at).as_secs() / 60).unwrap_or(0) + 1
    }

    /// The replay from that moment on.
    pub fn path(&self) -> String {
        format!("/live/{}?at={}", self.room, self.at.micros() / 1_000)
    }
}
