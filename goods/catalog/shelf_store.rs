//! What buyers may read of a listing, and the statements that read it. Floors and costs are never among it.

use kernel::{Money, ShopId, Timestamp};
use people::reduction::PriceNow;
use platform::{
    any_pair,
    db::{DbError, Row, Tx, Value},
    params,
};

use super::{
    Facts, Kind, ListingId, ListingState, OptionInput, VariantId,
    card::{Card, card_columns},
    listing::{described, described_columns},
    listing_input::choices_line_en,
};

/// A listing as it is shown.
#[derive(Clone, Debug)]
pub struct ShownListing {
    pub id: ListingId,
    pub handle: String,
    pub kind: Kind,
    pub state: ListingState,
    pub title: String,
    pub title_en: String,
    /// Sanitised HTML.
    pub body: String,
    pub body_en: String,
    pub craft: String,
    pub materials: String,
    pub materials_en: String,
    pub technique: String,
    pub technique_en: String,
    pub vendor: String,
    pub product_type: String,
    pub tags: Vec<String>,
    pub options: Vec<OptionInput>,
    pub low: Money,
    pub high: Money,
    pub facts: Facts,
    pub is_negotiable: bool,
    pub origin_country: String,
    pub seo_title: String,
    pub seo_description: String,
    /// Name of a GLB file; empty when there is none.
    pub model: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// A variant as it is shown.
#[derive(Clone, Debug)]
pub struct ShownVariant {
    pub id: VariantId,
    pub choices: Vec<String>,
    /// The chosen values in one line, in English as far as the shop has said it; else empty.
    pub choices_en: String,
    pub sku: String,
    /// As its maker had it printed; empty when there is none.
    pub barcode: String,
    pub price: Money,
    pub compare_at: Option<Money>,
    /// Why it costs less than in the list, once that was asked.
    pub reduced: Option<PriceNow>,
    pub weight_grams: i64,
    pub picture: String,
    /// Pieces that nobody holds; `None` when they are not counted.
    pub left: Option<i64>,
}

impl ShownVariant {
    pub fn is_available(&self) -> bool {
        self.left.is_none_or(|left| left > 0)
    }
}

/// A picture as it is shown.
#[derive(Clone, Debug)]
pub struct ShownPicture {
    /// Name in the file store; empty while only the address it came from is known.
    pub file: String,
    pub alt: String,
    pub width: i64,
    pub height: i64,
}

macro_rules! columns {
    () => {
        concat!(
            "shop_id, id, ",
            described_columns!(),
            ", price_low, currency, price_high, currency, facts, negotiable, origin_country, seo_title, \
             seo_description, model, created_at, updated_at"
        )
    };
}

fn decode(mut row: Row) -> Result<ShownListing, DbError> {
    take(&mut row)
}

fn take(row: &mut Row) -> Result<ShownListing, DbError> {
    let id = ListingId::new(row.shop()?, row.int()?);
    Ok(described!(
        row,
        ShownListing {
            id,
            low: row.money()?,
            high: row.money()?,
            facts: row.json()?,
            is_negotiable: row.flag()?,
            origin_country: row.text()?,
            seo_title: row.text()?,
            seo_description: row.text()?,
            model: row.text()?,
            created_at: row.time()?,
            updated_at: row.time()?,
        }
    ))
}

const FIND: &str = concat!("SELECT ", columns!(), " FROM listing WHERE shop_id = $1 AND id = $2");
pub async fn find(tx: &mut Tx, id: ListingId) -> Result<Option<ShownListing>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], decode).await
}

const FIND_SEVERAL: &str =
    concat!("SELECT ", columns!(), " FROM listing WHERE ", any_pair!("shop_id", "id"), " LIMIT 100");
/// Several listings, in no order.
pub async fn find_several(tx: &mut Tx, ids: &[ListingId]) -> Result<Vec<ShownListing>, DbError> {
    let keys = ids.iter().map(|id| params![id.shop(), id.number()].to_vec()).collect();
    tx.list_several(FIND_SEVERAL, keys, decode).await
}

const FIND_BY_HANDLE: &str =
    concat!("SELECT ", columns!(), " FROM listing WHERE shop_id = $1 AND handle = $2");
pub async fn find_by_handle(
    tx: &mut Tx,
    shop: ShopId,
    handle: &str,
) -> Result<Option<ShownListing>, DbError> {
    tx.find(FIND_BY_HANDLE, params![shop, handle], decode).await
}

