//! Rooms.

use goods::catalog::ListingId;
use kernel::{Actor, ShopId, Timestamp};
use platform::{
    any_pair,
    db::{DbError, HistoryStep, Row, Tx, json},
    history, params,
};

use super::{Repeats, Room, RoomAct, RoomId};

macro_rules! room_columns {
    () => {
        "SELECT r.shop_id, r.id, r.title, r.facts, r.pinned_id, r.pinned_shop_id, r.has_replay, \
         CAST(CASE WHEN r.key_hash IS NULL THEN 0 ELSE 1 END AS BIGINT), r.poster, r.cover, r.repeats, r.is_made, \
         r.created_at, r.updated_at FROM live_room r "
    };
}

fn decode(mut row: Row) -> Result<Room, DbError> {
    let shop = row.shop()?;
    Ok(Room {
        id: RoomId::new(shop, row.int()?),
        title: row.text()?,
        state: row.json()?,
        pinned: pinned(shop, row.maybe_int()?, row.maybe_int()?),
        has_replay: row.flag()?,
        has_key: row.flag()?,
        poster: row.text()?,
        cover: row.text()?,
        repeats: row.word(Repeats::parse)?,
        is_made: row.flag()?,
        created_at: row.time()?,
        updated_at: row.time()?,
    })
}

fn pinned(shop: ShopId, number: Option<i64>, of: Option<i64>) -> Option<ListingId> {
    number.map(|number| ListingId::new(of.map_or(shop, ShopId::new), number))
}

const INSERT: &str = "INSERT INTO live_room (shop_id, id, title, state, facts, at, has_replay, cover, repeats, is_made, \
    created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8, $9, $10, $10)";
const INSERT_TIMELINE: &str =
    "INSERT INTO live_timeline (shop_id, room_id, last_position) VALUES ($1, $2, 0)";
const INSERT_STEP: &str = history!("live_room_step", "room_id");
/// Write a new room with the first row of its history.
pub(super) async fn insert(tx: &mut Tx, by: &Actor, room: &Room) -> Result<(), DbError> {
    let (shop, number, now) = (room.id.shop(), room.id.number(), room.created_at);
    let (state, facts) = (room.state.name(), json(&room.state)?);
    let (at, cover, repeats) = (room.state.at(), &room.cover, room.repeats.name());
    let values = params![shop, number, &room.title, state, &facts, at, cover, repeats, room.is_made, now];
    tx.execute_one(INSERT, values).await?;
    tx.execute_one(INSERT_TIMELINE, params![shop, number]).await?;
    let step = HistoryStep { shop, thing: number, act: "plan", state, by, facts };
    step.write(tx, now, INSERT_STEP).await
}

const ADVANCE: &str = "UPDATE live_room SET state = $4, facts = $5, at = $6, has_replay = $7, updated_at = $8 \
    WHERE shop_id = $1 AND id = $2 AND state = $3";
/// Write one step: exactly one row changes from the state that was read, and its history row is kept.
pub(super) async fn advance(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    act: RoomAct,
    old: &Room,
    new: &Room,
) -> Result<(), DbError> {
    let (shop, number, facts) = (old.id.shop(), old.id.number(), json(&new.state)?);
    let (from, to) = (old.state.name(), new.state.name());
    let values = params![shop, number, from, to, &facts, new.state.at(), new.has_replay, now];
    tx.execute_one(ADVANCE, values).await?;
    let step = HistoryStep { shop, thing: number, act: act.name(), state: to, by, facts };
    step.write(tx, now, INSERT_STEP).await
}

const UPDATE: &str = "UPDATE live_room SET title = $3, facts = $4, at = $5, updated_at = $6, cover = $8, repeats = $9, \
    is_made = $10 \
    WHERE shop_id = $1 AND id = $2 AND state = $7";
/// Write down what its host has changed of a room.
pub(super) async fn update(tx: &mut Tx, now: Timestamp, room: &Room) -> Result<(), DbError> {
    let (shop, number, facts) = (room.id.shop(), room.id.number(), json(&room.state)?);
    let (at, state, repeats) = (room.state.at(), room.state.name(), room.repeats.name());
    let values =
        params![shop, number, &room.title, facts, at, now, state, &room.cover, repeats, room.is_made];
    tx.execute_one(UPDATE, values).await
}

