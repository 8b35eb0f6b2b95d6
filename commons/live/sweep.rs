//! What is done about recordings that take room: those that no show has are thrown away, and what is left is noted.

use broadcast::Recording;
use kernel::Timestamp;
use platform::db::{Db, DbError, Tx};

use super::{
    Room, RoomId, Studio,
    disk::{Measured, WhyUnrecorded},
    disk_store, store,
    uploads::{self, UploadId},
};

/// Rooms that are asked for in one read.
const BATCH: usize = 100;

/// From now on a show goes on without being recorded: it is said to its host and to the operator for as long as it matters.
pub async fn stop_recording(
    tx: &mut Tx,
    now: Timestamp,
    id: RoomId,
    why: WhyUnrecorded,
) -> Result<(), DbError> {
    disk_store::insert(tx, now, id, why).await
}

/// Whether somebody may still want a recording: it is being made, or can be seen again.
pub fn is_wanted(room: &Room) -> bool {
    !room.state.is_over() || room.has_replay
}

/// Look at all recordings: throw away those that no show has, such as a killed process leaves, and note what is left.
pub async fn sweep(studio: &Studio, db: &Db, now: Timestamp) -> Result<(), SweepError> {
    let Some(broadcast) = studio.broadcast() else { return Ok(()) };
    let all = broadcast.recordings().await?;
    let named = all.iter().filter_map(|recording| {
        let room: RoomId = recording.show.as_str().parse().ok()?;
        Some((room, recording))
    });
    let named: Vec<(RoomId, &Recording)> = named.collect();
    for some in named.chunks(BATCH) {
        let rooms: Vec<RoomId> = some.iter().map(|(room, _)| *room).collect();
        let look = async |tx: &mut Tx| wanted(tx, &rooms).await;
        let wanted = db.read::<_, DbError, _>(look).await?;
        let is_unwanted = |(room, recording): &&(RoomId, &Recording)| {
            !wanted.contains(room) && !broadcast.is_writing(&recording.show)
        };
        let unwanted: Vec<&Recording> =
            some.iter().filter(is_unwanted).map(|(_, recording)| *recording).collect();
        for Recording { show, size_bytes } in unwanted {
            tracing::warn!(%show, size_bytes, "a recording that no show has is thrown away");
            broadcast.forget(show).await?;
        }
    }
    let measured = Measured::new(broadcast.disk().await?, now);
    Ok(db.write(async move |tx: &mut Tx| disk_store::measure(tx, &measured).await).await?)
}

async fn wanted(tx: &mut Tx, rooms: &[RoomId]) -> Result<Vec<RoomId>, DbError> {
    let mut wanted = Vec::new();
    for id in rooms {
        // A film has its recording before it has a room.
        let is_awaited = match store::find(tx, *id).await? {
            Some(room) => is_wanted(&room),
            None => uploads::find(tx, UploadId::new(id.shop(), id.number())).await?.is_some(),
        };
        if is_awaited {
            wanted.push(*id);
        }
    }
    Ok(wanted)
}

/// Why recordings were not looked through to their end.
#[derive(Debug, thiserror::Error)]
pub enum SweepError {
    #[error("the folder of recordings could not be read")]
    Folder(#[from] std::io::Error),
    #[error("a recording could not be thrown away")]
    Forget(#[from] broadcast::NotForgotten),
    #[error("what recordings take could not be noted")]
    Store(#[from] DbError),
}