const AFTER: &str =
    concat!("SELECT ", columns!(), " FROM listing WHERE shop_id = $1 AND id > $2 ORDER BY id LIMIT $3");
/// The listings of a shop in any state, the oldest first: what an index is rebuilt from.
pub async fn list_after(
    tx: &mut Tx,
    shop: ShopId,
    after: i64,
    limit: i64,
) -> Result<Vec<ShownListing>, DbError> {
    tx.list(AFTER, params![shop, after, limit], decode).await
}

macro_rules! variants {
    ($which:literal) => {
        concat!(
            "SELECT v.shop_id, v.id, v.choices, v.sku, v.barcode, v.price_minor, l.currency, v.compare_at_minor, \
             v.weight_grams, v.picture, v.tracked, v.backorder, s.available, l.options, v.listing_id \
             FROM variant v JOIN listing l ON l.shop_id = v.shop_id AND l.id = v.listing_id \
             LEFT JOIN stock s ON s.shop_id = v.shop_id AND s.variant_id = v.id WHERE v.shop_id = $1 AND ",
            $which
        )
    };
}

const VARIANTS: &str = variants!("v.listing_id = $2 AND v.priced = 1 ORDER BY v.position LIMIT 100");
/// The variants that buyers are shown: those that have a price.
pub async fn variants(tx: &mut Tx, id: ListingId) -> Result<Vec<ShownVariant>, DbError> {
    tx.list(VARIANTS, params![id.shop(), id.number()], decode_variant).await
}

const VARIANTS_BETWEEN: &str = variants!(
    "v.listing_id > $2 AND v.listing_id <= $3 AND v.priced = 1 AND l.state = 'active' \
     ORDER BY v.listing_id, v.position LIMIT 10000"
);
/// Those of all listings on sale after one number and up to another, each with the number of its listing.
pub async fn variants_between(
    tx: &mut Tx,
    shop: ShopId,
    after: i64,
    last: i64,
) -> Result<Vec<(i64, ShownVariant)>, DbError> {
    let decode = |mut row: Row| {
        let variant = take_variant(&mut row)?;
        Ok((row.int()?, variant))
    };
    tx.list(VARIANTS_BETWEEN, params![shop, after, last], decode).await
}

fn decode_variant(mut row: Row) -> Result<ShownVariant, DbError> {
    take_variant(&mut row)
}

fn take_variant(row: &mut Row) -> Result<ShownVariant, DbError> {
    let id = VariantId::new(row.shop()?, row.int()?);
    let (choices, sku, barcode): (Vec<String>, _, _) = (row.json()?, row.text()?, row.text()?);
    let price = row.money()?;
    let compare_at = row.maybe_int()?.map(|minor| Money::new(minor, price.currency()));
    let (weight_grams, picture) = (row.int()?, row.text()?);
    let (is_tracked, is_backordered) = (row.flag()?, row.flag()?);
    let available = row.maybe_int()?.unwrap_or(0);
    let choices_en = choices_line_en(&row.json::<Vec<OptionInput>>()?, &choices);
    Ok(ShownVariant {
        id,
        choices,
        choices_en,
        sku,
        barcode,
        price,
        compare_at: compare_at.filter(|before| before.minor() > price.minor()),
        reduced: None,
        weight_grams,
        picture,
        left: (is_tracked && !is_backordered).then_some(available),
    })
}

const PICTURES: &str = "SELECT file, alt, width, height FROM picture WHERE shop_id = $1 AND listing_id = $2 \
    ORDER BY position, id LIMIT 20";
pub async fn pictures(tx: &mut Tx, id: ListingId) -> Result<Vec<ShownPicture>, DbError> {
    tx.list(PICTURES, params![id.shop(), id.number()], |mut row| {
        Ok(ShownPicture { file: row.text()?, alt: row.text()?, width: row.int()?, height: row.int()? })
    })
    .await
}

const PICTURES_BETWEEN: &str = "SELECT listing_id, file FROM picture WHERE shop_id = $1 AND listing_id > $2 \
    AND listing_id <= $3 AND file <> '' ORDER BY listing_id, position, id LIMIT 10000";
/// The pictures in the file store of all listings after one number and up to another.
pub(super) async fn pictures_between(
    tx: &mut Tx,
    shop: ShopId,
    after: i64,
    last: i64,
) -> Result<Vec<(i64, String)>, DbError> {
    tx.list(PICTURES_BETWEEN, params![shop, after, last], |mut row| Ok((row.int()?, row.text()?))).await
}

