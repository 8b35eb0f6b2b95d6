//! Prices of rooms.

use goods::catalog::ListingId;
use kernel::{ShopId, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::{PriceId, RoomPrice};
use crate::live::RoomId;

macro_rules! price_columns {
    () => {
        "SELECT shop_id, id, room_id, of_shop_id, listing_id, minor, currency, pieces, per_buyer, begins_at, ends_at, \
         counts_until, sold_out_at, created_at FROM live_price "
    };
}

fn decode(mut row: Row) -> Result<RoomPrice, DbError> {
    let shop = row.shop()?;
    Ok(RoomPrice {
        id: PriceId::new(shop, row.int()?),
        room: RoomId::new(shop, row.int()?),
        listing: ListingId::new(ShopId::new(row.int()?), row.int()?),
        amount: row.money()?,
        pieces: row.int()?,
        per_buyer: row.int()?,
        begins: row.time()?,
        ends: row.time()?,
        counts_until: row.time()?,
        sold_out: row.maybe_time()?,
        created_at: row.time()?,
    })
}

const INSERT: &str = "INSERT INTO live_price (shop_id, id, room_id, of_shop_id, listing_id, minor, currency, pieces, \
    per_buyer, begins_at, ends_at, counts_until, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
const INSERT_TAKEN: &str =
    "INSERT INTO live_price_taken (shop_id, price_id, pieces, taken) VALUES ($1, $2, $3, 0)";
pub(super) async fn insert(tx: &mut Tx, price: &RoomPrice) -> Result<(), DbError> {
    let (shop, number) = (price.id.shop(), price.id.number());
    let values = params![
        shop,
        number,
        price.room.number(),
        price.listing.shop(),
        price.listing.number(),
        price.amount.minor(),
        price.amount.currency(),
        price.pieces,
        price.per_buyer,
        price.begins,
        price.ends,
        price.counts_until,
        price.created_at
    ];
    tx.execute_one(INSERT, values).await?;
    tx.execute_one(INSERT_TAKEN, params![shop, number, price.pieces]).await
}

const END: &str = "UPDATE live_price SET ends_at = $3, counts_until = $4 WHERE shop_id = $1 AND id = $2";
/// The countdown is over sooner.
pub(super) async fn end(
    tx: &mut Tx,
    id: PriceId,
    ends: Timestamp,
    counts_until: Timestamp,
) -> Result<(), DbError> {
    tx.execute_one(END, params![id.shop(), id.number(), ends, counts_until]).await
}

const SELL_OUT: &str = "UPDATE live_price SET sold_out_at = $3 WHERE shop_id = $1 AND id = $2";
pub(super) async fn sell_out(tx: &mut Tx, id: PriceId, at: Timestamp) -> Result<(), DbError> {
    tx.execute_one(SELL_OUT, params![id.shop(), id.number(), at]).await
}

const FIND: &str = concat!(price_columns!(), "WHERE shop_id = $1 AND id = $2");
pub async fn find(tx: &mut Tx, id: PriceId) -> Result<Option<RoomPrice>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

const RUNNING: &str = concat!(
    price_columns!(),
    "WHERE shop_id = $1 AND room_id = $2 AND counts_until >= $3 AND sold_out_at IS NULL ORDER BY id DESC LIMIT 10"
);
/// What can be claimed in a room now, the newest first.
pub async fn running(tx: &mut Tx, room: RoomId, now: Timestamp) -> Result<Vec<RoomPrice>, DbError> {
    tx.list(RUNNING, params![room.shop(), room.number(), now], decode).await
}

/// The price of a listing that can be claimed in a room now.
pub async fn running_of_listing(
    tx: &mut Tx,
    room: RoomId,
    listing: ListingId,
    now: Timestamp,
) -> Result<Option<RoomPrice>, DbError> {
    Ok(running(tx, room, now).await?.into_iter().find(|price| price.listing == listing))
}

const LIST_OF_ROOM: &str =
    concat!(price_columns!(), "WHERE shop_id = $1 AND room_id = $2 AND id < $3 ORDER BY id DESC LIMIT $4");
/// The prices of a room from before a number, the newest first.
pub async fn list_of_room(
    tx: &mut Tx,
    room: RoomId,
    before: i64,
    limit: i64,
) -> Result<Vec<RoomPrice>, DbError> {
    tx.list(LIST_OF_ROOM, params![room.shop(), room.number(), before, limit], decode).await
}
