//! Guests of honour.

use kernel::{AccountId, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::{Guest, GuestId};
use crate::live::RoomId;

macro_rules! guest_columns {
    () => {
        "SELECT shop_id, id, room_id, name, title, account_id FROM live_guest "
    };
}

fn decode(mut row: Row) -> Result<Guest, DbError> {
    let shop = row.shop()?;
    Ok(Guest {
        id: GuestId::new(shop, row.int()?),
        room: RoomId::new(shop, row.int()?),
        name: row.text()?,
        title: row.text()?,
        account: row.maybe_int()?.map(AccountId::new),
    })
}

const INSERT: &str = "INSERT INTO live_guest (shop_id, id, room_id, name, title, account_id, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
pub(super) async fn insert(tx: &mut Tx, now: Timestamp, guest: &Guest) -> Result<(), DbError> {
    let (shop, number, room) = (guest.id.shop(), guest.id.number(), guest.room.number());
    tx.execute_one(INSERT, params![shop, number, room, &guest.name, &guest.title, guest.account, now]).await
}

const LIST: &str = concat!(guest_columns!(), "WHERE shop_id = $1 AND room_id = $2 ORDER BY id LIMIT 20");
/// The guests of a show, in the order in which they were named.
pub async fn list(tx: &mut Tx, room: RoomId) -> Result<Vec<Guest>, DbError> {
    tx.list(LIST, params![room.shop(), room.number()], decode).await
}

const TITLE: &str = "SELECT title FROM live_guest WHERE shop_id = $1 AND room_id = $2 AND account_id = $3 ORDER BY id LIMIT 1";
/// The title of somebody in a show; none of who is no guest of honour.
pub async fn title_of(tx: &mut Tx, room: RoomId, account: AccountId) -> Result<Option<String>, DbError> {
    tx.find(TITLE, params![room.shop(), room.number(), account], |mut row| row.text()).await
}

const DELETE: &str = "DELETE FROM live_guest WHERE shop_id = $1 AND room_id = $2 AND id = $3";
/// False when there is no such guest.
pub(super) async fn delete(tx: &mut Tx, room: RoomId, id: GuestId) -> Result<bool, DbError> {
    Ok(tx.execute(DELETE, params![room.shop(), room.number(), id.number()]).await? == 1)
}

const FORGET: &str = "UPDATE live_guest SET account_id = NULL WHERE account_id = $1";
/// Whoever leaves speaks as nobody's guest any more.
pub async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(FORGET, params![account]).await.map(drop)
}
