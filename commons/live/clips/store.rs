//! Clips.

use kernel::Timestamp;
use platform::{
    db::{DbError, Row, Tx, json},
    params,
};

use super::{Clip, ClipId};
use crate::live::RoomId;

macro_rules! clip_columns {
    () => {
        "SELECT shop_id, id, room_id, title, from_at, to_at, facts, created_at, updated_at FROM live_clip "
    };
}

fn decode(mut row: Row) -> Result<Clip, DbError> {
    let shop = row.shop()?;
    Ok(Clip {
        id: ClipId::new(shop, row.int()?),
        room: RoomId::new(shop, row.int()?),
        title: row.text()?,
        from: row.time()?,
        to: row.time()?,
        state: row.json()?,
        created_at: row.time()?,
        updated_at: row.time()?,
    })
}

const INSERT: &str = "INSERT INTO live_clip (shop_id, id, room_id, title, from_at, to_at, state, facts, created_at, \
    updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)";
pub(super) async fn insert(tx: &mut Tx, clip: &Clip) -> Result<(), DbError> {
    let (shop, number, room) = (clip.id.shop(), clip.id.number(), clip.room.number());
    let (state, facts) = (clip.state.name(), json(&clip.state)?);
    let values = params![shop, number, room, &clip.title, clip.from, clip.to, state, facts, clip.created_at];
    tx.execute_one(INSERT, values).await
}

const ADVANCE: &str = "UPDATE live_clip SET state = $4, facts = $5, updated_at = $6 \
    WHERE shop_id = $1 AND id = $2 AND state = $3";
/// Write one step. False when it is not in that state any more, or was taken away.
pub(super) async fn advance(tx: &mut Tx, now: Timestamp, old: &Clip, new: &Clip) -> Result<bool, DbError> {
    let (shop, number, facts) = (old.id.shop(), old.id.number(), json(&new.state)?);
    let values = params![shop, number, old.state.name(), new.state.name(), facts, now];
    Ok(tx.execute(ADVANCE, values).await? == 1)
}

const FIND: &str = concat!(clip_columns!(), "WHERE shop_id = $1 AND id = $2");
pub async fn find(tx: &mut Tx, id: ClipId) -> Result<Option<Clip>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

const LIST_OF_ROOM: &str =
    concat!(clip_columns!(), "WHERE shop_id = $1 AND room_id = $2 ORDER BY id DESC LIMIT $3");
/// The clips of a room, the newest first.
pub async fn list_of_room(tx: &mut Tx, room: RoomId, limit: i64) -> Result<Vec<Clip>, DbError> {
    tx.list(LIST_OF_ROOM, params![room.shop(), room.number(), limit], decode).await
}

const LIST_READY: &str = concat!(
    clip_columns!(),
    "WHERE shop_id = $1 AND room_id = $2 AND state = 'ready' ORDER BY from_at, id LIMIT $3"
);
/// The clips of a room that can be watched, in the order of the programme.
pub async fn list_ready(tx: &mut Tx, room: RoomId, limit: i64) -> Result<Vec<Clip>, DbError> {
    tx.list(LIST_READY, params![room.shop(), room.number(), limit], decode).await
}

const COUNT: &str =
    "SELECT COUNT(*) FROM live_clip WHERE shop_id = $1 AND room_id = $2 AND state <> 'failed'";
pub(super) async fn count(tx: &mut Tx, room: RoomId) -> Result<i64, DbError> {
    tx.number(COUNT, params![room.shop(), room.number()]).await
}

const DELETE: &str = "DELETE FROM live_clip WHERE shop_id = $1 AND id = $2";
/// It is gone; its file goes after the commit.
pub async fn delete(tx: &mut Tx, id: ClipId) -> Result<(), DbError> {
    tx.execute_one(DELETE, params![id.shop(), id.number()]).await
}
