//! What is on show.

use goods::catalog::{self, ListingId};
use kernel::{Actor, Forbidden, Timestamp};
use platform::db::{DbError, Tx};

use super::{Body, Moment, Room, RoomId, find_own, hosting, moment::by_host, say::put, store};

#[derive(Debug, thiserror::Error)]
pub enum PinError {
    #[error("there is no such room")]
    NoSuchRoom,
    #[error("the room is not on air")]
    NotOnAir,
    #[error("there is no such listing on sale in this shop")]
    NoSuchListing,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the pin could not be kept")]
    Store(#[from] DbError),
}

/// Put a listing of the shop on show, or one of a shop for which it sells. What is on show already stays, and is told once.
pub async fn pin(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: RoomId,
    listing: ListingId,
) -> Result<Room, PinError> {
    let room = on_air(tx, by, id).await?;
    if !hosting::may_show(tx, id.shop(), listing).await? || catalog::card(tx, listing).await?.is_none() {
        return Err(PinError::NoSuchListing);
    }
    if room.pinned == Some(listing) {
        return Ok(room);
    }
    show(tx, by, now, room, Some(listing)).await
}

/// Take what is on show away: that listing, if one is named. Something else may be on show by now, and stays.
pub async fn unpin(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: RoomId,
    listing: Option<ListingId>,
) -> Result<Room, PinError> {
    let room = on_air(tx, by, id).await?;
    let is_shown = room.pinned.is_some() && (listing.is_none() || listing == room.pinned);
    if is_shown { show(tx, by, now, room, None).await } else { Ok(room) }
}

async fn on_air(tx: &mut Tx, by: &Actor, id: RoomId) -> Result<Room, PinError> {
    by.shop()?;
    let room = find_own(tx, by, id).await?.ok_or(PinError::NoSuchRoom)?;
    if room.is_on_air() { Ok(room) } else { Err(PinError::NotOnAir) }
}

async fn show(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    room: Room,
    listing: Option<ListingId>,
) -> Result<Room, PinError> {
    store::set_pin(tx, room.id, listing).await?;
    let body = listing.map_or(Body::Unpin, |listing| Body::Pin { listing });
    let moment: Moment = by_host(by, now, body);
    let key = tx.chance().token();
    put(tx, &room, &key, moment).await?;
    Ok(Room { pinned: listing, ..room })
}
