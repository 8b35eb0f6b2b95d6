//! Coupons of rooms, and who took them.

use kernel::{AccountId, Money, ShopId, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};
use selling::promotions::{Code, CouponId};
use serde_json::{Value, json};

use super::{RoomCoupon, RoomCouponId};
use crate::live::RoomId;

macro_rules! coupon_columns {
    () => {
        "SELECT l.shop_id, l.id, l.room_id, l.coupon_id, c.minor, c.least_minor, c.currency, c.until_at, l.pieces, t.taken, \
         l.ends_at, l.counts_until, l.created_at FROM live_coupon l \
         JOIN coupon c ON c.shop_id = l.shop_id AND c.id = l.coupon_id \
         JOIN live_coupon_taken t ON t.shop_id = l.shop_id AND t.room_coupon_id = l.id "
    };
}

fn decode(mut row: Row) -> Result<RoomCoupon, DbError> {
    let shop = row.shop()?;
    let (id, room) = (RoomCouponId::new(shop, row.int()?), RoomId::new(shop, row.int()?));
    let (coupon, off, least) = (CouponId::new(shop, row.int()?), row.int()?, row.money()?);
    Ok(RoomCoupon {
        id,
        room,
        coupon,
        off: Money::new(off, least.currency()),
        least,
        until: row.time()?,
        pieces: row.int()?,
        taken: row.int()?,
        ends: row.time()?,
        counts_until: row.time()?,
        created_at: row.time()?,
    })
}

const INSERT: &str = "INSERT INTO live_coupon (shop_id, id, room_id, coupon_id, pieces, ends_at, counts_until, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const INSERT_TAKEN: &str =
    "INSERT INTO live_coupon_taken (shop_id, room_coupon_id, pieces, taken) VALUES ($1, $2, $3, 0)";
pub(super) async fn insert(tx: &mut Tx, new: &RoomCoupon) -> Result<(), DbError> {
    let (shop, number) = (new.id.shop(), new.id.number());
    let (room, coupon) = (new.room.number(), new.coupon.number());
    let RoomCoupon { pieces, ends, counts_until, created_at, .. } = *new;
    let values = params![shop, number, room, coupon, pieces, ends, counts_until, created_at];
    tx.execute_one(INSERT, values).await?;
    tx.execute_one(INSERT_TAKEN, params![shop, number, pieces]).await
}

const FIND: &str = concat!(coupon_columns!(), "WHERE l.shop_id = $1 AND l.id = $2");
pub async fn find(tx: &mut Tx, id: RoomCouponId) -> Result<Option<RoomCoupon>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

const LIST_OF_ROOM: &str =
    concat!(coupon_columns!(), "WHERE l.shop_id = $1 AND l.room_id = $2 ORDER BY l.id DESC LIMIT $3");
/// The coupons of a room, the newest first.
pub async fn list_of_room(tx: &mut Tx, room: RoomId, limit: i64) -> Result<Vec<RoomCoupon>, DbError> {
    tx.list(LIST_OF_ROOM, params![room.shop(), room.number(), limit], decode).await
}

const RUNNING: &str = concat!(
    coupon_columns!(),
    "WHERE l.shop_id = $1 AND l.room_id = $2 AND l.counts_until >= $3 AND t.taken < l.pieces ORDER BY l.id DESC LIMIT 1"
);
/// The newest coupon that can be taken in a room now.
pub async fn running(tx: &mut Tx, room: RoomId, now: Timestamp) -> Result<Option<RoomCoupon>, DbError> {
    tx.find(RUNNING, params![room.shop(), room.number(), now], decode).await
}

const TAKE: &str = "UPDATE live_coupon_taken SET taken = taken + 1 \
    WHERE shop_id = $1 AND room_coupon_id = $2 AND taken < pieces";
/// Take one. False when none is left.
pub(super) async fn take(tx: &mut Tx, id: RoomCouponId) -> Result<bool, DbError> {
    Ok(tx.execute(TAKE, params![id.shop(), id.number()]).await? == 1)
}

const PUT_BACK: &str =
    "UPDATE live_coupon_taken SET taken = taken - 1 WHERE shop_id = $1 AND room_coupon_id = $2";
/// Put back what was taken a moment ago, by who had one already.
pub(super) async fn put_back(tx: &mut Tx, id: RoomCouponId) -> Result<(), DbError> {
    tx.execute_one(PUT_BACK, params![id.shop(), id.number()]).await
}

const INSERT_CODE: &str = "INSERT INTO live_coupon_code (shop_id, room_coupon_id, code, account_id, created_at) \
    VALUES ($1, $2, $3, $4, $5)";
pub(super) async fn insert_code(
    tx: &mut Tx,
    now: Timestamp,
    id: RoomCouponId,
    account: AccountId,
    code: &Code,
) -> Result<(), DbError> {
    tx.execute_one(INSERT_CODE, params![id.shop(), id.number(), code.as_str(), account, now]).await
}

fn code(mut row: Row) -> Result<Code, DbError> {
    row.word(Code::parse)
}

const CODE_OF: &str =
    "SELECT code FROM live_coupon_code WHERE shop_id = $1 AND room_coupon_id = $2 AND account_id = $3";
/// What somebody has of it.
pub async fn code_of(tx: &mut Tx, id: RoomCouponId, account: AccountId) -> Result<Option<Code>, DbError> {
    tx.find(CODE_OF, params![id.shop(), id.number(), account], code).await
}

const USABLE: &str = "SELECT k.code FROM live_coupon_code k \
    JOIN live_coupon l ON l.shop_id = k.shop_id AND l.id = k.room_coupon_id \
    JOIN coupon c ON c.shop_id = l.shop_id AND c.id = l.coupon_id AND c.until_at > $3 \
    JOIN coupon_code u ON u.shop_id = k.shop_id AND u.code = k.code AND u.used = 0 \
    WHERE k.account_id = $1 AND k.shop_id = $2 ORDER BY c.minor DESC, k.created_at LIMIT 8";
/// Codes that somebody took in the rooms of a shop and has not used, what takes most off first.
pub async fn usable(
    tx: &mut Tx,
    now: Timestamp,
    account: AccountId,
    shop: ShopId,
) -> Result<Vec<Code>, DbError> {
    tx.list(USABLE, params![account, shop, now], code).await
}

const OF_ACCOUNT: &str = "SELECT shop_id, room_coupon_id, code, created_at FROM live_coupon_code \
    WHERE account_id = $1 ORDER BY created_at LIMIT 10000";
/// What a person took in rooms: for their export.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    let taken = |mut row: Row| {
        let coupon = RoomCouponId::new(row.shop()?, row.int()?);
        let (code, at) = (row.text()?, row.time()?);
        Ok(json!({ "coupon": coupon, "code": code, "at": at.rfc3339() }))
    };
    Ok(Value::Array(tx.list(OF_ACCOUNT, params![account], taken).await?))
}

const FORGET: &str = "UPDATE live_coupon_code SET account_id = NULL WHERE account_id = $1";
/// Somebody has closed their account: what was taken stays counted, as nobody's.
pub async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(FORGET, params![account]).await.map(drop)
}
