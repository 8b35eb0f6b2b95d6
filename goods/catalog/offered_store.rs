use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::{
    Kind, LeadTime, ListingId, ListingState, Offered, OptionInput, TaxClass, VariantId,
    listing_input::{choices_line, choices_line_en},
};

const FIND_OFFERED: &str = "SELECT v.shop_id, l.id, v.id, l.kind, \
    CASE WHEN v.priced = 1 THEN l.state ELSE 'draft' END, l.title, l.title_en, v.choices, v.sku, \
    v.picture, l.cover, v.price_minor, l.currency, v.weight_grams, v.tracked, v.backorder, s.available, \
    v.requires_shipping, l.facts, l.options, l.tax_class, v.taxable \
    FROM variant v JOIN listing l ON l.shop_id = v.shop_id AND l.id = v.listing_id \
    LEFT JOIN stock s ON s.shop_id = v.shop_id AND s.variant_id = v.id \
    WHERE v.shop_id = $1 AND v.id = $2";
/// A variant as a buyer can order it now. One without a price is a draft, whatever its listing is.
pub async fn find_offered(tx: &mut Tx, id: VariantId) -> Result<Option<Offered>, DbError> {
    tx.find(FIND_OFFERED, params![id.shop(), id.number()], decode_offered).await
}

fn decode_offered(mut row: Row) -> Result<Offered, DbError> {
    let shop = row.shop()?;
    let listing = ListingId::new(shop, row.int()?);
    let variant = VariantId::new(shop, row.int()?);
    let kind = row.word(Kind::parse)?;
    let state = row.word(ListingState::parse)?;
    let (title, title_en) = (row.text()?, row.text()?);
    let choices: Vec<String> = row.json()?;
    let sku = row.text()?;
    let (picture, cover) = (row.text()?, row.text()?);
    let unit = row.money()?;
    let weight_grams = row.int()?;
    let (is_tracked, is_backordered) = (row.flag()?, row.flag()?);
    let mut offered = Offered {
        listing,
        variant,
        kind,
        state,
        title,
        title_en,
        choices: choices_line(&choices),
        choices_en: String::new(),
        sku,
        picture: if picture.is_empty() { cover } else { picture },
        unit,
        weight_grams,
        is_counted: is_tracked && !is_backordered,
        available: row.maybe_int()?.unwrap_or(0),
        requires_shipping: row.flag()?,
        lead: LeadTime::of(kind, &row.json()?),
        tax_class: TaxClass::Exempt,
    };
    offered.choices_en = choices_line_en(&row.json::<Vec<OptionInput>>()?, &choices);
    let class = row.word(TaxClass::parse)?;
    if row.flag()? {
        offered.tax_class = class;
    }
    Ok(offered)
}

const TAX_CLASS: &str = "SELECT tax_class FROM listing WHERE shop_id = $1 AND id = $2";
/// The class of a listing, in whatever state; of one that is gone, what most are.
pub async fn tax_class_of(tx: &mut Tx, id: ListingId) -> Result<TaxClass, DbError> {
    let found =
        tx.find(TAX_CLASS, params![id.shop(), id.number()], |mut row| row.word(TaxClass::parse)).await?;
    Ok(found.unwrap_or(TaxClass::Standard))
}

const COUNT_BY_STATE: &str = "SELECT state, COUNT(*) FROM listing GROUP BY state ORDER BY state";
/// How many listings of the whole market are in each state. Cost: a scan of an index, so it is a report.
pub async fn count_all(tx: &mut Tx) -> Result<Vec<(ListingState, i64)>, DbError> {
    tx.list(COUNT_BY_STATE, &[], |mut row| Ok((row.word(ListingState::parse)?, row.int()?))).await
}

const VARIANTS_OF: &str = "SELECT shop_id, id, choices FROM variant WHERE shop_id = $1 AND listing_id = $2 \
    ORDER BY position LIMIT 100";
/// The variant of a listing with these option values; the only one when the listing has no options.
pub async fn find_variant(
    tx: &mut Tx,
    listing: ListingId,
    values: &[String],
) -> Result<Option<VariantId>, DbError> {
    let decode = |mut row: Row| {
        let id = VariantId::new(row.shop()?, row.int()?);
        Ok((id, row.json::<Vec<String>>()?))
    };
    let variants = tx.list(VARIANTS_OF, params![listing.shop(), listing.number()], decode).await?;
    Ok(variants.into_iter().find(|(_, choices)| choices == values).map(|(id, _)| id))
}
