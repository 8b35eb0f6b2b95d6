//! Keys by which a program sends to a room.

use kernel::{Actor, Forbidden};
use platform::{
    db::{DbError, Tx},
    sessions,
};

use super::{Room, RoomId, find_own, store};

#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("there is no such room")]
    NoSuchRoom,
    #[error("the show is over")]
    Over,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the key could not be kept")]
    Store(#[from] DbError),
}

/// A new stream key for a room; the old one opens nothing any more. It is shown this once: only its hash is kept.
pub async fn new_key(tx: &mut Tx, by: &Actor, id: RoomId) -> Result<String, KeyError> {
    by.shop()?;
    let room = find_own(tx, by, id).await?.ok_or(KeyError::NoSuchRoom)?;
    if room.state.is_over() {
        return Err(KeyError::Over);
    }
    let key = tx.chance().token();
    store::set_key(tx, id, &sessions::hash(&key)).await?;
    Ok(key)
}

/// The room that a key opens, unless its show is over.
pub async fn find_by_key(tx: &mut Tx, key: &str) -> Result<Option<Room>, DbError> {
    let room = store::find_by_key(tx, &sessions::hash(key)).await?;
    Ok(room.filter(|room| !room.state.is_over()))
}
