//! What conversations and offers wait for.

use kernel::Timestamp;
use platform::{
    db::Tx,
    jobs::{Failure, Job},
};
use serde::{Deserialize, Serialize};

use super::{OfferId, decline::decline_below_floor, end_turn};
use crate::market::Market;

/// Do what was promised for the case that nobody acts. An offer that has moved on is left alone.
#[derive(Serialize, Deserialize)]
pub struct EndOfferTurn {
    pub offer: OfferId,
}

impl Job for EndOfferTurn {
    const KIND: &'static str = "negotiation.end_offer_turn";
    type World = Market;

    async fn run(self, market: &Market, now: Timestamp) -> Result<(), Failure> {
        let act = async move |tx: &mut Tx| end_turn(tx, now, self.offer).await;
        market.db.write(act).await.map(drop).map_err(|error| Failure(error.to_string()))
    }
}

/// Say no to an offer below the floor.
#[derive(Serialize, Deserialize)]
pub struct DeclineOffer {
    pub offer: OfferId,
}

impl Job for DeclineOffer {
    const KIND: &'static str = "negotiation.decline_offer";
    type World = Market;

    async fn run(self, market: &Market, now: Timestamp) -> Result<(), Failure> {
        let act = async move |tx: &mut Tx| decline_below_floor(tx, now, self.offer).await;
        market.db.write(act).await.map(drop).map_err(|error| Failure(error.to_string()))
    }
}
