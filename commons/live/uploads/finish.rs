use std::time::Duration;

use kernel::{Actor, Timestamp};
use platform::db::{DbError, Tx};

use super::{Upload, store};
use crate::live::{
    AirError, Kept, Repeats, Room, RoomState, begin, end,
    store::{find as find_room, insert},
};

/// A film is a recording now: its room is there, over and to be seen again, and the upload is gone. None if somebody took it
/// away meanwhile.
pub async fn finish(
    tx: &mut Tx,
    now: Timestamp,
    upload: &Upload,
    began_at: Timestamp,
    lasts: Duration,
) -> Result<Option<Room>, AirError> {
    if !store::delete(tx, upload.id).await? {
        return Ok(None);
    }
    let room = Room {
        id: upload.room(),
        title: upload.title.clone(),
        state: RoomState::Planned { at: None },
        pinned: None,
        has_replay: false,
        has_key: false,
        poster: String::new(),
        cover: String::new(),
        repeats: Repeats::Once,
        is_made: false,
        created_at: now,
        updated_at: now,
    };
    insert(tx, &Actor::System, &room).await?;
    begin(tx, &Actor::System, began_at, room.id).await?;
    // It may last a frame longer than its file says.
    let over = (began_at + lasts).min(now);
    end(tx, &Actor::System, over, room.id, Kept::Recorded).await?;
    let made = find_room(tx, room.id).await?;
    made.ok_or(AirError::Store(DbError::Raced)).map(Some)
}
