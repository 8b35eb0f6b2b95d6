use std::time::Duration;

use goods::catalog::ListingId;
use kernel::{Money, Timestamp, shop_id};
use people::reduction::{Funder, Off, Over, Reduction, Rule};

use super::kinds::ROOM;
use crate::live::RoomId;

shop_id!(
    /// What a listing costs in a room while a countdown runs.
    PriceId
);

/// Seconds of a countdown.
pub const SHORTEST: i64 = 10;
pub const LONGEST: i64 = 300;
/// Pieces that one price gives.
pub const MOST_PIECES: i64 = 100_000;

/// What a listing costs in a room while a countdown runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomPrice {
    pub id: PriceId,
    pub room: RoomId,
    pub listing: ListingId,
    /// Of each piece.
    pub amount: Money,
    /// That are given at this price.
    pub pieces: i64,
    pub per_buyer: i64,
    pub begins: Timestamp,
    /// When the countdown is over.
    pub ends: Timestamp,
    /// Until when claims count.
    pub counts_until: Timestamp,
    /// When the last piece was claimed.
    pub sold_out: Option<Timestamp>,
    pub created_at: Timestamp,
}

impl RoomPrice {
    /// Whether a claim that arrives now counts, as long as there are pieces.
    pub fn counts(&self, now: Timestamp) -> bool {
        now <= self.counts_until
    }

    /// Whether it can be claimed by whoever sees the room now.
    pub fn is_running(&self, now: Timestamp) -> bool {
        self.counts(now) && self.sold_out.is_none()
    }

    /// By how much later than the countdown a claim counts.
    pub fn allowance(&self) -> Duration {
        self.counts_until.since(self.ends)
    }

    /// As the engine takes it off.
    pub fn reduction(&self) -> Reduction {
        let shop = self.listing.shop();
        Reduction {
            kind: &ROOM,
            owner: shop,
            id: self.id.number(),
            name: String::new(),
            name_en: String::new(),
            funded_by: Funder::Shop,
            over: Over::Listings(vec![(shop, self.listing.number())]),
            rule: Rule::Piece(Off::To(self.amount)),
            floor: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Currency, ShopId};

    use super::*;

    #[test]
    fn a_claim_counts_until_the_allowance_is_over_and_not_later() {
        let (shop, begins) = (ShopId::new(1), Timestamp::from_micros(1_000_000));
        let price = |allowance| {
            let ends = begins + Duration::from_secs(60);
            RoomPrice {
                id: PriceId::new(shop, 1),
                room: RoomId::new(shop, 2),
                listing: ListingId::new(shop, 3),
                amount: Money::new(18_000, Currency::CNY),
                pieces: 1,
                per_buyer: 1,
                begins,
                ends,
                counts_until: ends + Duration::from_secs(allowance),
                sold_out: None,
                created_at: begins,
            }
        };
        // Players half a second, two and fifteen seconds behind, who claim in their last moment.
        let behind = [500_000, 2_000_000, 15_000_000];
        let counts = |allowance| {
            let price = price(allowance);
            behind.map(|micros| price.counts(Timestamp::from_micros(price.ends.micros() + micros)))
        };
        assert_eq!(counts(0), [false, false, false]);
        assert_eq!(counts(5), [true, true, false]);
        assert_eq!(counts(20), [true, true, true]);
        let gone = RoomPrice { sold_out: Some(begins), ..price(5) };
        assert!(gone.counts(begins) && !gone.is_running(begins));
    }
}
