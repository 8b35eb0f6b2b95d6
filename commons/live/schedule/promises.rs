use kernel::{AccountId, Timestamp, minutes};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Lane, Promise},
};
use serde::{Deserialize, Serialize};

use crate::live::{Repeats, Room, RoomId};

/// So long before a show those who want it are reminded.
const BEFORE: std::time::Duration = minutes(15);

/// Remind those who want it of a show that begins soon, some after another account; of one whose day was changed, nobody.
#[derive(Serialize, Deserialize)]
pub struct RemindOfShow {
    pub room: RoomId,
    pub begins_at: Timestamp,
    pub after: i64,
}

impl Promise for RemindOfShow {
    const KIND: &'static str = "live.remind_of_show";
    const LANE: Lane = Lane::News;
}

/// Remind somebody.
#[derive(Serialize, Deserialize)]
pub struct RemindViewer {
    pub room: RoomId,
    pub account: AccountId,
}

impl Promise for RemindViewer {
    const KIND: &'static str = "live.remind_viewer";
    const LANE: Lane = Lane::Post;
}

/// Plan the next of a show that is given weekly.
#[derive(Serialize, Deserialize)]
pub struct RepeatShow {
    pub room: RoomId,
    pub begins_at: Timestamp,
}

impl Promise for RepeatShow {
    const KIND: &'static str = "live.repeat_show";
}

/// Tell the audience that a show is on air, some after another account, and no sooner.
#[derive(Serialize, Deserialize)]
pub struct TellAudience {
    pub room: RoomId,
    pub after: i64,
    #[serde(default)]
    pub no_sooner: Option<Timestamp>,
}

impl Promise for TellAudience {
    const KIND: &'static str = "live.tell_audience";
    const LANE: Lane = Lane::News;
}

/// What a show that is planned for a day promises.
pub async fn promise(tx: &mut Tx, now: Timestamp, room: &Room) -> Result<(), DbError> {
    let Some(begins_at) = room.state.at().filter(|_| room.is_planned()) else { return Ok(()) };
    let reminder = RemindOfShow { room: room.id, begins_at, after: 0 };
    jobs::enqueue(tx, now, begins_at - BEFORE, &reminder).await?;
    jobs::enqueue(tx, now, begins_at, &RepeatShow { room: room.id, begins_at }).await
}

/// Tell everybody who wants to know, now that it is on air.
pub async fn tell_audience(tx: &mut Tx, now: Timestamp, room: RoomId) -> Result<(), DbError> {
    jobs::enqueue(tx, now, now, &TellAudience { room, after: 0, no_sooner: None }).await
}

/// Whether a show stands as it did when something was promised for its moment.
pub fn stands(room: &Room, begins_at: Timestamp) -> bool {
    room.is_planned() && room.state.at() == Some(begins_at)
}

/// Whether there is a next one.
pub fn is_repeated(room: &Room) -> bool {
    room.repeats == Repeats::Weekly
}
