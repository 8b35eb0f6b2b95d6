//! What quotes wait for.

use kernel::Timestamp;
use platform::{
    db::Tx,
    jobs::{Bodies, Failure},
};
use selling::{Selling, orders::order_moved::OrderMoved};

use super::{end_turn, order_moved, promises::EndQuoteTurn};

pub fn bodies(bodies: &mut Bodies<Selling>) {
    bodies.on(end_quote_turn);
    bodies.on(listen);
}

async fn listen(market: Selling, now: Timestamp, moved: OrderMoved) -> Result<(), Failure> {
    let act = moved.act()?;
    let act = async move |tx: &mut Tx| order_moved(tx, now, moved.order, act).await;
    market.db.write(act).await.map_err(|error| Failure(error.to_string()))
}

async fn end_quote_turn(market: Selling, now: Timestamp, job: EndQuoteTurn) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| end_turn(tx, now, job.quote).await;
    market.db.write(act).await.map_err(|error| Failure(error.to_string()))
}
