use kernel::{Actor, Forbidden, Timestamp};
use platform::db::{DbError, Tx};

use super::{
    Author, ReviewId,
    promises::{ReviewNews, tell},
    store,
};

#[derive(Clone, Debug, thiserror::Error)]
pub enum ReplyError {
    #[error("there is no such review")]
    NoSuchReview,
    #[error("there is one reply")]
    Already,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the reply could not be kept")]
    Store(#[from] DbError),
}

/// Answer a published review, once, as the side that it is about.
pub async fn reply(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: ReviewId,
    words: &str,
) -> Result<(), ReplyError> {
    let review = store::find(tx, id).await?.filter(super::Review::is_published);
    let review = review.ok_or(ReplyError::NoSuchReview)?;
    let is_about = match by {
        Actor::Buyer { account } => review.author == Author::Seller && review.buyer == *account,
        Actor::Seller { shop, .. } => review.author == Author::Buyer && id.shop() == *shop,
        Actor::Guest | Actor::Moderator { .. } | Actor::Operator { .. } | Actor::System => {
            return Err(Forbidden.into());
        }
    };
    if !is_about {
        return Err(ReplyError::NoSuchReview);
    }
    if review.reply.is_some() {
        return Err(ReplyError::Already);
    }
    store::reply(tx, now, id, words).await?;
    Ok(tell(tx, now, now, id, ReviewNews::Replied).await?)
}
