//! Claims of prices, and how many pieces they took.

use kernel::{AccountId, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};
use selling::orders::PurchaseId;
use serde_json::{Value, json};

use super::{Bought, PriceId};
use crate::live::RoomId;

const TAKE: &str = "UPDATE live_price_taken SET taken = taken + $3 \
    WHERE shop_id = $1 AND price_id = $2 AND taken + $3 <= pieces RETURNING taken";
/// Take pieces of a price, and tell how many are taken by now. None when there are not so many left.
pub(super) async fn take(tx: &mut Tx, price: PriceId, pieces: i64) -> Result<Option<i64>, DbError> {
    tx.find(TAKE, params![price.shop(), price.number(), pieces], |mut row| row.int()).await
}

const PUT_BACK: &str = "UPDATE live_price_taken SET taken = taken - $3 WHERE shop_id = $1 AND price_id = $2";
/// Put back what was taken a moment ago, by who had claimed already.
pub(super) async fn put_back(tx: &mut Tx, price: PriceId, pieces: i64) -> Result<(), DbError> {
    tx.execute_one(PUT_BACK, params![price.shop(), price.number(), pieces]).await
}

const COUNT: &str = "INSERT INTO live_claimed (shop_id, price_id, account_id, pieces) VALUES ($1, $2, $3, $4) \
    ON CONFLICT (shop_id, price_id, account_id) DO UPDATE SET pieces = live_claimed.pieces + $4 \
    WHERE live_claimed.pieces + $4 <= $5";
/// Count pieces for a buyer. False when each buyer may have no more.
pub(super) async fn count(
    tx: &mut Tx,
    price: PriceId,
    buyer: AccountId,
    pieces: i64,
    most: i64,
) -> Result<bool, DbError> {
    let values = params![price.shop(), price.number(), buyer, pieces, most];
    Ok(tx.execute(COUNT, values).await? == 1)
}

const INSERT: &str = "INSERT INTO live_bought (shop_id, room_id, id, price_id, of_shop_id, listing_id, account_id, pieces, \
    purchase_id, minor, currency, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
pub(super) async fn insert(tx: &mut Tx, now: Timestamp, bought: &Bought) -> Result<(), DbError> {
    let (shop, room, id) = (bought.room.shop(), bought.room.number(), tx.next_id(now));
    let price = bought.price.map(PriceId::number);
    let (of, listing) = (bought.listing.shop(), bought.listing.number());
    let (purchase, minor, currency) = (bought.purchase.get(), bought.goods.minor(), bought.goods.currency());
    let (buyer, pieces) = (bought.buyer, bought.pieces);
    let values = params![shop, room, id, price, of, listing, buyer, pieces, purchase, minor, currency, now];
    tx.execute_one(INSERT, values).await
}

const TAKEN: &str = "SELECT taken FROM live_price_taken WHERE shop_id = $1 AND price_id = $2";
/// How many pieces of a price are claimed.
pub async fn taken(tx: &mut Tx, price: PriceId) -> Result<i64, DbError> {
    Ok(tx.find(TAKEN, params![price.shop(), price.number()], |mut row| row.int()).await?.unwrap_or(0))
}

const TAKEN_OF: &str = "SELECT t.price_id, t.taken FROM live_price_taken t \
    JOIN live_price p ON p.shop_id = t.shop_id AND p.id = t.price_id \
    WHERE p.shop_id = $1 AND p.room_id = $2 ORDER BY t.price_id DESC LIMIT 1000";
/// The same of all prices of a room.
pub async fn taken_of(tx: &mut Tx, room: RoomId) -> Result<Vec<(PriceId, i64)>, DbError> {
    let decode = |mut row: Row| Ok((PriceId::new(room.shop(), row.int()?), row.int()?));
    tx.list(TAKEN_OF, params![room.shop(), room.number()], decode).await
}

const OF_ACCOUNT: &str = "SELECT shop_id, room_id, pieces, purchase_id, created_at FROM live_bought \
    WHERE account_id = $1 ORDER BY id LIMIT 10000";
/// What a person bought in rooms: for their export.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    let bought = |mut row: Row| {
        let room = RoomId::new(row.shop()?, row.int()?);
        let (pieces, purchase, at) = (row.int()?, PurchaseId::new(row.int()?), row.time()?);
        Ok(json!({ "room": room, "pieces": pieces, "purchase": purchase.to_string(), "at": at.rfc3339() }))
    };
    Ok(Value::Array(tx.list(OF_ACCOUNT, params![account], bought).await?))
}

const FORGET: &str = "UPDATE live_bought SET account_id = 0 WHERE account_id = $1";
const FORGET_COUNTS: &str = "DELETE FROM live_claimed WHERE account_id = $1";
/// Somebody has closed their account: what was bought stays counted, as nobody's.
pub async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(FORGET, params![account]).await?;
    tx.execute(FORGET_COUNTS, params![account]).await.map(drop)
}
