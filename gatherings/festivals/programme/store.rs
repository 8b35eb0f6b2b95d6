//! The programme, and the seats that are reserved.

use kernel::{AccountId, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::{Item, ItemId, ItemKind, ItemPlan};
use crate::festivals::FestivalId;

macro_rules! item_columns {
    () => {
        "SELECT i.shop_id, i.id, i.festival_id, i.kind, i.title, i.title_en, i.stage, i.begins_at, i.minutes, i.seats, \
         i.taken, i.removed_at, i.updated_at FROM festival_item i "
    };
}

fn decode(mut row: Row) -> Result<Item, DbError> {
    let shop = row.shop()?;
    Ok(Item {
        id: ItemId::new(shop, row.int()?),
        festival: FestivalId::new(shop, row.int()?),
        said: ItemPlan {
            kind: row.word(ItemKind::parse)?,
            title: row.text()?,
            title_en: row.text()?,
            stage: row.text()?,
            begins_at: row.time()?,
            minutes: row.int()?,
            seats: row.int()?,
        },
        taken: row.int()?,
        removed_at: row.maybe_time()?,
        updated_at: row.time()?,
    })
}

const INSERT: &str = "INSERT INTO festival_item (shop_id, id, kind, title, title_en, stage, begins_at, minutes, seats, \
    updated_at, festival_id, taken) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0)";
pub(super) async fn insert(tx: &mut Tx, it: &Item) -> Result<(), DbError> {
    let (id, said) = (it.id, &it.said);
    let values = params![
        id.shop(),
        id.number(),
        said.kind.name(),
        &said.title,
        &said.title_en,
        &said.stage,
        said.begins_at,
        said.minutes,
        said.seats,
        it.updated_at,
        it.festival.number()
    ];
    tx.execute_one(INSERT, values).await
}

const UPDATE: &str = "UPDATE festival_item SET kind = $3, title = $4, title_en = $5, stage = $6, begins_at = $7, minutes = $8, \
    seats = $9, updated_at = $10 WHERE shop_id = $1 AND id = $2 AND taken <= $9";
/// Say something else of a thing. False when more seats are reserved than it should have.
pub(super) async fn update(tx: &mut Tx, it: &Item) -> Result<bool, DbError> {
    let (id, said) = (it.id, &it.said);
    let values = params![
        id.shop(),
        id.number(),
        said.kind.name(),
        &said.title,
        &said.title_en,
        &said.stage,
        said.begins_at,
        said.minutes,
        said.seats,
        it.updated_at
    ];
    Ok(tx.execute(UPDATE, values).await? == 1)
}

const REMOVE: &str = "UPDATE festival_item SET removed_at = $3, updated_at = $3 WHERE shop_id = $1 AND id = $2 AND removed_at IS NULL";
pub(super) async fn remove(tx: &mut Tx, now: Timestamp, id: ItemId) -> Result<(), DbError> {
    tx.execute_one(REMOVE, params![id.shop(), id.number(), now]).await
}

const FIND: &str = concat!(item_columns!(), "WHERE i.shop_id = $1 AND i.id = $2 AND i.removed_at IS NULL");
pub async fn find(tx: &mut Tx, id: ItemId) -> Result<Option<Item>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

const FIND_EVER: &str = concat!(item_columns!(), "WHERE i.shop_id = $1 AND i.id = $2");
/// A thing, also one that was taken out.
pub(super) async fn find_ever(tx: &mut Tx, id: ItemId) -> Result<Option<Item>, DbError> {
    tx.find(FIND_EVER, params![id.shop(), id.number()], decode).await
}

const ITEMS: &str = concat!(
    item_columns!(),
    "WHERE i.shop_id = $1 AND i.festival_id = $2 AND i.removed_at IS NULL ORDER BY i.begins_at, i.id LIMIT 500"
);
/// The programme of a festival in its order.
pub async fn items(tx: &mut Tx, festival: FestivalId) -> Result<Vec<Item>, DbError> {
    tx.list(ITEMS, params![festival.shop(), festival.number()], decode).await
}

const ALL_ITEMS: &str = concat!(
    item_columns!(),
    "WHERE i.shop_id = $1 AND i.festival_id = $2 ORDER BY i.begins_at, i.id LIMIT 1000"
);
/// The same with what was taken out, for calendars that have it already.
pub async fn all_items(tx: &mut Tx, festival: FestivalId) -> Result<Vec<Item>, DbError> {
    tx.list(ALL_ITEMS, params![festival.shop(), festival.number()], decode).await
}

const TAKE: &str = "UPDATE festival_item SET taken = taken + 1 WHERE shop_id = $1 AND id = $2 AND removed_at IS NULL \
    AND taken < seats";
/// Count a seat as reserved. False when every one is.
pub(super) async fn take_seat(tx: &mut Tx, id: ItemId) -> Result<bool, DbError> {
    Ok(tx.execute(TAKE, params![id.shop(), id.number()]).await? == 1)
}

const FREE: &str = "UPDATE festival_item SET taken = taken - 1 WHERE shop_id = $1 AND id = $2 AND taken > 0";
const INSERT_SEAT: &str = "INSERT INTO festival_seat (shop_id, item_id, account_id, reserved_at) VALUES ($1, $2, $3, $4) \
    ON CONFLICT (shop_id, item_id, account_id) DO NOTHING";
/// False when they have one already.
pub(super) async fn insert_seat(
    tx: &mut Tx,
    now: Timestamp,
    id: ItemId,
    account: AccountId,
) -> Result<bool, DbError> {
    Ok(tx.execute(INSERT_SEAT, params![id.shop(), id.number(), account, now]).await? == 1)
}

const DELETE_SEAT: &str = "DELETE FROM festival_seat WHERE shop_id = $1 AND item_id = $2 AND account_id = $3";
/// Give a seat back. False when they had none.
pub(super) async fn delete_seat(tx: &mut Tx, id: ItemId, account: AccountId) -> Result<bool, DbError> {
    if tx.execute(DELETE_SEAT, params![id.shop(), id.number(), account]).await? == 0 {
        return Ok(false);
    }
    tx.execute_one(FREE, params![id.shop(), id.number()]).await?;
    Ok(true)
}

const HAS_SEAT: &str =
    "SELECT COUNT(*) FROM festival_seat WHERE shop_id = $1 AND item_id = $2 AND account_id = $3";
pub(super) async fn has_seat(tx: &mut Tx, id: ItemId, account: AccountId) -> Result<bool, DbError> {
    Ok(tx.number(HAS_SEAT, params![id.shop(), id.number(), account]).await? > 0)
}

const HOLDERS: &str = "SELECT account_id FROM festival_seat WHERE shop_id = $1 AND item_id = $2 ORDER BY account_id LIMIT 50000";
pub(super) async fn holders(tx: &mut Tx, id: ItemId) -> Result<Vec<AccountId>, DbError> {
    tx.list(HOLDERS, params![id.shop(), id.number()], |mut row| row.account()).await
}

const RESERVED: &str = concat!(
    item_columns!(),
    "JOIN festival_seat s ON s.shop_id = i.shop_id AND s.item_id = i.id AND s.account_id = $1 \
     WHERE i.removed_at IS NULL AND i.begins_at > $2 ORDER BY i.begins_at, i.id LIMIT 200"
);
/// What somebody has a seat at and begins later than a moment, in its order.
pub async fn reserved(tx: &mut Tx, account: AccountId, since: Timestamp) -> Result<Vec<Item>, DbError> {
    tx.list(RESERVED, params![account, since], decode).await
}

const SEATS_OF: &str = "SELECT shop_id, item_id FROM festival_seat WHERE account_id = $1 LIMIT 10000";
/// Whoever leaves the market gives their seats back.
pub async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    let one = |mut row: Row| Ok::<_, DbError>(ItemId::new(row.shop()?, row.int()?));
    let seats: Vec<ItemId> = tx.list(SEATS_OF, params![account], one).await?;
    for item in seats {
        delete_seat(tx, item, account).await?;
    }
    Ok(())
}