const PIN: &str = "UPDATE live_room SET pinned_id = $3, pinned_shop_id = $4 WHERE shop_id = $1 AND id = $2";
pub(super) async fn set_pin(tx: &mut Tx, id: RoomId, listing: Option<ListingId>) -> Result<(), DbError> {
    let of = listing.map(ListingId::shop).filter(|shop| *shop != id.shop());
    tx.execute_one(PIN, params![id.shop(), id.number(), listing.map(ListingId::number), of]).await
}

const KEY: &str = "UPDATE live_room SET key_hash = $3 WHERE shop_id = $1 AND id = $2";
pub(super) async fn set_key(tx: &mut Tx, id: RoomId, hash: &str) -> Result<(), DbError> {
    tx.execute_one(KEY, params![id.shop(), id.number(), hash]).await
}

const POSTER: &str = "UPDATE live_room SET poster = $3 WHERE shop_id = $1 AND id = $2";
pub(super) async fn set_poster(tx: &mut Tx, id: RoomId, file: &str) -> Result<(), DbError> {
    tx.execute_one(POSTER, params![id.shop(), id.number(), file]).await
}

const FORGET_REPLAY: &str =
    "UPDATE live_room SET has_replay = 0 WHERE shop_id = $1 AND id = $2 AND state = 'ended'";
pub(super) async fn forget_replay(tx: &mut Tx, id: RoomId) -> Result<(), DbError> {
    tx.execute(FORGET_REPLAY, params![id.shop(), id.number()]).await.map(drop)
}

const FIND: &str = concat!(room_columns!(), "WHERE r.shop_id = $1 AND r.id = $2");
pub(super) async fn find(tx: &mut Tx, id: RoomId) -> Result<Option<Room>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

const FIND_SEVERAL: &str = concat!(room_columns!(), "WHERE ", any_pair!("r.shop_id", "r.id"), " LIMIT 100");
/// Several rooms, in no order.
pub(super) async fn find_several(tx: &mut Tx, ids: &[RoomId]) -> Result<Vec<Room>, DbError> {
    let keys = ids.iter().map(|id| params![id.shop(), id.number()].to_vec()).collect();
    tx.list_several(FIND_SEVERAL, keys, decode).await
}

const FIND_BY_KEY: &str = concat!(room_columns!(), "WHERE r.key_hash = $1");
pub(super) async fn find_by_key(tx: &mut Tx, hash: &str) -> Result<Option<Room>, DbError> {
    tx.find(FIND_BY_KEY, params![hash], decode).await
}

const COUNT_OPEN: &str =
    "SELECT COUNT(*) FROM live_room WHERE shop_id = $1 AND state IN ('planned', 'on-air')";
/// How many rooms of a shop are planned or on air.
pub(super) async fn count_open(tx: &mut Tx, shop: ShopId) -> Result<i64, DbError> {
    tx.number(COUNT_OPEN, params![shop]).await
}

const EXISTS_PLANNED: &str =
    "SELECT COUNT(*) FROM live_room WHERE shop_id = $1 AND state = 'planned' AND at = $2 AND title = $3";
/// Whether a shop has planned a show of this name for this moment.
pub(super) async fn exists_planned(
    tx: &mut Tx,
    shop: ShopId,
    at: Timestamp,
    title: &str,
) -> Result<bool, DbError> {
    Ok(tx.number(EXISTS_PLANNED, params![shop, at, title]).await? > 0)
}

const LIST_OF_SHOP: &str =
    concat!(room_columns!(), "WHERE r.shop_id = $1 AND r.id < $2 ORDER BY r.id DESC LIMIT $3");
/// All rooms of a shop from before a number, the newest first.
pub async fn list_of_shop(tx: &mut Tx, shop: ShopId, before: i64, limit: i64) -> Result<Vec<Room>, DbError> {
    tx.list(LIST_OF_SHOP, params![shop, before, limit], decode).await
}

const LIST_SEEN_OF_SHOP: &str = concat!(
    room_columns!(),
    "WHERE r.shop_id = $1 AND (r.state = 'on-air' OR (r.state = 'ended' AND r.has_replay = 1)) \
     ORDER BY CASE WHEN r.state = 'on-air' THEN 0 ELSE 1 END, r.id DESC LIMIT $2"
);
/// What there is to see of a shop: what is on air, then what can be seen again, the newest first.
pub async fn list_seen_of_shop(tx: &mut Tx, shop: ShopId, limit: i64) -> Result<Vec<Room>, DbError> {
    tx.list(LIST_SEEN_OF_SHOP, params![shop, limit], decode).await
}

