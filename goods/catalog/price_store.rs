//! What variants cost, from when. Every change of a price adds a row, in the transaction that changes it.

use kernel::{Money, ShopId, Timestamp};
use platform::{
    any_pair,
    db::{DbError, Row, Tx, Value},
    params,
};

use super::{ListingId, VariantId};

const NOTE: &str = "INSERT INTO variant_price (shop_id, variant_id, since, minor) \
    SELECT v.shop_id, v.id, CAST($3 AS BIGINT), v.price_minor FROM variant v \
    WHERE v.shop_id = $1 AND v.listing_id = $2 AND v.priced = 1 AND v.price_minor <> COALESCE((SELECT p.minor \
    FROM variant_price p WHERE p.shop_id = v.shop_id AND p.variant_id = v.id ORDER BY p.since DESC LIMIT 1), -1) \
    ON CONFLICT (shop_id, variant_id, since) DO UPDATE SET minor = excluded.minor";
/// Note what the variants of a listing cost from now on, as far as that has changed.
pub(super) async fn note(tx: &mut Tx, now: Timestamp, listing: ListingId) -> Result<(), DbError> {
    tx.execute(NOTE, params![listing.shop(), listing.number(), now]).await.map(drop)
}

/// A price of a variant and the moment from which it was in force.
#[derive(Clone, Copy, Debug)]
pub struct PastPrice {
    pub listing: ListingId,
    pub variant: VariantId,
    pub since: Timestamp,
    pub price: Money,
}

const PAST: &str = concat!(
    "SELECT v.shop_id, v.listing_id, v.id, p.since, p.minor, l.currency FROM variant v \
     JOIN listing l ON l.shop_id = v.shop_id AND l.id = v.listing_id \
     JOIN variant_price p ON p.shop_id = v.shop_id AND p.variant_id = v.id WHERE v.priced = 1 AND ",
    any_pair!("v.shop_id", "v.listing_id"),
    " ORDER BY p.since DESC LIMIT 2000"
);
/// What the variants of some listings cost, the oldest price first. Cost: a statement for some twenty listings.
pub async fn past_prices(tx: &mut Tx, listings: &[(ShopId, i64)]) -> Result<Vec<PastPrice>, DbError> {
    let decode = |mut row: Row| {
        let shop = row.shop()?;
        Ok(PastPrice {
            listing: ListingId::new(shop, row.int()?),
            variant: VariantId::new(shop, row.int()?),
            since: row.time()?,
            price: row.money()?,
        })
    };
    let mut found = tx.list_several(PAST, keys(listings), decode).await?;
    found.sort_by_key(|past| past.since);
    Ok(found)
}

/// A variant with its price in the list.
#[derive(Clone, Copy, Debug)]
pub struct ListPrice {
    pub listing: ListingId,
    pub variant: VariantId,
    pub price: Money,
    pub weight_grams: i64,
}

const LISTED: &str = concat!(
    "SELECT v.shop_id, v.listing_id, v.id, v.price_minor, l.currency, v.weight_grams FROM variant v \
     JOIN listing l ON l.shop_id = v.shop_id AND l.id = v.listing_id WHERE v.priced = 1 AND ",
    any_pair!("v.shop_id", "v.listing_id"),
    " LIMIT 2400"
);
/// What the variants of some listings cost in the list. Cost: a statement for some twenty listings.
pub async fn list_prices(tx: &mut Tx, listings: &[(ShopId, i64)]) -> Result<Vec<ListPrice>, DbError> {
    let decode = |mut row: Row| {
        let shop = row.shop()?;
        Ok(ListPrice {
            listing: ListingId::new(shop, row.int()?),
            variant: VariantId::new(shop, row.int()?),
            price: row.money()?,
            weight_grams: row.int()?,
        })
    };
    tx.list_several(LISTED, keys(listings), decode).await
}

fn keys(listings: &[(ShopId, i64)]) -> Vec<Vec<Value>> {
    listings.iter().map(|(shop, listing)| params![*shop, *listing].to_vec()).collect()
}
