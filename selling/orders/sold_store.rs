//! How many pieces of each listing have reached their buyers.

use goods::catalog::ListingId;
use platform::{
    any_pair,
    db::{DbError, Tx},
    params,
};

use super::OrderId;

const COUNT: &str = "INSERT INTO listing_sold (shop_id, listing_id, pieces) \
    SELECT l.shop_id, l.listing_id, CAST(SUM(l.quantity) AS BIGINT) FROM order_line l \
    WHERE l.shop_id = $1 AND l.order_id = $2 AND l.listing_id <> 0 GROUP BY l.shop_id, l.listing_id \
    ORDER BY l.listing_id \
    ON CONFLICT (shop_id, listing_id) DO UPDATE SET pieces = listing_sold.pieces + excluded.pieces";
/// Count the pieces of an order that has just reached its buyer.
pub(super) async fn count(tx: &mut Tx, order: OrderId) -> Result<(), DbError> {
    tx.execute(COUNT, params![order.shop(), order.number()]).await.map(drop)
}

const SOLD: &str = concat!(
    "SELECT shop_id, listing_id, pieces FROM listing_sold WHERE ",
    any_pair!("shop_id", "listing_id"),
    " LIMIT 100"
);
/// The pieces of several listings; those of which none has reached anybody are left out.
pub async fn sold(
    tx: &mut Tx,
    listings: impl IntoIterator<Item = ListingId>,
) -> Result<Vec<(ListingId, i64)>, DbError> {
    let keys = listings.into_iter().map(|id| params![id.shop(), id.number()].to_vec()).collect();
    tx.list_several(SOLD, keys, |mut row| Ok((ListingId::new(row.shop()?, row.int()?), row.int()?))).await
}
