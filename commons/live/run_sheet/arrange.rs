use goods::catalog::{self, ListingId};
use kernel::{Actor, Forbidden};
use platform::db::{DbError, Tx};

use super::store;
use crate::live::{RoomId, find_own, hosting};

/// Things of one show.
pub const MOST: usize = 100;

#[derive(Debug, thiserror::Error)]
pub enum ArrangeError {
    #[error("there is no such room")]
    NoSuchRoom,
    #[error("the show is over")]
    Over,
    #[error("there is no such listing to show")]
    NoSuchListing,
    #[error("it names a thing twice, or too many")]
    Limits,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the run sheet could not be kept")]
    Store(#[from] DbError),
}

/// Say what is to be shown in a room, in order. It takes the place of what was said before.
pub async fn arrange(
    tx: &mut Tx,
    by: &Actor,
    id: RoomId,
    listings: &[ListingId],
) -> Result<(), ArrangeError> {
    by.shop()?;
    let room = find_own(tx, by, id).await?.ok_or(ArrangeError::NoSuchRoom)?;
    if room.state.is_over() {
        return Err(ArrangeError::Over);
    }
    let mut once = listings.to_vec();
    once.sort_unstable();
    once.dedup();
    if once.len() != listings.len() || listings.len() > MOST {
        return Err(ArrangeError::Limits);
    }
    let known = store::list(tx, id).await?;
    for listing in listings.iter().filter(|listing| !known.contains(listing)) {
        if !hosting::may_show(tx, id.shop(), *listing).await? || catalog::card(tx, *listing).await?.is_none()
        {
            return Err(ArrangeError::NoSuchListing);
        }
    }
    Ok(store::replace(tx, id, listings).await?)
}

/// The next show of a series shows what the one before did.
pub async fn take_along(tx: &mut Tx, from: RoomId, to: RoomId) -> Result<(), DbError> {
    let listings = store::list(tx, from).await?;
    store::replace(tx, to, &listings).await
}
