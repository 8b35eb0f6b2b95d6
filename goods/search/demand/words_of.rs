use kernel::{ShopId, Timestamp};
use platform::db::{DbError, Tx};

use super::{
    demanded::{Demand, Look, OfShop},
    note::day_of,
    store,
};

/// Days that are looked back.
const DAYS: i64 = 30;

/// What people look for, the most typed first.
pub async fn of_market(tx: &mut Tx, now: Timestamp, look: Look, limit: i64) -> Result<Vec<Demand>, DbError> {
    store::of_market(tx, look, day_of(now) - DAYS, limit).await
}

/// By which words people came to a shop, the most first.
pub async fn of_shop(tx: &mut Tx, now: Timestamp, shop: ShopId, limit: i64) -> Result<Vec<OfShop>, DbError> {
    store::of_shop(tx, shop, day_of(now) - DAYS, limit).await
}
