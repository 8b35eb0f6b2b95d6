//! More of the same, for benchmarks: the listings of a shop once more, under other handles.

use kernel::ShopId;
use platform::{
    db::{DbError, Tx},
    params,
};

/// More than the ids of a shop's listings lie apart, which are made at one moment: a minute in id units
/// (milliseconds × 2²²). A thousand copies end a day later.
const BY: i64 = 60_000 << 22;

const LAST: &str = "SELECT MAX(id) FROM (SELECT id FROM listing UNION ALL SELECT id FROM variant \
    UNION ALL SELECT id FROM picture) AS ids";

/// The last id in the market: what is made later is a copy.
pub async fn last_id(tx: &mut Tx) -> Result<i64, DbError> {
    tx.number(LAST, &[]).await
}

const LISTINGS: &str = "INSERT INTO listing (shop_id, id, handle, kind, state, title, title_en, body, body_en, craft, \
    materials, technique, vendor, product_type, tags, options, currency, price_low, price_high, cover, facts, \
    negotiable, floor_minor, auto_accept_minor, origin_country, customs_code, seo_title, seo_description, model, \
    extra, created_at, updated_at, materials_en, technique_en, tax_class) \
    SELECT shop_id, id + $2, handle || $3, kind, state, title || $3, title_en, body, body_en, craft, materials, \
    technique, vendor, product_type, tags, options, currency, price_low, price_high, cover, facts, negotiable, \
    floor_minor, auto_accept_minor, origin_country, customs_code, seo_title, seo_description, model, extra, \
    created_at, updated_at, materials_en, technique_en, tax_class FROM listing WHERE shop_id = $1 AND id <= $4";
const VARIANTS: &str = "INSERT INTO variant (shop_id, id, listing_id, position, choices, sku, barcode, price_minor, \
    compare_at_minor, cost_minor, weight_grams, backorder, tracked, requires_shipping, taxable, picture, extra, \
    priced) \
    SELECT shop_id, id + $2, listing_id + $2, position, choices, sku || $3, barcode, price_minor, compare_at_minor, \
    cost_minor, weight_grams, backorder, tracked, requires_shipping, taxable, picture, extra, priced \
    FROM variant WHERE shop_id = $1 AND id <= $4";
const STOCK: &str = "INSERT INTO stock (shop_id, variant_id, available) \
    SELECT shop_id, variant_id + $2, available FROM stock WHERE shop_id = $1 AND variant_id <= $3";
const PICTURES: &str = "INSERT INTO picture (shop_id, id, listing_id, position, file, source, alt, width, height) \
    SELECT shop_id, id + $2, listing_id + $2, position, file, source, alt, width, height \
    FROM picture WHERE shop_id = $1 AND id <= $3";

const PRICES: &str = "INSERT INTO variant_price (shop_id, variant_id, since, minor) \
    SELECT shop_id, variant_id + $2, since, minor FROM variant_price WHERE shop_id = $1 AND variant_id <= $3";

/// Copy what a shop has up to an id. Ids are moved on by minutes, so they stay unique and in order of time.
pub async fn multiply(tx: &mut Tx, shop: ShopId, copy: u64, last: i64) -> Result<(), DbError> {
    let (by, mark, handle) = (i64::try_from(copy).unwrap_or(0) * BY, format!(" {copy}"), format!("-{copy}"));
    tx.execute(LISTINGS, params![shop, by, &handle, last]).await?;
    tx.execute(VARIANTS, params![shop, by, &mark, last]).await?;
    tx.execute(STOCK, params![shop, by, last]).await?;
    tx.execute(PRICES, params![shop, by, last]).await?;
    tx.execute(PICTURES, params![shop, by, last]).await?;
    Ok(())
}
