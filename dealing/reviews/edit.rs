use kernel::{Actor, Forbidden, Timestamp};
use people::rules::Rules;
use platform::db::{DbError, Tx};

use super::{Author, Opinion, Review, ReviewId, ReviewState, numbers, store};

#[derive(Clone, Debug, thiserror::Error)]
pub enum EditError {
    #[error("there is no such review")]
    NoSuchReview,
    #[error("a review is changed once")]
    Already,
    #[error("the days to change it have gone by")]
    TooLate,
    #[error("after its publication a review only gets better")]
    OnlyBetter,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the review could not be changed")]
    Store(#[from] DbError),
}

/// What becomes of the photos when the words change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// New photos come beside the old ones.
    KeepPhotos,
    DropPhotos,
}

/// Photos of one review.
const MOST_PHOTOS: usize = 8;

/// The review of whoever asks, if their side wrote it.
async fn find_own(tx: &mut Tx, by: &Actor, id: ReviewId) -> Result<Option<Review>, EditError> {
    let review = store::find(tx, id).await?;
    match by {
        Actor::Buyer { account } => {
            Ok(review.filter(|review| review.author == Author::Buyer && review.buyer == *account))
        }
        Actor::Seller { shop, .. } => {
            Ok(review.filter(|review| review.author == Author::Seller && review.id.shop() == *shop))
        }
        Actor::Guest | Actor::Moderator { .. } | Actor::Operator { .. } | Actor::System => {
            Err(Forbidden.into())
        }
    }
}

/// Change a review, once: as one likes while it is sealed, afterwards only for the better and for some days.
///
/// Who has read what the other side says could answer in kind otherwise.
pub async fn edit(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: ReviewId,
    said: Opinion,
    change: Change,
) -> Result<Review, EditError> {
    let review = find_own(tx, by, id).await?.ok_or(EditError::NoSuchReview)?;
    if review.edited_at.is_some() {
        return Err(EditError::Already);
    }
    let mut photos = if change == Change::KeepPhotos { review.said.photos.clone() } else { Vec::new() };
    photos.extend(said.photos);
    photos.truncate(MOST_PHOTOS);
    let scores = said.scores.filter(|_| review.author == Author::Buyer);
    let said = Opinion { scores, photos, ..said };
    match review.state {
        ReviewState::Sealed { .. } => {}
        ReviewState::Published { at } if now >= at + rules.time(numbers::REVIEW) => {
            return Err(EditError::TooLate);
        }
        ReviewState::Published { .. } if !said.is_no_worse_than(&review.said) => {
            return Err(EditError::OnlyBetter);
        }
        ReviewState::Published { .. } => {}
        ReviewState::Hidden { .. } => return Err(EditError::TooLate),
    }
    store::edit(tx, now, &review, &said).await?;
    if review.is_published() {
        let listings = store::listings(tx, review.order).await?;
        store::count(tx, &review, &review.said, &listings, -1).await?;
        store::count(tx, &review, &said, &listings, 1).await?;
    }
    let at = now.max(review.updated_at);
    Ok(Review { said, edited_at: Some(at), updated_at: at, ..review })
}
