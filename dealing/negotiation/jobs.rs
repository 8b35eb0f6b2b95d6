//! What conversations and offers wait for.

use std::time::Duration;

use kernel::Timestamp;
use platform::{
    db::Tx,
    jobs::{Bodies, Failure},
};
use selling::{Selling, orders::order_moved::OrderMoved};

use super::{
    decline::decline_below_floor,
    end_stale, end_turn, order_moved,
    promises::{DeclineOffer, EndOfferTurn},
    push, quotes, reports, tell,
};

/// How often the open offers are looked at.
const STALE: Duration = Duration::from_secs(60);

pub fn bodies(bodies: &mut Bodies<Selling>) {
    bodies.on(end_offer_turn);
    bodies.on(decline_offer);
    bodies.on(tell::tell_unread);
    bodies.on(async |market: Selling, now, job| push::push_message(&market, now, job).await);
    bodies.on(async |market: Selling, now, job| push::wake_device(&market, now, job).await);
    bodies.on(listen);
    quotes::jobs::bodies(bodies);
    reports::jobs::bodies(bodies);
}

async fn listen(market: Selling, now: Timestamp, moved: OrderMoved) -> Result<(), Failure> {
    let act = moved.act()?;
    let act = async move |tx: &mut Tx| order_moved(tx, now, moved.order, act).await;
    market.db.write(act).await.map_err(|error| Failure(error.to_string()))
}

async fn end_offer_turn(market: Selling, now: Timestamp, job: EndOfferTurn) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| end_turn(tx, now, job.offer).await;
    market.db.write(act).await.map(drop).map_err(|error| Failure(error.to_string()))
}

async fn decline_offer(market: Selling, now: Timestamp, job: DeclineOffer) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| decline_below_floor(tx, now, job.offer).await;
    market.db.write(act).await.map(drop).map_err(|error| Failure(error.to_string()))
}

/// Offers whose things are gone end within a minute, even if nobody looks at them.
pub async fn end_stale_offers(market: Selling) {
    loop {
        tokio::time::sleep(STALE).await;
        if let Err(error) = end_stale(&market).await {
            tracing::warn!(%error, "stale offers could not be ended");
        }
    }
}
