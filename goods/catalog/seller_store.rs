//! A listing as its seller keeps it: what the editor, the export and an import start from.

use kernel::{Country, Money, ShopId};
use platform::{
    db::{DbError, Row, Tx, like},
    params,
};

use super::{
    Kind, ListingId, ListingState, TaxClass, VariantId,
    listing::{described, described_columns},
    listing_input::{ListingInput, PictureInput, VariantInput},
};

const LISTING: &str = concat!(
    "SELECT currency, ",
    described_columns!(),
    ", facts, negotiable, floor_minor, auto_accept_minor, origin_country, customs_code, seo_title, seo_description, \
     model, extra, tax_class FROM listing WHERE shop_id = $1 AND id = $2"
);
const VARIANTS: &str = "SELECT v.choices, v.sku, v.barcode, v.price_minor, v.compare_at_minor, v.cost_minor, \
    v.weight_grams, s.available, v.backorder, v.tracked, v.requires_shipping, v.taxable, v.picture, v.extra, \
    v.priced FROM variant v LEFT JOIN stock s ON s.shop_id = v.shop_id AND s.variant_id = v.id \
    WHERE v.shop_id = $1 AND v.listing_id = $2 ORDER BY v.position LIMIT 100";
const PICTURES: &str = "SELECT file, source, alt, width, height FROM picture \
    WHERE shop_id = $1 AND listing_id = $2 ORDER BY position, id LIMIT 100";

/// Everything its seller may change. Only for those who work in the shop: floors and costs are in it.
pub async fn load(tx: &mut Tx, id: ListingId) -> Result<Option<ListingInput>, DbError> {
    let key = params![id.shop(), id.number()];
    let Some(mut row) = tx.row(LISTING, key).await? else { return Ok(None) };
    let currency = row.word(|code| kernel::Currency::parse(code).ok())?;
    let money = |minor: Option<i64>| minor.map(|minor| Money::new(minor, currency));
    let mut input = described!(
        row,
        ListingInput {
            variants: Vec::new(),
            pictures: Vec::new(),
            facts: row.json()?,
            is_negotiable: row.flag()?,
            floor: money(row.maybe_int()?),
            auto_accept: money(row.maybe_int()?),
            origin_country: Country::parse(&row.text()?).ok(),
            customs_code: row.text()?,
            seo_title: row.text()?,
            seo_description: row.text()?,
            model: row.text()?,
            extra: row.text()?,
            tax_class: row.word(TaxClass::parse)?,
        }
    );
    let variant = |mut row: Row| {
        let mut variant = VariantInput {
            choices: row.json()?,
            sku: row.text()?,
            barcode: row.text()?,
            price: Some(Money::new(row.int()?, currency)),
            compare_at: money(row.maybe_int()?),
            cost: money(row.maybe_int()?),
            weight_grams: row.int()?,
            available: row.maybe_int()?,
            is_backordered: row.flag()?,
            is_tracked: row.flag()?,
            requires_shipping: row.flag()?,
            is_taxable: row.flag()?,
            picture: row.text()?,
            extra: row.text()?,
        };
        let is_priced = row.flag()?;
        variant.price = variant.price.filter(|_| is_priced);
        Ok(variant)
    };
    input.variants = tx.list(VARIANTS, key, variant).await?;
    let picture = |mut row: Row| {
        Ok(PictureInput {
            file: row.text()?,
            source: row.text()?,
            alt: row.text()?,
            width: row.int()?,
            height: row.int()?,
        })
    };
    input.pictures = tx.list(PICTURES, key, picture).await?;
    Ok(Some(input))
}

const FIND: &str = "SELECT shop_id, id FROM listing WHERE shop_id = $1 AND handle = $2";
/// The listing of a handle, in whatever state.
pub async fn find_id(tx: &mut Tx, shop: ShopId, handle: &str) -> Result<Option<ListingId>, DbError> {
    tx.find(FIND, params![shop, handle], |mut row| Ok(ListingId::new(row.shop()?, row.int()?))).await
}

const HANDLES: &str = "SELECT handle FROM listing WHERE shop_id = $1";
/// The handles of all listings of a shop, in whatever state. Cost: a scan of the shop's index.
pub async fn list_handles(tx: &mut Tx, shop: ShopId) -> Result<Vec<String>, DbError> {
    tx.list(HANDLES, params![shop], |mut row| row.text()).await
}

