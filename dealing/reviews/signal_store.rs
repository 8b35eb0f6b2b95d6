//! What reviews add up to for all listings and all shops.

use kernel::ShopId;
use platform::{
    db::{DbError, Tx},
    params,
};

/// Rows that are read at once.
const BATCH: i64 = 5_000;

const RATED: &str = "SELECT shop_id, listing_id, reviews, described FROM listing_rating \
    WHERE (shop_id, listing_id) > ($1, $2) AND reviews > 0 ORDER BY shop_id, listing_id LIMIT $3";
/// Every listing that was reviewed: how often, and the sum of its stars. Cost: a pass over the ratings.
pub(super) async fn all_ratings(tx: &mut Tx) -> Result<Vec<((ShopId, i64), (i64, i64))>, DbError> {
    let mut found = Vec::new();
    let mut after = (ShopId::new(0), 0);
    loop {
        let page = tx
            .list(RATED, params![after.0, after.1, BATCH], |mut row| {
                Ok(((row.shop()?, row.int()?), (row.int()?, row.int()?)))
            })
            .await?;
        let Some((last, _)) = page.last() else { break };
        after = *last;
        found.extend(page);
    }
    Ok(found)
}

/// What a shop did in some days: reviews and the sum of their stars for service; parcels and how many left in time.
pub(super) struct Kept {
    pub shop: ShopId,
    pub reviews: i64,
    pub service: i64,
    pub sent: i64,
    pub on_time: i64,
}

const KEPT: &str = "SELECT shop_id, CAST(SUM(reviews) AS BIGINT), CAST(SUM(service) AS BIGINT), \
    CAST(SUM(sent) AS BIGINT), CAST(SUM(on_time) AS BIGINT) FROM reputation_day \
    WHERE shop_id > $1 AND day >= $2 GROUP BY shop_id ORDER BY shop_id LIMIT $3";
/// Every shop of which something is known since a day. Cost: a pass over the days of all shops.
pub(super) async fn all_kept(tx: &mut Tx, first_day: i64) -> Result<Vec<Kept>, DbError> {
    let mut found: Vec<Kept> = Vec::new();
    let mut after = ShopId::new(0);
    loop {
        let page = tx
            .list(KEPT, params![after, first_day, BATCH], |mut row| {
                let (shop, reviews, service) = (row.shop()?, row.int()?, row.int()?);
                Ok(Kept { shop, reviews, service, sent: row.int()?, on_time: row.int()? })
            })
            .await?;
        let Some(last) = page.last() else { break };
        after = last.shop;
        found.extend(page);
    }
    Ok(found)
}
