//! What can leave its shop at once.

use kernel::{ShopId, Timestamp};
use platform::{
    db::{DbError, Tx},
    params,
};

/// Days within which a shop that is quick sends a parcel.
const QUICK_DAYS: i64 = 3;

const READY: &str = "SELECT l.shop_id, l.id FROM listing l JOIN shop p ON p.id = l.shop_id AND p.state = 'open' \
    AND p.dispatch_days <= $4 AND (p.holiday_until IS NULL OR p.holiday_until <= $5) \
    WHERE (l.shop_id, l.id) > ($1, $2) AND l.state = 'active' AND l.kind = 'stock' \
    AND EXISTS (SELECT 1 FROM variant v LEFT JOIN stock k ON k.shop_id = v.shop_id AND k.variant_id = v.id \
    WHERE v.shop_id = l.shop_id AND v.listing_id = l.id AND (v.tracked = 0 OR k.available > 0)) \
    ORDER BY l.shop_id, l.id LIMIT $3";
/// Listings that are there and whose shop is at home and quick, after one, in their order.
pub(super) async fn list_ready(
    tx: &mut Tx,
    now: Timestamp,
    after: (ShopId, i64),
    limit: i64,
) -> Result<Vec<(ShopId, i64)>, DbError> {
    tx.list(READY, params![after.0, after.1, limit, QUICK_DAYS, now], |mut row| Ok((row.shop()?, row.int()?)))
        .await
}
