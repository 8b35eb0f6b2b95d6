use kernel::{Actor, Forbidden, Timestamp};
use platform::db::{DbError, Tx};

use super::{Item, ItemId, store};
use crate::festivals;

#[derive(Debug, thiserror::Error)]
pub enum ReserveError {
    #[error("there is no such thing in the programme")]
    NoSuch,
    #[error("nobody reserves a seat at it now")]
    NotNow,
    #[error("every seat is reserved")]
    Full,
    #[error("they have no seat")]
    NoSeat,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the seat could not be kept")]
    Store(#[from] DbError),
}

/// Something of a festival that everybody may see, and whether seats change hands at it now.
async fn seen(tx: &mut Tx, now: Timestamp, id: ItemId) -> Result<(Item, bool), ReserveError> {
    let item = store::find(tx, id).await?.ok_or(ReserveError::NoSuch)?;
    let festival = festivals::find(tx, item.festival).await?.ok_or(ReserveError::NoSuch)?;
    if !festival.is_shown() {
        return Err(ReserveError::NoSuch);
    }
    let is_now = festival.is_announced() && item.has_seats() && !item.has_begun(now);
    Ok((item, is_now))
}

/// Reserve a seat for oneself, before it begins. Who has one keeps it.
pub async fn reserve(tx: &mut Tx, by: &Actor, now: Timestamp, id: ItemId) -> Result<Item, ReserveError> {
    let account = by.account()?;
    let (item, is_now) = seen(tx, now, id).await?;
    if store::has_seat(tx, id, account).await? {
        return Ok(item);
    }
    if !is_now {
        return Err(ReserveError::NotNow);
    }
    // The seat is taken in the row itself: of two who come at once for the last one, the second finds none.
    if !store::take_seat(tx, id).await? {
        return Err(ReserveError::Full);
    }
    // Who comes twice at once has one seat: nothing of the second time stays.
    if !store::insert_seat(tx, now, id, account).await? {
        return Err(DbError::Raced.into());
    }
    Ok(Item { taken: item.taken + 1, ..item })
}

/// Give a seat back before it begins.
pub async fn give_back(tx: &mut Tx, by: &Actor, now: Timestamp, id: ItemId) -> Result<Item, ReserveError> {
    let account = by.account()?;
    let (item, is_now) = seen(tx, now, id).await?;
    if !store::has_seat(tx, id, account).await? {
        return Err(ReserveError::NoSeat);
    }
    if !is_now {
        return Err(ReserveError::NotNow);
    }
    if store::delete_seat(tx, id, account).await? {
        Ok(Item { taken: item.taken - 1, ..item })
    } else {
        Err(ReserveError::NoSeat)
    }
}