const IDS: &str = "SELECT shop_id, id FROM listing WHERE shop_id = $1 AND id > $2 ORDER BY id LIMIT $3";
/// The listings of a shop in every state after `after`, the oldest first.
pub async fn list_ids(tx: &mut Tx, shop: ShopId, after: i64, limit: i64) -> Result<Vec<ListingId>, DbError> {
    tx.list(IDS, params![shop, after, limit], |mut row| Ok(ListingId::new(row.shop()?, row.int()?))).await
}

const ROWS: &str = "SELECT l.shop_id, l.id, l.handle, l.kind, l.state, l.title, l.price_low, l.currency, l.cover, \
    (SELECT CAST(COALESCE(SUM(s.available), 0) AS BIGINT) FROM variant v \
     JOIN stock s ON s.shop_id = v.shop_id AND s.variant_id = v.id \
     WHERE v.shop_id = l.shop_id AND v.listing_id = l.id), \
    (SELECT COUNT(*) FROM variant v WHERE v.shop_id = l.shop_id AND v.listing_id = l.id), \
    (SELECT CAST(COALESCE(MAX(v.tracked), 0) AS BIGINT) FROM variant v \
     WHERE v.shop_id = l.shop_id AND v.listing_id = l.id), \
    (SELECT CAST(COALESCE(MAX(v.priced), 0) AS BIGINT) FROM variant v \
     WHERE v.shop_id = l.shop_id AND v.listing_id = l.id) \
    FROM listing l WHERE l.shop_id = $1 AND l.state = $2 AND l.id < $3 AND ($5 = '' \
     OR LOWER(l.title) LIKE $5 ESCAPE '!' OR LOWER(l.title_en) LIKE $5 ESCAPE '!' OR EXISTS (SELECT 1 FROM variant v \
     WHERE v.shop_id = l.shop_id AND v.listing_id = l.id AND LOWER(v.sku) LIKE $5 ESCAPE '!')) \
    ORDER BY l.id DESC LIMIT $4";

/// A line of the seller's own list.
#[derive(Clone, Debug)]
pub struct DeskRow {
    pub id: ListingId,
    pub handle: String,
    pub kind: Kind,
    pub state: ListingState,
    pub title: String,
    /// The lowest; None while no variant has one.
    pub price: Option<Money>,
    pub cover: String,
    /// Pieces that nobody holds, over all variants.
    pub available: i64,
    pub variants: i64,
    /// Whether pieces of any variant are counted.
    pub is_counted: bool,
}

/// The listings of a shop in one state before `before`, the newest first: those whose title or SKU has some words in it, or
/// all.
pub async fn list_for_desk(
    tx: &mut Tx,
    shop: ShopId,
    state: ListingState,
    words: &str,
    before: i64,
    limit: i64,
) -> Result<Vec<DeskRow>, DbError> {
    tx.list(ROWS, params![shop, state.name(), before, limit, like(words)], |mut row| {
        let mut line = DeskRow {
            id: ListingId::new(row.shop()?, row.int()?),
            handle: row.text()?,
            kind: row.word(Kind::parse)?,
            state: row.word(ListingState::parse)?,
            title: row.text()?,
            price: Some(row.money()?),
            cover: row.text()?,
            available: row.int()?,
            variants: row.int()?,
            is_counted: row.flag()?,
        };
        let is_priced = row.flag()?;
        line.price = line.price.filter(|_| is_priced);
        Ok(line)
    })
    .await
}

const COUNTS: &str = "SELECT state, COUNT(*) FROM listing WHERE shop_id = $1 GROUP BY state";
/// How many listings of a shop are in each state.
pub async fn count_of_shop(tx: &mut Tx, shop: ShopId) -> Result<Vec<(ListingState, i64)>, DbError> {
    tx.list(COUNTS, params![shop], |mut row| Ok((row.word(ListingState::parse)?, row.int()?))).await
}

/// The variant of these choices among what is kept.
pub fn same_choices<'a>(variants: &'a [VariantInput], choices: &[String]) -> Option<&'a VariantInput> {
    variants.iter().find(|variant| variant.choices == choices)
}

/// The id of each variant with its choices, in their order.
pub async fn variant_ids(tx: &mut Tx, id: ListingId) -> Result<Vec<(VariantId, Vec<String>)>, DbError> {
    super::listing_store::variants(tx, id).await
}
