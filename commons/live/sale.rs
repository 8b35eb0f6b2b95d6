//! What is sold and decided in a room, as its timeline tells it: the same to those who are there, who come late, and who see
//! the replay.

use goods::catalog::ListingId;
use kernel::{Money, Timestamp};
use serde::{Deserialize, Serialize};

use super::{coupons::RoomCouponId, giveaways::GiveawayId, prices::PriceId};

/// One thing of it. Nothing here is anybody's own: who bought is told by their city, unless they allow their name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Sale {
    /// A listing costs less while a countdown runs.
    Price {
        price: PriceId,
        listing: ListingId,
        amount: Money,
        pieces: i64,
        ends: Timestamp,
        allowance: i64,
    },
    /// It costs again what it did: the host ended it, or all pieces are gone.
    PriceOver {
        price: PriceId,
        listing: ListingId,
        is_sold_out: bool,
    },
    /// The host has accepted so many offers; who made them and for how much is between them.
    Offers {
        accepted: i64,
    },
    /// A line stands above the chat while the host answers it, and no longer.
    Question {
        position: i64,
        name: String,
        words: String,
    },
    QuestionOver,
    /// Pieces are given away; the hash of what decides is told before anybody enters.
    Giveaway {
        giveaway: GiveawayId,
        listing: ListingId,
        winners: i64,
        closes: Timestamp,
        seed_hash: String,
    },
    /// It is drawn, by this.
    Drawn {
        giveaway: GiveawayId,
        seed: String,
        entries: i64,
        codes_hash: String,
        winners: Vec<i64>,
    },
    /// A coupon can be taken while a countdown runs.
    Coupon {
        coupon: RoomCouponId,
        amount: Money,
        least: Money,
        pieces: i64,
        ends: Timestamp,
        allowance: i64,
    },
    /// Somebody has bought.
    Bought {
        listing: ListingId,
        pieces: i64,
        place: String,
        name: String,
    },
}

impl Sale {
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Price { .. } => "price",
            Self::PriceOver { .. } => "price-over",
            Self::Offers { .. } => "offers",
            Self::Question { .. } => "question",
            Self::QuestionOver => "question-over",
            Self::Giveaway { .. } => "giveaway",
            Self::Drawn { .. } => "drawn",
            Self::Coupon { .. } => "coupon",
            Self::Bought { .. } => "bought",
        }
    }

    /// The listing that it is about.
    pub fn listing(&self) -> Option<ListingId> {
        match self {
            Self::Price { listing, .. }
            | Self::PriceOver { listing, .. }
            | Self::Giveaway { listing, .. }
            | Self::Bought { listing, .. } => Some(*listing),
            Self::Coupon { .. }
            | Self::Drawn { .. }
            | Self::Offers { .. }
            | Self::Question { .. }
            | Self::QuestionOver => None,
        }
    }
}
