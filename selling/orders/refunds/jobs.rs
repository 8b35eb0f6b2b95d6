//! What a refund request waits for: the end of somebody's turn.

use kernel::Timestamp;
use platform::{
    db::Tx,
    jobs::{Bodies, Failure},
};

use super::{end_turn, promises::EndTurn, tell};
use crate::Selling;

pub fn bodies(bodies: &mut Bodies<Selling>) {
    bodies.on(end_refund_turn);
    bodies.on(tell::tell_of_refund);
}

async fn end_refund_turn(market: Selling, now: Timestamp, job: EndTurn) -> Result<(), Failure> {
    let rules = market.rules();
    let act = async move |tx: &mut Tx| end_turn(tx, now, &rules, job.request).await;
    market.db.write(act).await.map(drop).map_err(|error| Failure(error.to_string()))
}
