//! Targets.

use kernel::ShopId;
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::{Address, Target, TargetId, TargetStage};

macro_rules! target_columns {
    () => {
        "SELECT shop_id, id, name, address, stream_key, state, created_at, updated_at FROM live_target "
    };
}

fn decode(mut row: Row) -> Result<Target, DbError> {
    Ok(Target {
        id: TargetId::new(row.shop()?, row.int()?),
        name: row.text()?,
        // It was looked at when it was kept, and what it means is looked at when it is called.
        address: row.word(Address::kept)?,
        key: row.text()?,
        state: row.word(TargetStage::parse)?,
        created_at: row.time()?,
        updated_at: row.time()?,
    })
}

const INSERT: &str = "INSERT INTO live_target (shop_id, id, name, address, stream_key, state, created_at, updated_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $7)";
pub(super) async fn insert(tx: &mut Tx, new: &Target) -> Result<(), DbError> {
    let (shop, number, address) = (new.id.shop(), new.id.number(), new.address.as_str());
    let values = params![shop, number, &new.name, address, &new.key, new.state.name(), new.created_at];
    tx.execute_one(INSERT, values).await
}

const ADVANCE: &str = "UPDATE live_target SET state = $4, updated_at = $5 \
    WHERE shop_id = $1 AND id = $2 AND state = $3";
pub(super) async fn advance(tx: &mut Tx, old: &Target, new: &Target) -> Result<(), DbError> {
    let (from, to) = (old.state.name(), new.state.name());
    tx.execute_one(ADVANCE, params![old.id.shop(), old.id.number(), from, to, new.updated_at]).await
}

const FIND: &str = concat!(target_columns!(), "WHERE shop_id = $1 AND id = $2");
pub async fn find(tx: &mut Tx, id: TargetId) -> Result<Option<Target>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

const LIST_OF_SHOP: &str = concat!(target_columns!(), "WHERE shop_id = $1 ORDER BY id LIMIT 100");
/// The targets of a shop, the oldest first.
pub async fn list_of_shop(tx: &mut Tx, shop: ShopId) -> Result<Vec<Target>, DbError> {
    tx.list(LIST_OF_SHOP, params![shop], decode).await
}

const COUNT: &str = "SELECT COUNT(*) FROM live_target WHERE shop_id = $1";
pub(super) async fn count(tx: &mut Tx, shop: ShopId) -> Result<i64, DbError> {
    tx.number(COUNT, params![shop]).await
}

const DELETE: &str = "DELETE FROM live_target WHERE shop_id = $1 AND id = $2";
pub(super) async fn delete(tx: &mut Tx, id: TargetId) -> Result<(), DbError> {
    tx.execute_one(DELETE, params![id.shop(), id.number()]).await
}
