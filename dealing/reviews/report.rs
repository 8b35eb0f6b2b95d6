use kernel::{Actor, Forbidden, Timestamp};
use people::shops;
use platform::db::{DbError, Tx};

use super::{Author, Report, ReportReason, ReviewId, report_store, store};

#[derive(Clone, Debug, thiserror::Error)]
pub enum ReportError {
    #[error("there is no such review")]
    NoSuchReview,
    #[error("nobody reports their own review")]
    Own,
    #[error("somebody reports a review once")]
    Already,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the report could not be kept")]
    Store(#[from] DbError),
}

/// Tell the market that a published review should not stand. A moderator looks at it; until then it stands.
pub async fn report(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: ReviewId,
    reason: ReportReason,
    words: &str,
) -> Result<(), ReportError> {
    let account = by.account()?;
    let review = store::find(tx, id).await?.filter(super::Review::is_published);
    let review = review.ok_or(ReportError::NoSuchReview)?;
    let works_there = shops::role_of(tx, id.shop(), account).await?.is_some();
    // What a shop says about its buyer is for those two and the shop's own people.
    if review.author == Author::Seller && review.buyer != account && !works_there {
        return Err(ReportError::NoSuchReview);
    }
    if review.by == account || (review.author == Author::Seller && works_there) {
        return Err(ReportError::Own);
    }
    let report = Report { by: account, reason, words: words.to_owned(), at: now };
    report_store::insert(tx, id, &report).await.map_err(|error| match error {
        DbError::Unique => ReportError::Already,
        error => error.into(),
    })
}
