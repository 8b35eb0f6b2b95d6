//! What a review waits for: the end of the days to write, the moment to remind the buyer, and telling whom it concerns.

use kernel::{Timestamp, words};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Lane, Promise},
};
use selling::orders::OrderId;
use serde::{Deserialize, Serialize};

use super::ReviewId;

/// Publish what one side has said when the other had its days.
#[derive(Serialize, Deserialize)]
pub struct PublishReview {
    pub review: ReviewId,
}

impl Promise for PublishReview {
    const KIND: &'static str = "reviews.publish";
}

/// Ask a buyer to say how it was, unless they have.
#[derive(Serialize, Deserialize)]
pub struct RemindReview {
    pub order: OrderId,
}

impl Promise for RemindReview {
    const KIND: &'static str = "reviews.remind";
    const LANE: Lane = Lane::Post;
}

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

impl Promise for TellOfReview {
    const KIND: &'static str = "reviews.tell";
    const LANE: Lane = Lane::Post;
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
