use kernel::{Actor, Forbidden, Timestamp};
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{Clip, ClipId, ClipState, LONGEST, SHORTEST, promises::MakeClip, store};
use crate::live::{RoomId, RoomState, find_own};

/// A clip that somebody wants.
#[derive(Clone, Debug)]
pub struct NewClip {
    pub title: String,
    /// Seconds since the show began, by its clock.
    pub from: u64,
    pub to: u64,
}

#[derive(Debug, thiserror::Error)]
pub enum CutError {
    #[error("there is no such replay")]
    NoSuchReplay,
    #[error("a clip has 3 to 120 seconds")]
    Length,
    #[error("the show was over by then")]
    Late,
    #[error("there are as many clips of this replay as there may be")]
    TooMany,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the clip could not be kept")]
    Store(#[from] DbError),
}

/// Have a clip made of a replay, of which there may be `most`.
pub async fn cut(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    room: RoomId,
    most: i64,
    new: NewClip,
) -> Result<Clip, CutError> {
    by.shop()?;
    let found = find_own(tx, by, room).await?.filter(|room| room.has_replay);
    let found = found.ok_or(CutError::NoSuchReplay)?;
    let RoomState::Ended { since, at } = found.state else { return Err(CutError::NoSuchReplay) };
    let seconds = std::time::Duration::from_secs;
    let (from, to) = (since + seconds(new.from), since + seconds(new.to));
    if new.to <= new.from || !(SHORTEST..=LONGEST).contains(&to.since(from)) {
        return Err(CutError::Length);
    }
    if from + SHORTEST > at {
        return Err(CutError::Late);
    }
    if store::count(tx, room).await? >= most {
        return Err(CutError::TooMany);
    }
    let clip = Clip {
        id: ClipId::new(room.shop(), tx.next_id(now)),
        room,
        title: new.title,
        from,
        to: to.min(at),
        state: ClipState::Waiting,
        created_at: now,
        updated_at: now,
    };
    store::insert(tx, &clip).await?;
    jobs::enqueue(tx, now, now, &MakeClip { clip: clip.id }).await?;
    Ok(clip)
}
