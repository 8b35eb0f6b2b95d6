//! The organiser arranges the programme.

use kernel::{Actor, Timestamp};
use platform::db::{DbError, Tx};

use super::{Item, ItemId, ItemPlan, MOST_ITEMS, promises, store};
use crate::festivals::{Festival, FestivalId, FestivalStage, find_own};

#[derive(Debug, thiserror::Error)]
pub enum ArrangeError {
    #[error("there is no such festival or thing of this shop")]
    NoSuch,
    #[error("the festival was called off")]
    Over,
    #[error("it is not on a day of the festival")]
    NotThen,
    #[error("it has begun")]
    Begun,
    #[error("more seats are reserved already")]
    Taken,
    #[error("the programme has as many things as it may")]
    Full,
    #[error("the programme could not be kept")]
    Store(#[from] DbError),
}

async fn arranging(tx: &mut Tx, by: &Actor, id: FestivalId) -> Result<Festival, ArrangeError> {
    let festival = find_own(tx, by, id).await?.ok_or(ArrangeError::NoSuch)?;
    if festival.stage == FestivalStage::CalledOff { Err(ArrangeError::Over) } else { Ok(festival) }
}

/// A thing is on between the first opening of the doors and their last closing.
fn check(festival: &Festival, said: &ItemPlan) -> Result<(), ArrangeError> {
    let is_then = festival.begins_at <= said.begins_at && said.begins_at < festival.ends_at;
    if is_then { Ok(()) } else { Err(ArrangeError::NotThen) }
}

/// Put something into the programme.
pub async fn add(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: FestivalId,
    said: ItemPlan,
) -> Result<Item, ArrangeError> {
    let festival = arranging(tx, by, id).await?;
    check(&festival, &said)?;
    if store::items(tx, id).await?.len() >= MOST_ITEMS {
        return Err(ArrangeError::Full);
    }
    let item = Item {
        id: ItemId::new(id.shop(), tx.next_id(now)),
        festival: id,
        said,
        taken: 0,
        removed_at: None,
        updated_at: now,
    };
    store::insert(tx, &item).await?;
    Ok(item)
}

/// Move a thing or say something else of it. Whoever has a seat is told of another time or place.
pub async fn change(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: ItemId,
    said: ItemPlan,
) -> Result<Item, ArrangeError> {
    let before = store::find(tx, id).await?.ok_or(ArrangeError::NoSuch)?;
    let festival = arranging(tx, by, before.festival).await?;
    let is_moved = before.said.begins_at != said.begins_at || before.said.stage != said.stage;
    if is_moved && before.has_begun(now) {
        return Err(ArrangeError::Begun);
    }
    if before.said.begins_at != said.begins_at {
        check(&festival, &said)?;
    }
    let after = Item { said, updated_at: now, ..before };
    if !store::update(tx, &after).await? {
        return Err(ArrangeError::Taken);
    }
    if is_moved {
        promises::tell_holders(tx, now, &after).await?;
    }
    Ok(after)
}

/// Take a thing out of the programme that has not begun.
pub async fn take_out(tx: &mut Tx, by: &Actor, now: Timestamp, id: ItemId) -> Result<Item, ArrangeError> {
    let before = store::find(tx, id).await?.ok_or(ArrangeError::NoSuch)?;
    arranging(tx, by, before.festival).await?;
    if before.has_begun(now) && before.taken > 0 {
        return Err(ArrangeError::Begun);
    }
    store::remove(tx, now, id).await?;
    promises::tell_holders(tx, now, &before).await?;
    Ok(before)
}
