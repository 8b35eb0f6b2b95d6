//! Run sheets.

use goods::catalog::ListingId;
use kernel::ShopId;
use platform::{
    db::{DbError, Row, Rows, Tx},
    params,
};

use crate::live::RoomId;

const LIST: &str = "SELECT of_shop_id, listing_id FROM live_run_sheet WHERE shop_id = $1 AND room_id = $2 \
    ORDER BY place LIMIT 100";
/// What is to be shown in a room, in order.
pub async fn list(tx: &mut Tx, room: RoomId) -> Result<Vec<ListingId>, DbError> {
    let decode = |mut row: Row| Ok(ListingId::new(ShopId::new(row.int()?), row.int()?));
    tx.list(LIST, params![room.shop(), room.number()], decode).await
}

const CLEAR: &str = "DELETE FROM live_run_sheet WHERE shop_id = $1 AND room_id = $2";
const PUT: Rows = Rows {
    head: "INSERT INTO live_run_sheet (shop_id, room_id, place, of_shop_id, listing_id)",
    tuple: "($1, $2, $3, $4, $5)",
    tail: "",
};
/// Another run sheet in the place of the one before.
pub(super) async fn replace(tx: &mut Tx, room: RoomId, listings: &[ListingId]) -> Result<(), DbError> {
    let (shop, number) = (room.shop(), room.number());
    tx.execute(CLEAR, params![shop, number]).await?;
    let rows = (0_i64..)
        .zip(listings)
        .map(|(place, listing)| params![shop, number, place, listing.shop(), listing.number()].to_vec());
    tx.execute_all(&PUT.statements(rows.collect())).await.map(drop)
}
