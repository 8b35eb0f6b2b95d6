//! Reminders, and audiences.

use kernel::{AccountId, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    i18n::Lang,
    params,
};
use serde_json::{Value, json};

use crate::live::RoomId;

const INSERT: &str = "INSERT INTO live_reminder (shop_id, room_id, account_id, created_at) VALUES ($1, $2, $3, $4) \
    ON CONFLICT DO NOTHING";
pub(super) async fn insert(
    tx: &mut Tx,
    now: Timestamp,
    room: RoomId,
    account: AccountId,
) -> Result<(), DbError> {
    tx.execute(INSERT, params![room.shop(), room.number(), account, now]).await.map(drop)
}

const DELETE: &str = "DELETE FROM live_reminder WHERE shop_id = $1 AND room_id = $2 AND account_id = $3";
pub(super) async fn delete(tx: &mut Tx, room: RoomId, account: AccountId) -> Result<(), DbError> {
    tx.execute(DELETE, params![room.shop(), room.number(), account]).await.map(drop)
}

const HAS: &str =
    "SELECT COUNT(*) FROM live_reminder WHERE shop_id = $1 AND room_id = $2 AND account_id = $3";
/// Whether somebody is reminded of a show.
pub async fn has(tx: &mut Tx, room: RoomId, account: AccountId) -> Result<bool, DbError> {
    Ok(tx.number(HAS, params![room.shop(), room.number(), account]).await? > 0)
}

const COUNT: &str = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM live_reminder WHERE shop_id = $1 AND room_id = $2 \
    LIMIT 10000) reminded";
/// How many are reminded of a show; ten thousand stand for all above.
pub async fn count(tx: &mut Tx, room: RoomId) -> Result<i64, DbError> {
    tx.number(COUNT, params![room.shop(), room.number()]).await
}

const COUNT_OF: &str = "SELECT COUNT(*) FROM live_reminder r JOIN live_room o ON o.shop_id = r.shop_id AND o.id = r.room_id \
    WHERE r.account_id = $1 AND o.state = 'planned'";
/// Of how many shows that are to come somebody is reminded.
pub(super) async fn count_of(tx: &mut Tx, account: AccountId) -> Result<i64, DbError> {
    tx.number(COUNT_OF, params![account]).await
}

const REMINDED: &str = "SELECT account_id FROM live_reminder WHERE shop_id = $1 AND room_id = $2 AND account_id > $3 \
    ORDER BY account_id LIMIT $4";
/// Some of those who are reminded, after an account.
pub(super) async fn reminded(
    tx: &mut Tx,
    room: RoomId,
    after: i64,
    limit: i64,
) -> Result<Vec<AccountId>, DbError> {
    let decode = |mut row: Row| Ok(AccountId::new(row.int()?));
    tx.list(REMINDED, params![room.shop(), room.number(), after, limit], decode).await
}

const AUDIENCE: &str = "SELECT a.id, a.language FROM \
    (SELECT account_id FROM (SELECT account_id FROM shop_follower WHERE shop_id = $1 AND account_id > $3 \
     ORDER BY account_id LIMIT $4) followers UNION \
     SELECT account_id FROM (SELECT account_id FROM live_reminder WHERE shop_id = $1 AND room_id = $2 AND account_id > $3 \
     ORDER BY account_id LIMIT $4) reminded) u \
    JOIN account a ON a.id = u.account_id WHERE a.closed_at IS NULL ORDER BY a.id LIMIT $4";
/// Some of a show's audience after an account, each with their language.
pub(super) async fn audience(
    tx: &mut Tx,
    room: RoomId,
    after: i64,
    limit: i64,
) -> Result<Vec<(AccountId, Lang)>, DbError> {
    let decode = |mut row: Row| Ok((AccountId::new(row.int()?), row.word(Lang::parse)?));
    tx.list(AUDIENCE, params![room.shop(), room.number(), after, limit], decode).await
}

const OF_ACCOUNT: &str = "SELECT shop_id, room_id, created_at FROM live_reminder WHERE account_id = $1 \
    ORDER BY created_at LIMIT 10000";
/// Of what a person wanted to be reminded: for their export.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    let one = |mut row: Row| {
        let (room, at) = (RoomId::new(row.shop()?, row.int()?), row.time()?);
        Ok(json!({ "room": room, "at": at }))
    };
    Ok(Value::Array(tx.list(OF_ACCOUNT, params![account], one).await?))
}

const FORGET: &str = "DELETE FROM live_reminder WHERE account_id = $1";
pub async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(FORGET, params![account]).await.map(drop)
}
