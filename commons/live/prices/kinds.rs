//! What a room's price is to the engine.

use people::{
    reduction::{Kind, Stage},
    rules::Number,
};

pub const ROOM_AND_CAMPAIGN: Number = Number::new("room_price_with_campaign_allowed", 0, 0, 1);
pub const ROOM_AND_TIERS: Number = Number::new("room_price_with_tiers_allowed", 0, 0, 1);

pub const NUMBERS: &[Number] = &[ROOM_AND_CAMPAIGN, ROOM_AND_TIERS];

/// A piece costs less in a room: beside campaigns and prices by quantity the buyer gets the better.
pub static ROOM: Kind = Kind {
    name: "room",
    stage: Stage::Price,
    beside: &[("campaign", ROOM_AND_CAMPAIGN), ("tiers", ROOM_AND_TIERS)],
};
