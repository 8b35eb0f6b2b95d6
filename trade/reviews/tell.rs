//! Who is told about a review: the side that it is about when it is published, its author when it is answered.

use kernel::{AccountId, Timestamp, words};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Failure, Job},
};
use serde::{Deserialize, Serialize};

use super::{
    Author, ReviewId,
    mail::{ReviewPublished, ReviewReminder, ReviewReplied},
    store,
};
use crate::{
    accounts,
    market::Market,
    orders::{self, Order, tell::mentioned},
    post::post,
    shops,
};

words! {
    /// What somebody is told about a review.
    ReviewNews { Published = "published", Replied = "replied" }
}

/// Tell whom it concerns about a review.
#[derive(Serialize, Deserialize)]
pub struct TellOfReview {
    pub review: ReviewId,
    pub news: String,
}

/// Have somebody told about a review, at `at`.
pub(super) async fn tell(
    tx: &mut Tx,
    now: Timestamp,
    at: Timestamp,
    review: ReviewId,
    news: ReviewNews,
) -> Result<(), DbError> {
    jobs::enqueue(tx, now, at, &TellOfReview { review, news: news.name().to_owned() }).await
}

impl Job for TellOfReview {
    const KIND: &'static str = "reviews.tell";
    type World = Market;

    async fn run(self, market: &Market, now: Timestamp) -> Result<(), Failure> {
        let news =
            ReviewNews::parse(&self.news).ok_or_else(|| Failure(format!("{} is no news", self.news)))?;
        let read = async move |tx: &mut Tx| {
            let review = store::find(tx, self.review).await?.filter(super::Review::is_published);
            let Some(review) = review else { return Ok(None) };
            let Some(order) = orders::find(tx, review.order).await? else { return Ok(None) };
            let to_buyer = match news {
                ReviewNews::Published => review.author == Author::Seller,
                ReviewNews::Replied => review.author == Author::Buyer,
            };
            let to: Option<AccountId> =
                if to_buyer { Some(order.buyer) } else { shops::owned_by(tx, order.id.shop()).await? };
            let Some(to) = to else { return Ok(None) };
            let Some(to) = accounts::find(tx, to).await? else { return Ok(None) };
            let mentioned = mentioned(tx, &order, to.language).await?;
            Ok::<_, DbError>(mentioned.map(|order| (review, to, order, to_buyer)))
        };
        let Some((review, to, order, to_buyer)) = market.db.read(read).await? else { return Ok(()) };
        match news {
            ReviewNews::Published => {
                let mail = ReviewPublished { order, verdict: review.said.verdict, to_buyer };
                post(market, &to, now, &mail).await
            }
            ReviewNews::Replied => {
                let words = review.reply.map(|reply| reply.words).unwrap_or_default();
                post(market, &to, now, &ReviewReplied { order, words, to_buyer }).await
            }
        }
    }
}

/// Ask the buyer of an order to say how it was.
pub(super) async fn remind(
    market: &Market,
    now: Timestamp,
    order: &Order,
    until: Timestamp,
) -> Result<(), Failure> {
    let order = order.clone();
    let read = async move |tx: &mut Tx| {
        let Some(buyer) = accounts::find(tx, order.buyer).await? else { return Ok(None) };
        let mentioned = mentioned(tx, &order, buyer.language).await?;
        Ok::<_, DbError>(mentioned.map(|mentioned| (buyer, mentioned)))
    };
    let Some((buyer, order)) = market.db.read(read).await? else { return Ok(()) };
    post(market, &buyer, now, &ReviewReminder { order, until }).await
}
