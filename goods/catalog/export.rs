//! From listings back to a Shopify product file: what an import brought comes out as it went in.

use kernel::ShopId;
use platform::db::{DbError, Tx};

use super::{
    ListingState,
    import::{ListingExtra, VariantExtra},
    listing_input::{ListingInput, PictureInput, VariantInput},
    seller_store::{list_ids, load},
    shopify::{
        Cell, Columns, Dialect, ListingDraft, OptionDraft, OutOfStock, PictureDraft, Status, VariantDraft,
        Weight, WeightUnit, write,
    },
};

/// What a file would say of a listing.
fn draft(input: &ListingInput) -> ListingDraft {
    let extra: ListingExtra = serde_json::from_str(&input.extra).unwrap_or_default();
    let linked = |index: usize| extra.linked.get(index).map_or("", String::as_str);
    ListingDraft {
        line: 0,
        handle: input.handle.clone(),
        title: text(&input.title),
        body: text(&input.body),
        vendor: text(&input.vendor),
        category: text(&extra.category),
        kind: text(&input.product_type),
        tags: if input.tags.is_empty() { Cell::Empty } else { Cell::Value(input.tags.clone()) },
        published: Cell::Value(extra.published.unwrap_or(input.state == ListingState::Active)),
        status: Cell::Value(match input.state {
            ListingState::Active if extra.unlisted => Status::Unlisted,
            ListingState::Active => Status::Active,
            ListingState::Draft => Status::Draft,
            ListingState::Archived => Status::Archived,
        }),
        gift_card: Cell::Value(extra.gift_card.unwrap_or(false)),
        seo_title: text(&input.seo_title),
        seo_description: text(&input.seo_description),
        options: (0..)
            .zip(&input.options)
            .map(|(index, option)| OptionDraft { name: option.name.clone(), linked_to: text(linked(index)) })
            .collect(),
        variants: input.variants.iter().map(variant).collect(),
        pictures: (1..).zip(&input.pictures).map(|(position, it)| picture(position, it, &extra)).collect(),
        aside: extra.aside.clone(),
    }
}

fn text(text: &str) -> Cell<String> {
    if text.is_empty() { Cell::Empty } else { Cell::Value(text.to_owned()) }
}

fn maybe<T>(value: Option<T>) -> Cell<T> {
    value.map_or(Cell::Empty, Cell::Value)
}

fn variant(input: &VariantInput) -> VariantDraft {
    let extra: VariantExtra = serde_json::from_str(&input.extra).unwrap_or_default();
    let grams = u32::try_from(input.weight_grams).unwrap_or(u32::MAX);
    VariantDraft {
        line: 0,
        choices: input.choices.clone(),
        sku: text(&input.sku),
        barcode: text(&input.barcode),
        price: Cell::Value(input.price),
        compare_at: maybe(input.compare_at),
        cost: maybe(input.cost),
        taxable: Cell::Value(input.is_taxable),
        tax_code: text(&extra.tax_code),
        stock_tracker: text(&extra.tracker),
        quantity: maybe(input.available.map(|pieces| u32::try_from(pieces).unwrap_or(u32::MAX))),
        out_of_stock: Cell::Value(if input.is_backordered { OutOfStock::Continue } else { OutOfStock::Deny }),
        weight: Cell::Value(Weight::from_grams(grams)),
        weight_unit: unit(&extra.weight_unit),
        needs_shipping: Cell::Value(input.requires_shipping),
        fulfilment: text(if extra.fulfilment.is_empty() { "manual" } else { &extra.fulfilment }),
        picture: text(&extra.picture),
        aside: extra.aside,
    }
}

fn unit(name: &str) -> Cell<WeightUnit> {
    match name {
        "g" => Cell::Value(WeightUnit::Gram),
        "kg" => Cell::Value(WeightUnit::Kilogram),
        "oz" => Cell::Value(WeightUnit::Ounce),
        "lb" => Cell::Value(WeightUnit::Pound),
        _ => Cell::Empty,
    }
}

fn picture(position: u32, input: &PictureInput, extra: &ListingExtra) -> PictureDraft {
    let aside = extra.pictures.iter().find(|(address, _)| *address == input.source);
    PictureDraft {
        line: 0,
        url: input.source.clone(),
        position: Cell::Value(position),
        alt: text(&input.alt),
        aside: aside.map(|(_, aside)| aside.clone()).unwrap_or_default(),
    }
}

/// The columns beyond Shopify's own that these listings have something in, in the order of their names.
fn aside_columns(drafts: &[ListingDraft]) -> Vec<String> {
    let of_listing = drafts.iter().flat_map(|draft| &draft.aside);
    let of_variants = drafts.iter().flat_map(|draft| &draft.variants).flat_map(|variant| &variant.aside);
    let of_pictures = drafts.iter().flat_map(|draft| &draft.pictures).flat_map(|picture| &picture.aside);
    let mut names: Vec<String> =
        of_listing.chain(of_variants).chain(of_pictures).map(|(name, _)| name.clone()).collect();
    names.sort();
    names.dedup();
    names
}

/// All listings of a shop as a product file in a dialect.
pub async fn export(tx: &mut Tx, shop: ShopId, dialect: Dialect) -> Result<Vec<u8>, DbError> {
    let mut drafts = Vec::new();
    let mut after = 0;
    loop {
        let page = list_ids(tx, shop, after, 100).await?;
        let Some(last) = page.last() else { break };
        after = last.number();
        for id in page {
            if let Some(input) = load(tx, id).await? {
                drafts.push(draft(&input));
            }
        }
    }
    let columns = Columns::all(dialect, &aside_columns(&drafts));
    let mut file = Vec::new();
    write(&mut file, &columns, &drafts).map_err(|_| DbError::Closed)?;
    Ok(file)
}
