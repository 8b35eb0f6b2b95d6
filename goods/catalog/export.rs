//! From listings back to a Shopify product file: what an import brought comes out as it went in.

use kernel::ShopId;
use platform::db::{DbError, Tx};

use super::{
    ListingState, TaxClass,
    import_extra::{ListingExtra, VariantExtra},
    import_pictures::own_address,
    listing_input::{ListingInput, PictureInput, VariantInput},
    product_file::{
        Cell, Columns, Dialect, ListingDraft, OptionDraft, OutOfStock, PictureDraft, Status, TAX_CLASS,
        VariantDraft, Weight, WeightUnit, write,
    },
    seller_store::{list_ids, load},
};

/// What a file would say of a listing.
fn draft(input: &ListingInput, origin: &str) -> ListingDraft {
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
        variants: input.variants.iter().map(|it| variant(it, origin)).collect(),
        pictures: (1..)
            .zip(&input.pictures)
            .map(|(position, it)| picture(position, it, &extra, origin))
            .collect(),
        tax_class: match input.tax_class {
            TaxClass::Standard => Cell::Empty,
            class @ (TaxClass::Reduced | TaxClass::Zero | TaxClass::Exempt) => Cell::Value(class),
        },
        aside: extra.aside.clone(),
        ..ListingDraft::default()
    }
}

fn text(text: &str) -> Cell<String> {
    if text.is_empty() { Cell::Empty } else { Cell::Value(text.to_owned()) }
}

fn maybe<T>(value: Option<T>) -> Cell<T> {
    value.map_or(Cell::Empty, Cell::Value)
}

fn variant(input: &VariantInput, origin: &str) -> VariantDraft {
    let extra: VariantExtra = serde_json::from_str(&input.extra).unwrap_or_default();
    let grams = u32::try_from(input.weight_grams).unwrap_or(u32::MAX);
    // What nobody counts has no number of pieces, and no tracker: none left would be something else.
    let pieces = input.is_tracked.then(|| input.available.unwrap_or(0));
    VariantDraft {
        line: 0,
        choices: input.choices.clone(),
        sku: text(&input.sku),
        barcode: text(&input.barcode),
        price: maybe(input.price),
        compare_at: maybe(input.compare_at),
        cost: maybe(input.cost),
        taxable: Cell::Value(input.is_taxable),
        tax_code: text(&extra.tax_code),
        stock_tracker: tracker(input, &extra),
        quantity: maybe(pieces.map(|pieces| u32::try_from(pieces).unwrap_or(u32::MAX))),
        out_of_stock: Cell::Value(if input.is_backordered { OutOfStock::Continue } else { OutOfStock::Deny }),
        weight: Cell::Value(Weight::from_grams(grams)),
        weight_unit: unit(&extra.weight_unit),
        needs_shipping: Cell::Value(input.requires_shipping),
        fulfilment: text(if extra.fulfilment.is_empty() { "manual" } else { &extra.fulfilment }),
        picture: match (extra.picture.is_empty(), input.picture.is_empty()) {
            (false, _) => Cell::Value(extra.picture),
            (true, false) => Cell::Value(own_address(&input.picture, origin)),
            (true, true) => Cell::Empty,
        },
        aside: extra.aside,
    }
}

fn tracker(input: &VariantInput, extra: &VariantExtra) -> Cell<String> {
    match (input.is_tracked, extra.tracker.as_str()) {
        (false, _) => Cell::Empty,
        (true, "") => Cell::Value(TRACKER.to_owned()),
        (true, name) => Cell::Value(name.to_owned()),
    }
}

/// Who counts the pieces of what is counted: the name that Shopify itself uses.
const TRACKER: &str = "shopify";

fn unit(name: &str) -> Cell<WeightUnit> {
    match name {
        "g" => Cell::Value(WeightUnit::Gram),
        "kg" => Cell::Value(WeightUnit::Kilogram),
        "oz" => Cell::Value(WeightUnit::Ounce),
        "lb" => Cell::Value(WeightUnit::Pound),
        _ => Cell::Empty,
    }
}

fn picture(position: u32, input: &PictureInput, extra: &ListingExtra, origin: &str) -> PictureDraft {
    let aside = extra.pictures.iter().find(|(address, _)| *address == input.source);
    PictureDraft {
        line: 0,
        url: match input.source.as_str() {
            "" => own_address(&input.file, origin),
            source => source.to_owned(),
        },
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

/// All listings of a shop as a product file in a dialect. Pictures that have no other address stand under `origin`.
pub async fn export(tx: &mut Tx, shop: ShopId, dialect: Dialect, origin: &str) -> Result<Vec<u8>, DbError> {
    let origin = origin.trim_end_matches('/');
    let mut drafts = Vec::new();
    let mut after = 0;
    loop {
        let page = list_ids(tx, shop, after, 100).await?;
        let Some(last) = page.last() else { break };
        after = last.number();
        for id in page {
            if let Some(input) = load(tx, id).await? {
                drafts.push(draft(&input, origin));
            }
        }
    }
    let mut more = aside_columns(&drafts);
    if drafts.iter().any(|draft| matches!(draft.tax_class, Cell::Value(_))) {
        more.push(TAX_CLASS.to_owned());
    }
    let columns = Columns::all(dialect, &more);
    let mut file = Vec::new();
    write(&mut file, &columns, &drafts).map_err(|_| DbError::Closed)?;
    Ok(file)
}
