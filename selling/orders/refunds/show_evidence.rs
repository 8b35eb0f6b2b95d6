use kernel::{Actor, Forbidden, Timestamp};
use platform::db::{DbError, Tx};

use super::{RequestId, Testimony, promises, store};

/// Pieces of evidence of one request, from all sides.
const MOST: usize = 40;

#[derive(Clone, Debug, thiserror::Error)]
pub enum EvidenceError {
    #[error("there is no such request")]
    NoSuchRequest,
    #[error("the request has ended")]
    Ended,
    #[error("there are no words and no photos")]
    Empty,
    #[error("a request has no more than {MOST} pieces of evidence")]
    TooMany,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the evidence could not be kept")]
    Store(#[from] DbError),
}

/// Add words and photos to a request, as its buyer, its shop or the market. What was shown stays.
pub async fn show_evidence(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: RequestId,
    said: Testimony,
) -> Result<(), EvidenceError> {
    let (side, account) = (by.side()?, by.account()?);
    let request = store::find_for(tx, by, id).await?.ok_or(EvidenceError::NoSuchRequest)?;
    if !request.is_open() {
        return Err(EvidenceError::Ended);
    }
    if said.words.is_empty() && said.photos.is_empty() {
        return Err(EvidenceError::Empty);
    }
    if store::evidence(tx, id).await?.len() >= MOST {
        return Err(EvidenceError::TooMany);
    }
    store::insert_evidence(tx, now, id, side, account, &said).await?;
    Ok(promises::tell_of_evidence(tx, side, now, id).await?)
}
