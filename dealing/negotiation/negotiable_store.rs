//! Of what the price may be talked about.

use kernel::ShopId;
use platform::{
    db::{DbError, Tx},
    params,
};

const NEGOTIABLE: &str = "SELECT shop_id, id FROM listing WHERE (shop_id, id) > ($1, $2) AND state = 'active' \
    AND negotiable = 1 ORDER BY shop_id, id LIMIT $3";
/// Listings on sale whose shop takes offers, after one, in their order.
pub(super) async fn list_negotiable(
    tx: &mut Tx,
    after: (ShopId, i64),
    limit: i64,
) -> Result<Vec<(ShopId, i64)>, DbError> {
    tx.list(NEGOTIABLE, params![after.0, after.1, limit], |mut row| Ok((row.shop()?, row.int()?))).await
}
