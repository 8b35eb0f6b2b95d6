use goods::catalog::ListingId;
use kernel::Timestamp;
use platform::db::{DbError, Tx};

use super::{MOST_WISHES, store};

#[derive(Clone, Debug, thiserror::Error)]
pub enum KeepError {
    #[error("there is no such listing on sale")]
    NoSuchListing,
    #[error("the holder keeps as many wishes as they may")]
    Full,
    #[error("the wish could not be kept")]
    Store(#[from] DbError),
}

/// Keep a listing to see it again. What is kept already stays where it is in the list.
///
/// Refused unless the listing is on sale: of drafts and of what has ended nobody is to hear.
pub async fn keep(tx: &mut Tx, now: Timestamp, holder: i64, listing: ListingId) -> Result<(), KeepError> {
    if store::find(tx, holder, listing).await?.is_some() {
        return Ok(());
    }
    if !store::is_on_sale(tx, listing).await? {
        return Err(KeepError::NoSuchListing);
    }
    if store::count(tx, holder).await? >= MOST_WISHES {
        return Err(KeepError::Full);
    }
    store::insert(tx, now, holder, listing).await?;
    Ok(())
}
