//! Receipts, and moments of orders.

use kernel::{OrderId, ShopId, Timestamp};
use platform::{
    db::{DbError, Row, Tx, json},
    params,
};

use super::{OrderMoment, Receipt, order_moment::OrderMomentId};
use crate::live::RoomId;

macro_rules! receipt_columns {
    () => {
        "SELECT shop_id, order_id, room_id, room_shop_id, at, facts, created_at, updated_at FROM live_receipt "
    };
}

fn decode(mut row: Row) -> Result<Receipt, DbError> {
    let shop = row.shop()?;
    Ok(Receipt {
        order: OrderId::new(shop, row.int()?),
        room: room(shop, row.int()?, row.maybe_int()?),
        at: row.time()?,
        state: row.json()?,
        created_at: row.time()?,
        updated_at: row.time()?,
    })
}

/// What a host sold for a shop was seen in a room of the host's.
fn room(shop: ShopId, number: i64, of: Option<i64>) -> RoomId {
    RoomId::new(of.map_or(shop, ShopId::new), number)
}

const INSERT: &str = "INSERT INTO live_receipt (shop_id, order_id, room_id, at, state, facts, created_at, updated_at, \
    room_shop_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8) ON CONFLICT DO NOTHING";
/// Write a receipt. False when the order has one.
pub(super) async fn insert(tx: &mut Tx, new: &Receipt) -> Result<bool, DbError> {
    let (shop, order, room) = (new.order.shop(), new.order.number(), new.room.number());
    let (state, facts) = (new.state.name(), json(&new.state)?);
    let of = Some(new.room.shop()).filter(|of| *of != shop);
    let values = params![shop, order, room, new.at, state, facts, new.created_at, of];
    Ok(tx.execute(INSERT, values).await? == 1)
}

const ADVANCE: &str = "UPDATE live_receipt SET state = $4, facts = $5, updated_at = $6 \
    WHERE shop_id = $1 AND order_id = $2 AND state = $3";
/// Write one step. False when it is not in that state any more.
pub(super) async fn advance(
    tx: &mut Tx,
    now: Timestamp,
    old: &Receipt,
    new: &Receipt,
) -> Result<bool, DbError> {
    let (shop, order, facts) = (old.order.shop(), old.order.number(), json(&new.state)?);
    let values = params![shop, order, old.state.name(), new.state.name(), facts, now];
    Ok(tx.execute(ADVANCE, values).await? == 1)
}

const FIND: &str = concat!(receipt_columns!(), "WHERE shop_id = $1 AND order_id = $2");
/// The receipt of an order.
pub async fn find(tx: &mut Tx, order: OrderId) -> Result<Option<Receipt>, DbError> {
    tx.find(FIND, params![order.shop(), order.number()], decode).await
}

const LIST_KEPT: &str = concat!(
    receipt_columns!(),
    "WHERE state = 'kept' AND (updated_at > $1 OR (updated_at = $1 AND (shop_id > $2 OR (shop_id = $2 AND order_id > $3)))) \
     ORDER BY updated_at, shop_id, order_id LIMIT $4"
);
/// Receipts that are kept after one, the oldest first.
pub(super) async fn list_kept(
    tx: &mut Tx,
    (at, shop, order): (Timestamp, i64, i64),
    limit: i64,
) -> Result<Vec<Receipt>, DbError> {
    tx.list(LIST_KEPT, params![at, shop, order, limit], decode).await
}

const INSERT_MOMENT: &str = "INSERT INTO live_order_moment (shop_id, order_id, id, room_id, at, words, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
pub(super) async fn insert_moment(tx: &mut Tx, new: &OrderMoment) -> Result<(), DbError> {
    let (shop, order, number) = (new.order.shop(), new.order.number(), new.id.number());
    let values = params![shop, order, number, new.room.number(), new.at, &new.words, new.created_at];
    tx.execute_one(INSERT_MOMENT, values).await
}

const MOMENTS: &str = "SELECT m.shop_id, m.id, m.room_id, m.at, m.words, m.created_at, r.at, r.has_replay \
    FROM live_order_moment m JOIN live_room r ON r.shop_id = m.shop_id AND r.id = m.room_id \
    WHERE m.shop_id = $1 AND m.order_id = $2 ORDER BY m.id DESC LIMIT 50";
/// The moments to which a shop points in an order, the newest first.
pub async fn list_moments(tx: &mut Tx, order: OrderId) -> Result<Vec<OrderMoment>, DbError> {
    let one = |mut row: Row| {
        let shop = row.shop()?;
        Ok(OrderMoment {
            id: OrderMomentId::new(shop, row.int()?),
            order,
            room: RoomId::new(shop, row.int()?),
            at: row.time()?,
            words: row.text()?,
            created_at: row.time()?,
            began_at: row.time()?,
            can_be_seen: row.flag()?,
        })
    };
    tx.list(MOMENTS, params![order.shop(), order.number()], one).await
}

const DELETE_MOMENT: &str = "DELETE FROM live_order_moment WHERE shop_id = $1 AND order_id = $2 AND id = $3";
/// Take a moment away. False when it is not there.
pub(super) async fn delete_moment(tx: &mut Tx, order: OrderId, id: OrderMomentId) -> Result<bool, DbError> {
    Ok(tx.execute(DELETE_MOMENT, params![order.shop(), order.number(), id.number()]).await? == 1)
}
