use kernel::Timestamp;
use people::wire::{Amount, time};
use serde::Serialize;
use utoipa::ToSchema;

use super::RoomPrice;

/// What a listing costs in a room while a countdown runs.
#[derive(Serialize, ToSchema)]
pub struct RoomPriceOut {
    pub id: String,
    pub room_id: String,
    pub listing_id: String,
    /// Of each piece.
    pub price: Amount,
    /// That are given at this price.
    pub pieces: i64,
    pub per_buyer: i64,
    pub begins: String,
    /// When the countdown is over.
    pub ends: String,
    /// Until when a claim counts, for those whose picture is behind.
    pub counts_until: String,
    /// Whether it can be claimed now.
    pub is_running: bool,
    /// Whether all pieces are claimed.
    pub is_sold_out: bool,
}

impl RoomPriceOut {
    pub fn at(price: &RoomPrice, now: Timestamp) -> Self {
        Self {
            id: price.id.to_string(),
            room_id: price.room.to_string(),
            listing_id: price.listing.to_string(),
            price: price.amount.into(),
            pieces: price.pieces,
            per_buyer: price.per_buyer,
            begins: time(price.begins),
            ends: time(price.ends),
            counts_until: time(price.counts_until),
            is_running: price.is_running(now),
            is_sold_out: price.sold_out.is_some(),
        }
    }
}
