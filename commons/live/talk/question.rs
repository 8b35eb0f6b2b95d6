use kernel::{Actor, Forbidden, Timestamp};
use platform::db::{DbError, Tx};

use crate::live::{Body, RoomId, Sale, find_line, find_own, moment::by_host, say::put};

#[derive(Debug, thiserror::Error)]
pub enum QuestionError {
    #[error("there is no such room")]
    NoSuchRoom,
    #[error("there is no such line")]
    NoSuchLine,
    #[error("the room is not on air")]
    NotOnAir,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("it could not be kept")]
    Store(#[from] DbError),
}

/// Put a line above the chat while the host answers it. Another one takes its place.
pub async fn question(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: RoomId,
    position: i64,
) -> Result<(), QuestionError> {
    by.shop()?;
    let room = find_own(tx, by, id).await?.ok_or(QuestionError::NoSuchRoom)?;
    if !room.is_on_air() {
        return Err(QuestionError::NotOnAir);
    }
    let line = find_line(tx, id, position).await?.filter(|line| !line.is_hidden);
    let line = line.ok_or(QuestionError::NoSuchLine)?;
    let Body::Line { words } = line.body else { return Err(QuestionError::NoSuchLine) };
    let sale = Sale::Question { position, name: line.name, words };
    let key = tx.chance().token();
    put(tx, &room, &key, by_host(by, now, Body::Sale { sale })).await?;
    Ok(())
}

/// It is answered.
pub async fn answered(tx: &mut Tx, by: &Actor, now: Timestamp, id: RoomId) -> Result<(), QuestionError> {
    by.shop()?;
    let room = find_own(tx, by, id).await?.ok_or(QuestionError::NoSuchRoom)?;
    if !room.is_on_air() {
        return Err(QuestionError::NotOnAir);
    }
    let key = tx.chance().token();
    put(tx, &room, &key, by_host(by, now, Body::Sale { sale: Sale::QuestionOver })).await?;
    Ok(())
}
