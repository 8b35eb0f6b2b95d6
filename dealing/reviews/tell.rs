//! Who is told about a review: the side that it is about when it is published, its author when it is answered.

use kernel::{AccountId, Timestamp};
use people::{accounts, market::Market, notifications::post, shops};
use platform::{
    db::{DbError, Tx},
    jobs::Failure,
};
use selling::{
    Selling,
    orders::{self, Order, mentioned},
};

use super::{
    Author,
    mail::{ReviewPublished, ReviewReminder, ReviewReplied},
    promises::{ReviewNews, TellOfReview},
    store,
};

pub(super) async fn tell_of_review(
    market: Selling,
    now: Timestamp,
    job: TellOfReview,
) -> Result<(), Failure> {
    let news = ReviewNews::parse(&job.news).ok_or_else(|| Failure(format!("{} is no news", job.news)))?;
    let read = async move |tx: &mut Tx| {
        let review = store::find(tx, job.review).await?.filter(super::Review::is_published);
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
            post(&market, &to, now, &mail).await
        }
        ReviewNews::Replied => {
            let words = review.reply.map(|reply| reply.words).unwrap_or_default();
            post(&market, &to, now, &ReviewReplied { order, words, to_buyer }).await
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
