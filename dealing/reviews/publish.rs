use kernel::{Refused, Timestamp};
use platform::db::{DbError, Tx};

use super::{
    Review, ReviewId, ReviewStage, ReviewState, Step,
    promises::{ReviewNews, tell},
    store,
};

/// A step that could not be taken.
#[derive(Clone, Debug, thiserror::Error)]
pub enum PublishError {
    #[error(transparent)]
    Refused(#[from] Refused<ReviewStage>),
    #[error("the review could not be published")]
    Store(#[from] DbError),
}

/// Publish a review whose days are over. None when it is published already, or too early.
pub async fn publish(tx: &mut Tx, now: Timestamp, id: ReviewId) -> Result<Option<Review>, PublishError> {
    let Some(review) = store::find(tx, id).await? else { return Ok(None) };
    match review.state {
        ReviewState::Sealed { publish_at } if publish_at <= now => {
            make_public(tx, now, &review).await.map(Some)
        }
        ReviewState::Sealed { .. } | ReviewState::Published { .. } | ReviewState::Hidden { .. } => Ok(None),
    }
}

/// Show a review to everybody and count it, at once.
pub(super) async fn make_public(
    tx: &mut Tx,
    now: Timestamp,
    review: &Review,
) -> Result<Review, PublishError> {
    let published =
        Review { updated_at: now.max(review.updated_at), ..review.step(Step::Publish { at: now })? };
    store::advance(tx, now, review, &published).await?;
    let listings = store::listings(tx, review.order).await?;
    store::count(tx, &published, &published.said, &listings, 1).await?;
    tell(tx, now, now, review.id, ReviewNews::Published).await?;
    Ok(published)
}