const ON_SALE_AFTER: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM listing WHERE shop_id = $1 AND state = 'active' AND id > $2 ORDER BY id LIMIT $3"
);
/// What a shop sells, the oldest first.
pub(super) async fn on_sale_after(
    tx: &mut Tx,
    shop: ShopId,
    after: i64,
    limit: i64,
) -> Result<Vec<ShownListing>, DbError> {
    tx.list(ON_SALE_AFTER, params![shop, after, limit], decode).await
}

const NEWEST_ON_SALE: &str = concat!(
    "SELECT ",
    columns!(),
    ", cover FROM listing WHERE shop_id = $1 AND state = 'active' ORDER BY id DESC LIMIT $2"
);
/// What a shop sells, the newest first, each with its first picture.
pub async fn newest_on_sale(
    tx: &mut Tx,
    shop: ShopId,
    limit: i64,
) -> Result<Vec<(ShownListing, String)>, DbError> {
    let decode = |mut row: Row| Ok((take(&mut row)?, row.text()?));
    tx.list(NEWEST_ON_SALE, params![shop, limit], decode).await
}

const OF_SHOP: &str = concat!(
    "SELECT ",
    card_columns!(),
    " FROM listing l JOIN shop s ON s.id = l.shop_id \
     WHERE l.shop_id = $1 AND l.state = 'active' AND l.id < $2 ORDER BY l.id DESC LIMIT $3"
);
/// What a shop sells, the newest first, from before `before` (`i64::MAX` for the first page).
pub async fn list_of_shop(tx: &mut Tx, shop: ShopId, before: i64, limit: i64) -> Result<Vec<Card>, DbError> {
    tx.list(OF_SHOP, params![shop, before, limit], Card::decode).await
}

/// Cards that one statement reads.
const TOGETHER: usize = 12;
const CARDS: &str = concat!(
    "SELECT ",
    card_columns!(),
    " FROM listing l JOIN shop s ON s.id = l.shop_id AND s.state = 'open' WHERE l.state = 'active' AND (\
     (l.shop_id = $1 AND l.id = $2) OR (l.shop_id = $3 AND l.id = $4) OR (l.shop_id = $5 AND l.id = $6) OR \
     (l.shop_id = $7 AND l.id = $8) OR (l.shop_id = $9 AND l.id = $10) OR (l.shop_id = $11 AND l.id = $12) OR \
     (l.shop_id = $13 AND l.id = $14) OR (l.shop_id = $15 AND l.id = $16) OR (l.shop_id = $17 AND l.id = $18) OR \
     (l.shop_id = $19 AND l.id = $20) OR (l.shop_id = $21 AND l.id = $22) OR (l.shop_id = $23 AND l.id = $24)) LIMIT 12"
);
/// Those of some listings that everybody may see, in the order given: a statement for twelve.
pub async fn cards(tx: &mut Tx, ids: &[ListingId]) -> Result<Vec<Card>, DbError> {
    let mut cards = Vec::with_capacity(ids.len());
    for some in ids.chunks(TOGETHER) {
        let mut keys: Vec<Value> = Vec::with_capacity(2 * TOGETHER);
        for at in 0..TOGETHER {
            // Where there are fewer, what is no listing.
            let (shop, number) = some.get(at).map_or((0, 0), |id| (id.shop().get(), id.number()));
            keys.extend([shop.into(), number.into()]);
        }
        let mut found = tx.list(CARDS, &keys, Card::decode).await?;
        found.sort_by_key(|card| some.iter().position(|id| *id == card.id));
        cards.append(&mut found);
    }
    Ok(cards)
}

const CARD: &str = concat!(
    "SELECT ",
    card_columns!(),
    " FROM listing l JOIN shop s ON s.id = l.shop_id WHERE l.shop_id = $1 AND l.id = $2 AND l.state = 'active'"
);
/// A listing that is on sale, as it stands among others.
pub async fn card(tx: &mut Tx, id: ListingId) -> Result<Option<Card>, DbError> {
    tx.find(CARD, params![id.shop(), id.number()], Card::decode).await
}

const MANY: &str = "SELECT shop_id FROM listing WHERE state = 'active' GROUP BY shop_id HAVING COUNT(*) > $1 ORDER BY shop_id";
/// Shops that sell more than so many things.
pub async fn shops_with_more_than(tx: &mut Tx, most: i64) -> Result<Vec<ShopId>, DbError> {
    tx.list(MANY, params![most], |mut row| row.shop()).await
}
