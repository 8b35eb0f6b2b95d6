//! Moments of rooms, and who may not speak in them.

use kernel::{AccountId, ShopId, Timestamp};
use platform::{
    db::{DbError, Row, Tx, json},
    params,
};
use serde_json::{Value, json};

use super::{Body, Moment, RoomId, Sale};

macro_rules! moment_columns {
    () => {
        "SELECT position, at, account_id, name, is_host, facts, hidden FROM live_moment "
    };
}

fn decode(mut row: Row) -> Result<Moment, DbError> {
    Ok(Moment {
        position: row.int()?,
        at: row.time()?,
        account: row.maybe_int()?.map(AccountId::new),
        name: row.text()?,
        is_host: row.flag()?,
        body: row.json()?,
        is_hidden: row.flag()?,
    })
}

const BUMP: &str = "UPDATE live_timeline SET last_position = last_position + 1 WHERE shop_id = $1 AND room_id = $2 \
    RETURNING last_position";
const INSERT: &str = "INSERT INTO live_moment (shop_id, room_id, position, at, account_id, name, is_host, key, kind, \
    facts, hidden) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0)";
/// Put a moment at the end of a room's timeline; its position is given here.
pub(super) async fn insert(tx: &mut Tx, room: RoomId, key: &str, moment: Moment) -> Result<Moment, DbError> {
    let (shop, number) = (room.shop(), room.number());
    let position = tx.find(BUMP, params![shop, number], |mut row| row.int()).await?.ok_or(DbError::Raced)?;
    let moment = Moment { position, ..moment };
    let values = params![
        shop,
        number,
        position,
        moment.at,
        moment.account,
        &moment.name,
        moment.is_host,
        key,
        moment.body.kind(),
        json(&moment.body)?
    ];
    tx.execute_one(INSERT, values).await?;
    Ok(moment)
}

const LAST: &str = "SELECT last_position FROM live_timeline WHERE shop_id = $1 AND room_id = $2";
/// Position of the newest moment of a room; 0 while there is none.
pub async fn last(tx: &mut Tx, room: RoomId) -> Result<i64, DbError> {
    tx.number(LAST, params![room.shop(), room.number()]).await
}

const FIND_SAID: &str = concat!(moment_columns!(), "WHERE shop_id = $1 AND room_id = $2 AND key = $3");
/// What was said with a key.
pub(super) async fn find_said(tx: &mut Tx, room: RoomId, key: &str) -> Result<Option<Moment>, DbError> {
    tx.find(FIND_SAID, params![room.shop(), room.number(), key], decode).await
}

const FIND: &str = concat!(moment_columns!(), "WHERE shop_id = $1 AND room_id = $2 AND position = $3");
pub(super) async fn find(tx: &mut Tx, room: RoomId, position: i64) -> Result<Option<Moment>, DbError> {
    tx.find(FIND, params![room.shop(), room.number(), position], decode).await
}

const AFTER: &str = concat!(
    moment_columns!(),
    "WHERE shop_id = $1 AND room_id = $2 AND position > $3 ORDER BY position LIMIT $4"
);
/// The moments of a room after a position.
pub async fn after(tx: &mut Tx, room: RoomId, position: i64, limit: i64) -> Result<Vec<Moment>, DbError> {
    tx.list(AFTER, params![room.shop(), room.number(), position, limit], decode).await
}

const LATELY: &str = concat!(
    moment_columns!(),
    "WHERE shop_id = $1 AND room_id = $2 AND kind NOT IN ('pin', 'unpin', 'caption', 'hidden') AND hidden = 0 \
     ORDER BY position DESC LIMIT $3"
);
/// The newest lines that were said in a room, and what was sold between them, the oldest of them first.
pub async fn lately(tx: &mut Tx, room: RoomId, limit: i64) -> Result<Vec<Moment>, DbError> {
    let mut found = tx.list(LATELY, params![room.shop(), room.number(), limit], decode).await?;
    found.reverse();
    Ok(found)
}

const SHOWN: &str = concat!(
    moment_columns!(),
    "WHERE shop_id = $1 AND room_id = $2 AND kind NOT IN ('chat', 'hidden') AND position > $3 \
     ORDER BY position LIMIT 10000"
);
/// What was shown and typed along in a room after a position, without the chat.
pub async fn shown(tx: &mut Tx, room: RoomId, position: i64) -> Result<Vec<Moment>, DbError> {
    tx.list(SHOWN, params![room.shop(), room.number(), position], decode).await
}

const ASKED: &str = concat!(
    moment_columns!(),
    "WHERE shop_id = $1 AND room_id = $2 AND kind IN ('question', 'question-over') ORDER BY position DESC LIMIT 1"
);
/// The question that stands above the chat of a room.
pub async fn asked_now(tx: &mut Tx, room: RoomId) -> Result<Option<String>, DbError> {
    let found = tx.find(ASKED, params![room.shop(), room.number()], decode).await?;
    let Some(Moment { body: Body::Sale { sale: Sale::Question { words, .. } }, .. }) = found else {
        return Ok(None);
    };
    Ok(Some(words))
}

const HIDE: &str = "UPDATE live_moment SET hidden = 1 \
    WHERE shop_id = $1 AND room_id = $2 AND position = $3 AND kind = 'chat' AND hidden = 0";
/// Take a line out of sight. False when it is no line, or out of sight already.
pub(super) async fn hide(tx: &mut Tx, room: RoomId, position: i64) -> Result<bool, DbError> {
    Ok(tx.execute(HIDE, params![room.shop(), room.number(), position]).await? == 1)
}

const SILENCED: &str = "SELECT until FROM live_silence WHERE shop_id = $1 AND account_id = $2 AND until > $3";
/// Until when somebody may not speak in the rooms of a shop.
pub(super) async fn silenced_until(
    tx: &mut Tx,
    now: Timestamp,
    shop: ShopId,
    account: AccountId,
) -> Result<Option<Timestamp>, DbError> {
    tx.find(SILENCED, params![shop, account, now], |mut row| row.time()).await
}

const SILENCE: &str = "INSERT INTO live_silence (shop_id, account_id, until, by_account, created_at) \
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (shop_id, account_id) DO UPDATE SET until = $3, by_account = $4";
pub(super) async fn silence(
    tx: &mut Tx,
    now: Timestamp,
    shop: ShopId,
    account: AccountId,
    until: Timestamp,
    by: AccountId,
) -> Result<(), DbError> {
    tx.execute(SILENCE, params![shop, account, until, by, now]).await.map(drop)
}

const OF_ACCOUNT: &str = "SELECT shop_id, room_id, at, facts FROM live_moment WHERE account_id = $1 \
    ORDER BY at LIMIT 10000";
/// What a person said in rooms: for their export.
pub(super) async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    let said = |mut row: Row| {
        let (room, at) = (RoomId::new(row.shop()?, row.int()?), row.time()?);
        let body: Body = row.json()?;
        Ok(json!({ "room": room, "at": at, "words": body.words() }))
    };
    Ok(Value::Array(tx.list(OF_ACCOUNT, params![account], said).await?))
}

const UNNAME: &str = "UPDATE live_moment SET name = '' WHERE account_id = $1";
const UNSILENCE: &str = "DELETE FROM live_silence WHERE account_id = $1";
/// Take the name of somebody who leaves from what they said.
pub(super) async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(UNNAME, params![account]).await?;
    tx.execute(UNSILENCE, params![account]).await.map(drop)
}
