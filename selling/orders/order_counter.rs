//! Who gets which short number: counted up by shop and day.

use std::collections::BTreeMap;

use kernel::{ShopId, Timestamp};
use people::shops;
use platform::{
    db::{DbError, Tx},
    params,
};

use super::{draft::Draft, order_number::short};

const TAKE: &str = "INSERT INTO order_counter (shop_id, day, taken) VALUES ($1, $2, $3) \
    ON CONFLICT (shop_id, day) DO UPDATE SET taken = order_counter.taken + $3 RETURNING taken";

/// The next numbers of a shop. Nobody else gets them.
async fn take(tx: &mut Tx, now: Timestamp, shop: ShopId, count: usize) -> Result<Vec<String>, DbError> {
    let zone = shops::find(tx, shop).await?.map_or_else(|| "UTC".to_owned(), |shop| shop.zone);
    let local = now.in_zone(&zone).or_else(|| now.in_zone("UTC")).ok_or(DbError::Raced)?;
    let (month, day) = (i64::from(local.month()), i64::from(local.day()));
    let date = i64::from(local.year()) * 10_000 + month * 100 + day;
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let taken = tx.number(TAKE, params![shop, date, count]).await?;
    Ok((taken - count..taken).map(|place| short(shop, date, place)).collect())
}

/// Short numbers for all new orders, by their shops.
pub(super) async fn numbers(
    tx: &mut Tx,
    now: Timestamp,
    drafts: &[&Draft<'_>],
) -> Result<BTreeMap<ShopId, Vec<String>>, DbError> {
    let mut counts: BTreeMap<ShopId, usize> = BTreeMap::new();
    for basket in drafts.iter().flat_map(|draft| &draft.terms.baskets) {
        *counts.entry(basket.shop).or_default() += 1;
    }
    let mut numbers = BTreeMap::new();
    for (shop, count) in counts {
        numbers.insert(shop, take(tx, now, shop, count).await?);
    }
    Ok(numbers)
}