const LIST_SEEN_OF_VILLAGE: &str = concat!(
    room_columns!(),
    "JOIN village_membership m ON m.shop_id = r.shop_id AND m.village = $1 AND m.state = 'joined' JOIN shop s ON s.id = r.shop_id \
     AND s.state = 'open' WHERE r.state = 'on-air' OR (r.state = 'ended' AND r.has_replay = 1) \
     ORDER BY CASE WHEN r.state = 'on-air' THEN 0 ELSE 1 END, r.id DESC LIMIT $2"
);
/// What there is to see of the shops of a village: what is on air, then what can be seen again, the newest first.
pub async fn list_seen_of_village(tx: &mut Tx, village: &str, limit: i64) -> Result<Vec<Room>, DbError> {
    tx.list(LIST_SEEN_OF_VILLAGE, params![village, limit], decode).await
}

macro_rules! of_open_shops {
    () => {
        "JOIN shop s ON s.id = r.shop_id AND s.state = 'open' WHERE "
    };
}

const LIST_NOW: &str =
    concat!(room_columns!(), of_open_shops!(), "r.state = 'on-air' ORDER BY r.at DESC, r.id DESC LIMIT $1");
/// What is on air, the newest first.
pub async fn list_now(tx: &mut Tx, limit: i64) -> Result<Vec<Room>, DbError> {
    tx.list(LIST_NOW, params![limit], decode).await
}

const LIST_ON_AIR: &str = concat!(room_columns!(), "WHERE r.state = 'on-air' LIMIT $1");
/// What is on air, whoever may see it.
pub(super) async fn list_on_air(tx: &mut Tx, limit: i64) -> Result<Vec<Room>, DbError> {
    tx.list(LIST_ON_AIR, params![limit], decode).await
}

const LIST_SOON: &str = concat!(
    room_columns!(),
    of_open_shops!(),
    "r.state = 'planned' AND r.at >= $1 ORDER BY r.at, r.id LIMIT $2"
);
/// What begins from a moment on, the next first. What has no day is told to nobody.
pub async fn list_soon(tx: &mut Tx, from: Timestamp, limit: i64) -> Result<Vec<Room>, DbError> {
    tx.list(LIST_SOON, params![from, limit], decode).await
}

const LIST_REPLAYS: &str = concat!(
    room_columns!(),
    of_open_shops!(),
    "r.state = 'ended' AND r.has_replay = 1 AND (r.at < $1 OR (r.at = $1 AND r.id < $2)) \
     ORDER BY r.at DESC, r.id DESC LIMIT $3"
);
/// What can be seen again, from before (`at`, `id`), the newest first.
pub async fn list_replays(tx: &mut Tx, before: (i64, i64), limit: i64) -> Result<Vec<Room>, DbError> {
    tx.list(LIST_REPLAYS, params![before.0, before.1, limit], decode).await
}

const LIST_REPLAYS_OF_ALL: &str =
    concat!(room_columns!(), "WHERE r.state = 'ended' AND r.has_replay = 1 ORDER BY r.id DESC LIMIT $1");
/// What can be seen again, whoever may see it, the newest first.
pub(super) async fn list_replays_of_all(tx: &mut Tx, limit: i64) -> Result<Vec<Room>, DbError> {
    tx.list(LIST_REPLAYS_OF_ALL, params![limit], decode).await
}

const LIST_BARE: &str = concat!(
    room_columns!(),
    "WHERE r.state = 'ended' AND r.has_replay = 1 AND r.poster = '' ORDER BY r.at DESC LIMIT $1"
);
/// Replays without a picture, the newest first.
pub(super) async fn list_bare(tx: &mut Tx, limit: i64) -> Result<Vec<Room>, DbError> {
    tx.list(LIST_BARE, params![limit], decode).await
}

const LIST_OLD: &str = concat!(
    room_columns!(),
    "WHERE r.state = 'ended' AND r.has_replay = 1 AND r.updated_at < $1 ORDER BY r.updated_at LIMIT $2"
);
/// Replays that ended before a moment.
pub(super) async fn list_old(tx: &mut Tx, before: Timestamp, limit: i64) -> Result<Vec<Room>, DbError> {
    tx.list(LIST_OLD, params![before, limit], decode).await
}
