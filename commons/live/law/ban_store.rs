//! Bans.

use kernel::{ShopId, Timestamp};
use platform::{
    db::{DbError, Row, Tx, json},
    params,
};

use super::{Ban, BanId};

macro_rules! ban_columns {
    () => {
        "SELECT shop_id, id, reason, until, facts, created_at, updated_at FROM live_ban "
    };
}

fn decode(mut row: Row) -> Result<Ban, DbError> {
    Ok(Ban {
        id: BanId::new(row.shop()?, row.int()?),
        reason: row.text()?,
        until: row.time()?,
        state: row.json()?,
        created_at: row.time()?,
        updated_at: row.time()?,
    })
}

const INSERT: &str = "INSERT INTO live_ban (shop_id, id, reason, until, state, facts, created_at, updated_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $7)";
pub(super) async fn insert(tx: &mut Tx, ban: &Ban) -> Result<(), DbError> {
    let (shop, number, state, facts) = (ban.id.shop(), ban.id.number(), ban.state.name(), json(&ban.state)?);
    tx.execute_one(INSERT, params![shop, number, &ban.reason, ban.until, state, facts, ban.created_at]).await
}

const ADVANCE: &str = "UPDATE live_ban SET state = $4, facts = $5, updated_at = $6 \
    WHERE shop_id = $1 AND id = $2 AND state = $3";
pub(super) async fn advance(tx: &mut Tx, now: Timestamp, old: &Ban, new: &Ban) -> Result<(), DbError> {
    let (shop, number, facts) = (old.id.shop(), old.id.number(), json(&new.state)?);
    tx.execute_one(ADVANCE, params![shop, number, old.state.name(), new.state.name(), facts, now]).await
}

const FIND: &str = concat!(ban_columns!(), "WHERE shop_id = $1 AND id = $2");
pub(super) async fn find(tx: &mut Tx, id: BanId) -> Result<Option<Ban>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

const FIND_STANDING: &str = concat!(
    ban_columns!(),
    "WHERE shop_id = $1 AND until > $2 AND state <> 'lifted' ORDER BY until DESC LIMIT 1"
);
/// The ban that keeps a shop from giving shows now: of several, the one that ends last.
pub async fn find_standing(tx: &mut Tx, shop: ShopId, now: Timestamp) -> Result<Option<Ban>, DbError> {
    tx.find(FIND_STANDING, params![shop, now], decode).await
}

const LIST_OF_SHOP: &str = concat!(ban_columns!(), "WHERE shop_id = $1 ORDER BY id DESC LIMIT 50");
/// The bans of a shop, the newest first.
pub async fn list_of_shop(tx: &mut Tx, shop: ShopId) -> Result<Vec<Ban>, DbError> {
    tx.list(LIST_OF_SHOP, params![shop], decode).await
}

const LIST: &str = concat!(ban_columns!(), "WHERE id < $1 ORDER BY id DESC LIMIT $2");
/// All bans before one, the newest first.
pub async fn list(tx: &mut Tx, before: i64, limit: i64) -> Result<Vec<Ban>, DbError> {
    tx.list(LIST, params![before, limit], decode).await
}
