//! What a review waits for: the end of the days to write, and the moment to remind the buyer.

use kernel::Timestamp;
use platform::{
    db::{DbError, Tx},
    jobs::{Bodies, Failure},
};
use selling::{
    Selling,
    orders::{self, order_moved::OrderMoved},
};

use super::{
    Author, list_of_order, order_moved,
    promises::{PublishReview, RemindReview},
    publish, tell, write_until,
};

pub fn bodies(bodies: &mut Bodies<Selling>) {
    bodies.on(publish_review);
    bodies.on(remind_review);
    bodies.on(tell::tell_of_review);
    bodies.on(listen);
}

async fn publish_review(market: Selling, now: Timestamp, job: PublishReview) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| publish(tx, now, job.review).await;
    market.db.write(act).await.map(drop).map_err(|error| Failure(error.to_string()))
}

async fn remind_review(market: Selling, now: Timestamp, job: RemindReview) -> Result<(), Failure> {
    let rules = market.rules();
    let read = async move |tx: &mut Tx| {
        let Some(order) = orders::find(tx, job.order).await? else { return Ok(None) };
        let has_written =
            list_of_order(tx, job.order).await?.iter().any(|review| review.author == Author::Buyer);
        let until = write_until(&order, &rules).filter(|until| *until > now && !has_written);
        Ok::<_, DbError>(until.map(|until| (order, until)))
    };
    match market.db.read(read).await? {
        Some((order, until)) => tell::remind(&market, now, &order, until).await,
        None => Ok(()),
    }
}

async fn listen(market: Selling, now: Timestamp, moved: OrderMoved) -> Result<(), Failure> {
    let (act, rules) = (moved.act()?, market.rules());
    let act = async move |tx: &mut Tx| order_moved(tx, now, &rules, moved.order, act).await;
    Ok(market.db.write(act).await?)
}
