use platform::jobs::{Lane, Promise};
use serde::{Deserialize, Serialize};

use super::GiveawayId;

/// Draw when nobody can enter any more.
#[derive(Serialize, Deserialize)]
pub struct DrawGiveaway {
    pub giveaway: GiveawayId,
}

impl Promise for DrawGiveaway {
    const KIND: &'static str = "live.draw_giveaway";
}

/// Give back what no winner took.
#[derive(Serialize, Deserialize)]
pub struct ReturnPrizes {
    pub giveaway: GiveawayId,
}

impl Promise for ReturnPrizes {
    const KIND: &'static str = "live.return_prizes";
}

/// Tell somebody that they have won.
#[derive(Serialize, Deserialize)]
pub struct TellWinner {
    pub giveaway: GiveawayId,
    /// Of the entry that won.
    pub number: i64,
}

impl Promise for TellWinner {
    const KIND: &'static str = "live.tell_winner";
    const LANE: Lane = Lane::Post;
}
