use kernel::{Actor, Forbidden, Timestamp};
use platform::db::{DbError, Tx};

use super::store;
use crate::live::{Room, RoomId, RoomState, find_for};

/// Shows to come of which one person is reminded.
const MOST: i64 = 200;

#[derive(Debug, thiserror::Error)]
pub enum RemindError {
    #[error("there is no such room")]
    NoSuchRoom,
    #[error("it has begun, or no day is said")]
    NoDay,
    #[error("there are as many reminders as there may be")]
    TooMany,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the reminder could not be kept")]
    Store(#[from] DbError),
}

/// Remind whoever asks of a show that is to come. To ask twice changes nothing.
pub async fn remind(tx: &mut Tx, by: &Actor, now: Timestamp, id: RoomId) -> Result<Room, RemindError> {
    let account = by.account()?;
    let room = find_for(tx, by, id).await?.ok_or(RemindError::NoSuchRoom)?;
    if !matches!(room.state, RoomState::Planned { at: Some(at) } if at > now) {
        return Err(RemindError::NoDay);
    }
    if !store::has(tx, id, account).await? && store::count_of(tx, account).await? >= MOST {
        return Err(RemindError::TooMany);
    }
    store::insert(tx, now, id, account).await?;
    Ok(room)
}

/// Remind them no more.
pub async fn leave_out(tx: &mut Tx, by: &Actor, id: RoomId) -> Result<Room, RemindError> {
    let account = by.account()?;
    let room = find_for(tx, by, id).await?.ok_or(RemindError::NoSuchRoom)?;
    store::delete(tx, id, account).await?;
    Ok(room)
}
