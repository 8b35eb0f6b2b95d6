use kernel::Timestamp;
use platform::db::{DbError, Tx};

use super::{ListingId, ListingState, SaveError, bar_store, find, save::set_state};

/// Take a listing off sale and keep it off, for a cause of which there may be several.
pub async fn bar(tx: &mut Tx, now: Timestamp, id: ListingId, cause: &str) -> Result<(), DbError> {
    let Some(listing) = find(tx, id).await? else { return Ok(()) };
    let was_active = listing.state == ListingState::Active;
    bar_store::insert(tx, now, id, cause, was_active).await?;
    if was_active { settle(set_state(tx, now, id, ListingState::Archived).await) } else { Ok(()) }
}

/// A cause is gone. A listing that was on sale until then is so again, unless something else keeps it off.
pub async fn unbar(tx: &mut Tx, now: Timestamp, id: ListingId, cause: &str) -> Result<(), DbError> {
    let was_active = bar_store::was_active(tx, id, cause).await?;
    bar_store::delete(tx, id, cause).await?;
    let is_away = find(tx, id).await?.is_some_and(|listing| listing.state == ListingState::Archived);
    if was_active && is_away { settle(set_state(tx, now, id, ListingState::Active).await) } else { Ok(()) }
}

/// A listing that its shop has changed meanwhile, so that it cannot be on sale, stays as it is.
fn settle(done: Result<(), SaveError>) -> Result<(), DbError> {
    match done {
        Err(SaveError::Store(error)) => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}
