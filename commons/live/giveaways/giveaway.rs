use goods::catalog::{ListingId, VariantId};
use kernel::{AccountId, Lifecycle, Timestamp, lifecycle, shop_id};
use selling::orders::PurchaseId;

use crate::live::RoomId;

shop_id!(
    /// A giveaway of a room.
    GiveawayId
);

lifecycle! {
    "a giveaway", "problem-giveaway-state";
    /// Where a giveaway stands.
    GiveawayStage { Open = "open", Drawn = "drawn" }
    /// What is done with it.
    GiveawayAct { Draw = "draw" }
    Open --Draw--> Drawn
}

/// A giveaway of a room.
#[derive(Clone, Debug)]
pub struct Giveaway {
    pub id: GiveawayId,
    pub room: RoomId,
    pub listing: ListingId,
    pub variant: VariantId,
    /// Pieces that are given away, each to another.
    pub winners: i64,
    /// Until when one enters.
    pub closes: Timestamp,
    /// Told once it is drawn.
    pub seed: String,
    pub seed_hash: String,
    pub state: GiveawayStage,
    pub entries: i64,
    /// Of their codes, once it is drawn.
    pub codes_hash: String,
    pub created_at: Timestamp,
}

impl Giveaway {
    pub fn is_drawn(&self) -> bool {
        !self.state.can(GiveawayAct::Draw)
    }

    /// Whether one can enter now.
    pub fn is_open(&self, now: Timestamp) -> bool {
        !self.is_drawn() && now < self.closes
    }

    /// One chance in so many, as things stand.
    pub fn odds(&self) -> i64 {
        let winners = self.winners.max(1);
        ((self.entries + winners - 1) / winners).max(1)
    }
}

/// Somebody who takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub number: i64,
    /// What stands for them in public.
    pub code: String,
}

/// A piece that somebody has won.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prize {
    pub number: i64,
    pub account: AccountId,
    /// Until when it is to be taken.
    pub until: Timestamp,
    /// Set once it is an order.
    pub purchase: Option<PurchaseId>,
    /// Nobody took it: the piece is the shop's again.
    pub is_returned: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    kernel::lifecycle_tests! {
        GiveawayStage ends at [Drawn], drawn in include_str!("mod.rs"),
        next by GiveawayStage::after
    }
}
