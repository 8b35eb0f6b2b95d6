//! The statements that write listings, their variants, stock and pictures.

use kernel::{Money, ShopId, Timestamp};
use people::shops::Shop;
use platform::{
    db::{DbError, Row, Rows, Tx, Value},
    params,
};

use super::{
    ListingId, ListingState, VariantId, fresh_store,
    listing_input::{ListingInput, PictureInput, VariantInput},
};

const INSERT: &str = "INSERT INTO listing (shop_id, id, handle, kind, state, title, title_en, body, body_en, craft, \
    materials, technique, vendor, product_type, tags, options, price_low, price_high, cover, facts, negotiable, \
    floor_minor, auto_accept_minor, origin_country, customs_code, seo_title, seo_description, model, extra, \
    updated_at, created_at, materials_en, technique_en, tax_class, currency) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, \
    $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $30, $31, $32, $33, $34) \
    ON CONFLICT DO NOTHING";
/// Keep a new listing. False when its handle is taken.
pub(super) async fn insert(
    tx: &mut Tx,
    now: Timestamp,
    id: ListingId,
    shop: &Shop,
    input: &ListingInput,
) -> Result<bool, DbError> {
    let mut params = values(now, id, input);
    params.push(shop.currency.into());
    Ok(tx.execute(INSERT, &params).await? == 1)
}

const UPDATE: &str = "UPDATE listing SET handle = $3, kind = $4, state = $5, title = $6, title_en = $7, body = $8, \
    body_en = $9, craft = $10, materials = $11, technique = $12, vendor = $13, product_type = $14, tags = $15, \
    options = $16, price_low = $17, price_high = $18, cover = $19, facts = $20, negotiable = $21, floor_minor = $22, \
    auto_accept_minor = $23, origin_country = $24, customs_code = $25, seo_title = $26, seo_description = $27, \
    model = $28, extra = $29, updated_at = $30, materials_en = $31, technique_en = $32, tax_class = $33 WHERE shop_id = $1 AND id = $2";
/// Change a listing. False when there is none.
pub(super) async fn update(
    tx: &mut Tx,
    now: Timestamp,
    id: ListingId,
    input: &ListingInput,
) -> Result<bool, DbError> {
    Ok(tx.execute(UPDATE, &values(now, id, input)).await? == 1)
}

