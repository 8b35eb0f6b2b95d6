//! More of the same, for benchmarks: every listing again and again under other handles.

use std::sync::Arc;

use kernel::ShopId;
use platform::{db::Tx, params};
use trade::selling::Selling;

use super::stalls::Stall;
use crate::error::CommandError;

/// Copies in one transaction.
const BATCH: u64 = 20;

const LISTINGS: &str = "INSERT INTO listing (shop_id, id, handle, kind, state, title, title_en, body, body_en, craft, \
    materials, technique, vendor, product_type, tags, options, currency, price_low, price_high, cover, facts, \
    negotiable, floor_minor, auto_accept_minor, origin_country, customs_code, seo_title, seo_description, model, \
    extra, created_at, updated_at) \
    SELECT shop_id, id + $2, handle || $3, kind, state, title || $3, title_en, body, body_en, craft, materials, \
    technique, vendor, product_type, tags, options, currency, price_low, price_high, cover, facts, negotiable, \
    floor_minor, auto_accept_minor, origin_country, customs_code, seo_title, seo_description, model, extra, \
    created_at, updated_at FROM listing WHERE shop_id = $1 AND id <= $4";
const VARIANTS: &str = "INSERT INTO variant (shop_id, id, listing_id, position, choices, sku, barcode, price_minor, \
    compare_at_minor, cost_minor, weight_grams, backorder, tracked, requires_shipping, taxable, picture, extra) \
    SELECT shop_id, id + $2, listing_id + $2, position, choices, sku || $3, barcode, price_minor, compare_at_minor, \
    cost_minor, weight_grams, backorder, tracked, requires_shipping, taxable, picture, extra \
    FROM variant WHERE shop_id = $1 AND id <= $4";
const STOCK: &str = "INSERT INTO stock (shop_id, variant_id, available) \
    SELECT shop_id, variant_id + $2, available FROM stock WHERE shop_id = $1 AND variant_id <= $3";
const PICTURES: &str = "INSERT INTO picture (shop_id, id, listing_id, position, file, source, alt, width, height) \
    SELECT shop_id, id + $2, listing_id + $2, position, file, source, alt, width, height \
    FROM picture WHERE shop_id = $1 AND id <= $3";
/// The last id that is not a copy's.
const LAST: &str = "SELECT MAX(id) FROM (SELECT id FROM listing UNION ALL SELECT id FROM variant \
    UNION ALL SELECT id FROM picture) AS ids";

/// Have every listing `times` times. Ids are moved on by minutes, so they stay unique and in order of time.
pub async fn multiply(market: &Selling, stalls: &[Stall], times: u64) -> Result<(), CommandError> {
    let shops: Arc<Vec<ShopId>> = Arc::new(stalls.iter().map(|stall| stall.shop.id).collect());
    let last = market.db.read(async |tx: &mut Tx| tx.number(LAST, &[]).await).await?;
    let mut copy = 1;
    while copy < times {
        let (from, to, shops) = (copy, (copy + BATCH).min(times), shops.clone());
        let act = async move |tx: &mut Tx| {
            for copy in from..to {
                let (by, mark) = (i64::try_from(copy).unwrap_or(0) * BY, format!(" {copy}"));
                let handle = format!("-{copy}");
                for shop in shops.iter() {
                    tx.execute(LISTINGS, params![*shop, by, &handle, last]).await?;
                    tx.execute(VARIANTS, params![*shop, by, &mark, last]).await?;
                    tx.execute(STOCK, params![*shop, by, last]).await?;
                    tx.execute(PICTURES, params![*shop, by, last]).await?;
                }
            }
            Ok::<_, platform::db::DbError>(())
        };
        market.db.write(act).await?;
        copy = to;
    }
    Ok(())
}

/// More than the ids of a shop's listings lie apart, which are made at one moment: a minute in id units
/// (milliseconds × 2²²). A thousand copies end a day later.
const BY: i64 = 60_000 << 22;
