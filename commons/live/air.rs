//! On air and off again.

use kernel::{Actor, Forbidden, Refused, Timestamp};
use platform::{
    db::{DbError, Tx},
    events::Event,
    jobs,
};
use serde_json::json;

use super::{
    PlanError, Room, RoomAct, RoomId, RoomStage, films::want_highlights, find_own, promises::MakePoster,
    room::Step, schedule::tell_audience, store,
};

#[derive(Debug, thiserror::Error)]
pub enum AirError {
    #[error("there is no such room")]
    NoSuchRoom,
    #[error(transparent)]
    Plan(PlanError),
    #[error(transparent)]
    Refused(#[from] Refused<RoomStage>),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the step could not be recorded")]
    Store(#[from] DbError),
}

/// Its camera sends: the room is on air, and its audience is told. One that is on air already, whose sender is back, stays so.
pub async fn begin(tx: &mut Tx, by: &Actor, now: Timestamp, id: RoomId) -> Result<Room, AirError> {
    let room = find_own(tx, by, id).await?.ok_or(AirError::NoSuchRoom)?;
    if room.is_on_air() {
        return Ok(room);
    }
    let room = step(tx, by, now, room, Step::Begin { at: now }).await?;
    tell_audience(tx, now, id).await?;
    Ok(room)
}

/// The show is over; it stays as a replay where it was kept. One that has ended stays so.
pub async fn end(tx: &mut Tx, by: &Actor, now: Timestamp, id: RoomId, kept: Kept) -> Result<Room, AirError> {
    let room = find_own(tx, by, id).await?.ok_or(AirError::NoSuchRoom)?;
    if room.state.stage() == RoomStage::Ended {
        return Ok(room);
    }
    let has_replay = kept == Kept::Recorded;
    let room = step(tx, by, now, Room { has_replay, ..room }, Step::End { at: now }).await?;
    if has_replay {
        jobs::enqueue(tx, now, now, &MakePoster { room: id }).await?;
        want_highlights(tx, now, id).await?;
    }
    Ok(room)
}

/// Whether there is something to see again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    Recorded,
    Nothing,
}

/// There will be no show.
pub async fn cancel(tx: &mut Tx, by: &Actor, now: Timestamp, id: RoomId) -> Result<Room, AirError> {
    let room = find_own(tx, by, id).await?.ok_or(AirError::NoSuchRoom)?;
    step(tx, by, now, room, Step::Cancel { at: now }).await
}

async fn step(tx: &mut Tx, by: &Actor, now: Timestamp, room: Room, step: Step) -> Result<Room, AirError> {
    let act: RoomAct = step.act();
    let moved = Room { state: room.state.clone().next(step)?, updated_at: now, ..room.clone() };
    store::advance(tx, now, by, act, &room, &moved).await?;
    let state = if moved.is_on_air() { "live" } else { "ended" };
    let body = json!({ "state": state }).to_string();
    tx.announce(Event { topic: moved.topic(), number: 0, body });
    Ok(moved)
}
