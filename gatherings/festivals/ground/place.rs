use kernel::{Actor, Timestamp};
use platform::db::{DbError, Tx};

use super::{Booth, Outline, store};
use crate::festivals::{FestivalId, FestivalStage, find_own};

#[derive(Debug, thiserror::Error)]
pub enum GroundError {
    #[error("there is no such booth of a festival of this shop")]
    NoSuch,
    #[error("the festival was called off")]
    Over,
    #[error("a booth stands within the border of the ground, from left to right")]
    OutsideAcross,
    #[error("a booth stands within the border of the ground, from top to bottom")]
    OutsideDown,
    #[error("another booth stands there")]
    Covered,
    #[error("the ground could not be kept")]
    Store(#[from] DbError),
}

async fn changing(tx: &mut Tx, by: &Actor, id: FestivalId) -> Result<(), GroundError> {
    let festival = find_own(tx, by, id).await?.ok_or(GroundError::NoSuch)?;
    if festival.stage == FestivalStage::CalledOff { Err(GroundError::Over) } else { Ok(()) }
}

/// Put a booth somewhere else.
pub async fn place(
    tx: &mut Tx,
    by: &Actor,
    (id, number): (FestivalId, i64),
    (x, y): (i64, i64),
) -> Result<Booth, GroundError> {
    changing(tx, by, id).await?;
    let all = store::booths(tx, id).await?;
    let before = all.iter().find(|booth| booth.number == number).ok_or(GroundError::NoSuch)?;
    if !Booth::fits_across(x) {
        return Err(GroundError::OutsideAcross);
    }
    if !Booth::fits_down(y) {
        return Err(GroundError::OutsideDown);
    }
    if all.iter().any(|booth| booth.number != number && booth.covers(x, y)) {
        return Err(GroundError::Covered);
    }
    let after = Booth { x, y, ..before.clone() };
    store::update(tx, &after).await?;
    Ok(after)
}

/// Draw something else below the booths, or nothing.
pub async fn draw(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: FestivalId,
    outline: Option<&Outline>,
) -> Result<(), GroundError> {
    changing(tx, by, id).await?;
    match outline {
        Some(outline) => Ok(store::keep_outline(tx, now, id, outline).await?),
        None => Ok(store::drop_outline(tx, id).await?),
    }
}
