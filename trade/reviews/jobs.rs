//! What a review waits for: the end of the days to write, and the moment to remind the buyer.

use kernel::Timestamp;
use platform::{
    db::{DbError, Tx},
    jobs::{Failure, Job},
};
use serde::{Deserialize, Serialize};

use super::{Author, ReviewId, list_of_order, publish, tell, write_until};
use crate::{
    market::Market,
    orders::{self, OrderId},
};

/// Publish what one side has said when the other had its days.
#[derive(Serialize, Deserialize)]
pub struct PublishReview {
    pub review: ReviewId,
}

impl Job for PublishReview {
    const KIND: &'static str = "reviews.publish";
    type World = Market;

    async fn run(self, market: &Market, now: Timestamp) -> Result<(), Failure> {
        let act = async move |tx: &mut Tx| publish(tx, now, self.review).await;
        market.db.write(act).await.map(drop).map_err(|error| Failure(error.to_string()))
    }
}

/// Ask a buyer to say how it was, unless they have.
#[derive(Serialize, Deserialize)]
pub struct RemindReview {
    pub order: OrderId,
}

impl Job for RemindReview {
    const KIND: &'static str = "reviews.remind";
    type World = Market;

    async fn run(self, market: &Market, now: Timestamp) -> Result<(), Failure> {
        let rules = market.rules();
        let read = async move |tx: &mut Tx| {
            let Some(order) = orders::find(tx, self.order).await? else { return Ok(None) };
            let has_written =
                list_of_order(tx, self.order).await?.iter().any(|review| review.author == Author::Buyer);
            let until = write_until(&order, &rules).filter(|until| *until > now && !has_written);
            Ok::<_, DbError>(until.map(|until| (order, until)))
        };
        match market.db.read(read).await? {
            Some((order, until)) => tell::remind(market, now, &order, until).await,
            None => Ok(()),
        }
    }
}
