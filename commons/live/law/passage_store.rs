//! Passages.

use broadcast::ClipRange;
use kernel::{AccountId, ShopId, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};
use serde_json::{Value, json};

use super::{Passage, PassageId};
use crate::live::RoomId;

macro_rules! passage_columns {
    () => {
        "SELECT shop_id, id, room_id, account_id, from_at, to_at, words, facts, created_at, updated_at FROM live_passage "
    };
}

fn decode(mut row: Row) -> Result<Passage, DbError> {
    let shop = row.shop()?;
    Ok(Passage {
        id: PassageId::new(shop, row.int()?),
        room: RoomId::new(shop, row.int()?),
        account: row.maybe_int()?.map(AccountId::new),
        from: row.time()?,
        to: row.time()?,
        words: row.text()?,
        state: row.json()?,
        created_at: row.time()?,
        updated_at: row.time()?,
    })
}

const INSERT: &str = "INSERT INTO live_passage (shop_id, id, room_id, account_id, from_at, to_at, words, state, facts, \
    created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)";
pub(super) async fn insert(tx: &mut Tx, new: &Passage) -> Result<(), DbError> {
    let (shop, number, room) = (new.id.shop(), new.id.number(), new.room.number());
    let (state, facts) = (new.state.name(), platform::db::json(&new.state)?);
    let values =
        params![shop, number, room, new.account, new.from, new.to, &new.words, state, facts, new.created_at];
    tx.execute_one(INSERT, values).await
}

const ADVANCE: &str = "UPDATE live_passage SET state = $4, facts = $5, updated_at = $6 \
    WHERE shop_id = $1 AND id = $2 AND state = $3";
pub(super) async fn advance(
    tx: &mut Tx,
    now: Timestamp,
    old: &Passage,
    new: &Passage,
) -> Result<(), DbError> {
    let (shop, number, facts) = (old.id.shop(), old.id.number(), platform::db::json(&new.state)?);
    tx.execute_one(ADVANCE, params![shop, number, old.state.name(), new.state.name(), facts, now]).await
}

const FIND: &str = concat!(passage_columns!(), "WHERE shop_id = $1 AND id = $2");
pub async fn find(tx: &mut Tx, id: PassageId) -> Result<Option<Passage>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

const TAKEN_OUT: &str = "SELECT from_at, to_at FROM live_passage \
    WHERE shop_id = $1 AND room_id = $2 AND state = 'taken-out' ORDER BY from_at LIMIT 1000";
/// What of a replay nobody sees any more.
pub async fn taken_out(tx: &mut Tx, room: RoomId) -> Result<Vec<ClipRange>, DbError> {
    let decode = |mut row: Row| Ok(ClipRange { from: row.time()?, to: row.time()? });
    tx.list(TAKEN_OUT, params![room.shop(), room.number()], decode).await
}

const COUNT_OPEN: &str = "SELECT COUNT(*) FROM live_passage WHERE shop_id = $1 AND room_id = $2 AND account_id = $3 \
    AND state IN ('asked', 'kept', 'called')";
/// Requests of one person about one replay that are not decided.
pub(super) async fn count_open(tx: &mut Tx, room: RoomId, account: AccountId) -> Result<i64, DbError> {
    tx.number(COUNT_OPEN, params![room.shop(), room.number(), account]).await
}

const LIST_OF_SHOP: &str =
    concat!(passage_columns!(), "WHERE shop_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3");
/// Requests to a shop before one, the newest first.
pub async fn list_of_shop(
    tx: &mut Tx,
    shop: ShopId,
    before: i64,
    limit: i64,
) -> Result<Vec<Passage>, DbError> {
    tx.list(LIST_OF_SHOP, params![shop, before, limit], decode).await
}

const LIST_ASKED: &str =
    concat!(passage_columns!(), "WHERE account_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3");
/// What somebody has asked for before one, the newest first.
pub async fn list_asked(
    tx: &mut Tx,
    account: AccountId,
    before: i64,
    limit: i64,
) -> Result<Vec<Passage>, DbError> {
    tx.list(LIST_ASKED, params![account, before, limit], decode).await
}

const LIST_CALLED: &str =
    concat!(passage_columns!(), "WHERE state = 'called' AND id > $1 ORDER BY id, shop_id LIMIT $2");
/// What the market is to decide, the oldest first.
pub async fn list_called(tx: &mut Tx, after: i64, limit: i64) -> Result<Vec<Passage>, DbError> {
    tx.list(LIST_CALLED, params![after, limit], decode).await
}

/// What a person wanted to have taken out: for their export.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    let all = list_asked(tx, account, i64::MAX, 10_000).await?;
    let one = |passage: &Passage| {
        json!({"room": passage.room, "from": passage.from, "to": passage.to, "words": passage.words,
            "state": passage.state.name(), "at": passage.created_at})
    };
    Ok(all.iter().map(one).collect())
}

const FORGET: &str = "UPDATE live_passage SET account_id = NULL WHERE account_id = $1";
/// Whoever leaves is named no more; what they wanted to have taken out stays out.
pub async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(FORGET, params![account]).await.map(drop)
}