/// What a listing says, as both statements above number it.
fn values(now: Timestamp, id: ListingId, input: &ListingInput) -> Vec<Value> {
    let (low, high) = price_range(input);
    params![
        id.shop(),
        id.number(),
        &input.handle,
        input.kind.name(),
        input.state.name(),
        &input.title,
        &input.title_en,
        &input.body,
        &input.body_en,
        &input.craft,
        &input.materials,
        &input.technique,
        &input.vendor,
        &input.product_type,
        json(&input.tags),
        json(&input.options),
        low,
        high,
        cover(input),
        json(&input.facts),
        input.is_negotiable,
        input.floor.map(Money::minor),
        input.auto_accept.map(Money::minor),
        input.origin_country.map_or("", |country| country.code()),
        &input.customs_code,
        &input.seo_title,
        &input.seo_description,
        &input.model,
        &input.extra,
        now,
        &input.materials_en,
        &input.technique_en,
        input.tax_class.name()
    ]
    .to_vec()
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn price_range(input: &ListingInput) -> (i64, i64) {
    let prices = || input.variants.iter().filter_map(|variant| variant.price).map(Money::minor);
    (prices().min().unwrap_or(0), prices().max().unwrap_or(0))
}

fn cover(input: &ListingInput) -> &str {
    input.pictures.iter().find(|picture| !picture.file.is_empty()).map_or("", |picture| picture.file.as_str())
}

const HANDLE_TAKEN: &str = "SELECT COUNT(*) FROM listing WHERE shop_id = $1 AND handle = $3 AND id <> $2";
pub(super) async fn handle_is_taken(tx: &mut Tx, id: ListingId, handle: &str) -> Result<bool, DbError> {
    Ok(tx.number(HANDLE_TAKEN, params![id.shop(), id.number(), handle]).await? > 0)
}

const SET_STATE: &str = "UPDATE listing SET state = $3, updated_at = $4 WHERE shop_id = $1 AND id = $2";
pub(super) async fn set_state(
    tx: &mut Tx,
    now: Timestamp,
    id: ListingId,
    state: ListingState,
) -> Result<bool, DbError> {
    Ok(tx.execute(SET_STATE, params![id.shop(), id.number(), state.name(), now]).await? == 1)
}

const COUNT_PRICED: &str =
    "SELECT COUNT(*) FROM variant WHERE shop_id = $1 AND listing_id = $2 AND priced = 1";
/// How many variants have a price.
pub(super) async fn count_priced(tx: &mut Tx, id: ListingId) -> Result<i64, DbError> {
    tx.number(COUNT_PRICED, params![id.shop(), id.number()]).await
}

const NOTE_CHANGE: &str = "INSERT INTO listing_change (id, shop_id, listing_id) VALUES ($1, $2, $3)";
/// Tell whoever keeps an index, and who follows the shop where it is new.
pub(super) async fn note_change(tx: &mut Tx, now: Timestamp, id: ListingId) -> Result<(), DbError> {
    let change = tx.next_id(now);
    fresh_store::note(tx, now, id).await?;
    tx.execute_one(NOTE_CHANGE, params![change, id.shop(), id.number()]).await
}

/// Tell whoever keeps an index that a listing costs something else from now on, though nothing of it was changed.
pub async fn price_changed(tx: &mut Tx, now: Timestamp, id: ListingId) -> Result<(), DbError> {
    let change = tx.next_id(now);
    tx.execute_one(NOTE_CHANGE, params![change, id.shop(), id.number()]).await
}

const OF_SHOP: &str =
    "SELECT id FROM listing WHERE shop_id = $1 AND state = 'active' ORDER BY id LIMIT 1000000";
const NOTE_CHANGES: Rows =
    Rows { head: "INSERT INTO listing_change (id, shop_id, listing_id)", tuple: "($1, $2, $3)", tail: "" };
/// Tell whoever keeps an index that something changed which all listings of a shop show. As many rows as it sells.
pub async fn note_changes(tx: &mut Tx, now: Timestamp, shop: ShopId) -> Result<(), DbError> {
    let listings = tx.list(OF_SHOP, params![shop], |mut row| row.int()).await?;
    let rows = listings.into_iter().map(|listing| params![tx.next_id(now), shop, listing].to_vec()).collect();
    tx.execute_all(&NOTE_CHANGES.statements(rows)).await.map(drop)
}

const FORGET_CHANGES: &str =
    "DELETE FROM listing_change WHERE id <= $1 AND id < (SELECT MAX(id) FROM listing_change)";
/// Forget changes up to one that every index has taken in. The last one stays, since it says how far things are.
pub async fn forget_changes(tx: &mut Tx, until: i64) -> Result<(), DbError> {
    tx.execute(FORGET_CHANGES, params![until]).await.map(drop)
}

const VARIANTS: &str = "SELECT shop_id, id, choices FROM variant WHERE shop_id = $1 AND listing_id = $2 \
    ORDER BY position LIMIT 1000";
pub(super) async fn variants(tx: &mut Tx, id: ListingId) -> Result<Vec<(VariantId, Vec<String>)>, DbError> {
    let decode = |mut row: Row| Ok((VariantId::new(row.shop()?, row.int()?), row.json()?));
    tx.list(VARIANTS, params![id.shop(), id.number()], decode).await
}

const INSERT_VARIANT: &str = "INSERT INTO variant (shop_id, id, listing_id, position, choices, sku, barcode, \
    price_minor, compare_at_minor, cost_minor, weight_grams, backorder, tracked, requires_shipping, taxable, picture, \
    extra, priced) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
pub(super) async fn insert_variant(
    tx: &mut Tx,
    listing: ListingId,
    id: VariantId,
    position: i64,
    variant: &VariantInput,
) -> Result<(), DbError> {
    let mut values =
        params![id.shop(), id.number(), listing.number(), position, json(&variant.choices)].to_vec();
    values.extend(variant_values(variant));
    tx.execute_one(INSERT_VARIANT, &values).await
}

const UPDATE_VARIANT: &str = "UPDATE variant SET position = $3, sku = $4, barcode = $5, price_minor = $6, \
    compare_at_minor = $7, cost_minor = $8, weight_grams = $9, backorder = $10, tracked = $11, \
    requires_shipping = $12, taxable = $13, picture = $14, extra = $15, priced = $16 WHERE shop_id = $1 AND id = $2";
pub(super) async fn update_variant(
    tx: &mut Tx,
    id: VariantId,
    position: i64,
    variant: &VariantInput,
) -> Result<(), DbError> {
    let mut values = params![id.shop(), id.number(), position].to_vec();
    values.extend(variant_values(variant));
    tx.execute_one(UPDATE_VARIANT, &values).await
}

fn variant_values(variant: &VariantInput) -> Vec<Value> {
    params![
        &variant.sku,
        &variant.barcode,
        variant.price.map_or(0, Money::minor),
        variant.compare_at.map(Money::minor),
        variant.cost.map(Money::minor),
        variant.weight_grams,
        variant.is_backordered,
        variant.is_tracked,
        variant.requires_shipping,
        variant.is_taxable,
        &variant.picture,
        &variant.extra,
        variant.price.is_some()
    ]
    .to_vec()
}

const DELETE_VARIANT: &str = "DELETE FROM variant WHERE shop_id = $1 AND id = $2";
const DELETE_STOCK: &str = "DELETE FROM stock WHERE shop_id = $1 AND variant_id = $2";
pub(super) async fn delete_variant(tx: &mut Tx, id: VariantId) -> Result<(), DbError> {
    tx.execute(DELETE_STOCK, params![id.shop(), id.number()]).await?;
    tx.execute_one(DELETE_VARIANT, params![id.shop(), id.number()]).await
}

const SET_STOCK: &str = "INSERT INTO stock (shop_id, variant_id, available) VALUES ($1, $2, $3) \
    ON CONFLICT (shop_id, variant_id) DO UPDATE SET available = $3";
/// Say how many pieces there are that nobody holds.
pub(super) async fn set_stock(tx: &mut Tx, id: VariantId, available: i64) -> Result<(), DbError> {
    tx.execute_one(SET_STOCK, params![id.shop(), id.number(), available]).await
}

const CLEAR_PICTURES: &str = "DELETE FROM picture WHERE shop_id = $1 AND listing_id = $2";
const PICTURES: Rows = Rows {
    head: "INSERT INTO picture (shop_id, id, listing_id, position, file, source, alt, width, height)",
    tuple: "($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    tail: "",
};
const FILES: &str =
    "SELECT file FROM picture WHERE shop_id = $1 AND listing_id = $2 AND file <> '' LIMIT 100";
/// True when other files are among them than before.
pub(super) async fn replace_pictures(
    tx: &mut Tx,
    now: Timestamp,
    id: ListingId,
    pictures: &[PictureInput],
) -> Result<bool, DbError> {
    let old = tx.list(FILES, params![id.shop(), id.number()], |mut row| row.text()).await?;
    tx.execute(CLEAR_PICTURES, params![id.shop(), id.number()]).await?;
    let rows = (1_i64..).zip(pictures).map(|(position, picture)| {
        let PictureInput { file, source, alt, width, height } = picture;
        let number = tx.next_id(now);
        params![id.shop(), number, id.number(), position, file, source, alt, *width, *height].to_vec()
    });
    let rows = rows.collect();
    tx.execute_all(&PICTURES.statements(rows)).await?;
    let is_same = old.len() == pictures.iter().filter(|picture| !picture.file.is_empty()).count();
    Ok(!is_same || pictures.iter().any(|picture| !picture.file.is_empty() && !old.contains(&picture.file)))
}
