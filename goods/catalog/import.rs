//! From a product file to listings: one listing at a time, each wholly or not at all.

use kernel::{Currency, Money, ShopId, Timestamp};
use platform::db::Tx;

use super::{
    ListingId, ListingState, SaveError, TaxClass, create,
    import_extra::{ListingExtra, VariantExtra},
    import_pictures::{own_file, pictures},
    import_run::StockOf,
    import_told::Told,
    listing_input::{ListingInput, OptionInput, PictureInput, VariantInput, blank},
    product_file::{Cell, ListingDraft, OptionDraft, OutOfStock, Status, VariantDraft, Weight, WeightUnit},
    seller_store::{find_id, load, same_choices},
    update,
};

/// Whether the listing is new to the shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imported {
    New(ListingId),
    Changed(ListingId),
}

impl Imported {
    pub fn id(self) -> ListingId {
        match self {
            Self::New(id) | Self::Changed(id) => id,
        }
    }
}

/// How a file is taken.
#[derive(Clone, Debug)]
pub struct Manner {
    pub currency: Currency,
    pub stock: StockOf,
    /// Where this market's own pictures are: `https://fair.example`.
    pub origin: String,
}

/// Keep what a file says of one listing: a new one, or a change of the one with its handle. The answer says as well
/// what its seller should know of it.
///
/// A missing column keeps what the shop has, an empty cell clears it. Words that only Jishi has (craft, the English
/// texts, floors) stay as they are.
pub async fn import(
    tx: &mut Tx,
    now: Timestamp,
    shop: ShopId,
    draft: &ListingDraft,
    manner: &Manner,
) -> Result<(Imported, Vec<Told>), SaveError> {
    let known = find_id(tx, shop, &draft.handle).await?;
    let old = match known {
        Some(id) => load(tx, id).await?,
        None => None,
    };
    let (input, told) = merge(draft, old.as_ref(), manner);
    let imported = match known {
        Some(id) => {
            update(tx, now, id, input).await?;
            Imported::Changed(id)
        }
        None => Imported::New(create(tx, now, shop, input).await?),
    };
    Ok((imported, told))
}

/// What the shop has after the file was read, if it had `old` before, and what its seller should know.
pub(super) fn merge(
    draft: &ListingDraft,
    old: Option<&ListingInput>,
    manner: &Manner,
) -> (ListingInput, Vec<Told>) {
    let base = old.cloned().unwrap_or_else(|| blank(&draft.handle));
    let mut told = Vec::new();
    let extra = listing_extra(draft, &base);
    let (pictures, left_out) = pictures(&draft.pictures, &base.pictures, &manner.origin);
    if left_out > 0 {
        told.push(Told::PicturesLeftOut { line: draft.line, count: left_out });
    }
    let variants = if draft.variants.is_empty() {
        base.variants.clone()
    } else {
        variants(draft, &base, manner, &mut told)
    };
    let says_nothing = |it: &VariantDraft| it.stock_tracker == Cell::Missing && it.quantity == Cell::Missing;
    if old.is_none() && !draft.is_doubtful && draft.variants.iter().any(says_nothing) {
        told.push(Told::AlwaysThere { line: draft.line });
    }
    let mut state = state(draft, base.state, &extra);
    if old.is_none() && draft.is_doubtful && state == ListingState::Active {
        state = ListingState::Draft;
        told.push(Told::BeginsAsDraft { line: draft.line });
    }
    // Nothing is on sale without a price.
    if state == ListingState::Active && variants.iter().all(|variant| variant.price.is_none()) {
        state = ListingState::Draft;
        told.push(Told::DraftWithoutPrice { line: draft.line });
    }
    if extra.unlisted && state == ListingState::Active {
        told.push(Told::Listed { line: draft.line });
    }
    let options = if draft.variants.is_empty() {
        base.options.clone()
    } else {
        options(&draft.options, &base.options, &variants)
    };
    let input = ListingInput {
        handle: draft.handle.clone(),
        state,
        title: match text(&draft.title, &base.title) {
            // A file of prices alone may name what the shop does not have.
            title if title.is_empty() => draft.handle.clone(),
            title => title,
        },
        body: text(&draft.body, &base.body),
        materials: text(&draft.materials, &base.materials),
        vendor: text(&draft.vendor, &base.vendor),
        product_type: text(&draft.kind, &base.product_type),
        tags: draft.tags.clone().over(Some(base.tags.clone())).unwrap_or_default(),
        options,
        variants,
        pictures,
        tax_class: draft.tax_class.over(Some(base.tax_class)).unwrap_or(TaxClass::Standard),
        seo_title: text(&draft.seo_title, &base.seo_title),
        seo_description: text(&draft.seo_description, &base.seo_description),
        extra: serde_json::to_string(&extra).unwrap_or_default(),
        ..base
    };
    (input, told)
}

fn listing_extra(draft: &ListingDraft, base: &ListingInput) -> ListingExtra {
    let mut extra: ListingExtra = serde_json::from_str(&base.extra).unwrap_or_default();
    extra.category = text(&draft.category, &extra.category);
    extra.gift_card = draft.gift_card.over(extra.gift_card);
    extra.published = draft.published.over(extra.published);
    if let Cell::Value(status) = draft.status {
        extra.unlisted = status == Status::Unlisted;
    }
    lay_over(&mut extra.aside, &draft.aside);
    if !draft.options.is_empty() {
        extra.linked = draft.options.iter().map(|option| text(&option.linked_to, "")).collect();
    }
    for picture in draft.pictures.iter().filter(|picture| !picture.aside.is_empty()) {
        extra.pictures.retain(|(address, _)| *address != picture.url);
        extra.pictures.push((picture.url.clone(), picture.aside.clone()));
    }
    extra
}

pub(super) fn text(cell: &Cell<String>, old: &str) -> String {
    cell.clone().over(Some(old.to_owned())).unwrap_or_default()
}

fn state(draft: &ListingDraft, old: ListingState, extra: &ListingExtra) -> ListingState {
    let hidden = extra.published == Some(false);
    match draft.status {
        Cell::Value(Status::Draft) => ListingState::Draft,
        Cell::Value(Status::Archived) => ListingState::Archived,
        Cell::Value(Status::Active | Status::Unlisted) | Cell::Empty if !hidden => ListingState::Active,
        Cell::Missing if !hidden && matches!(draft.published, Cell::Value(true)) => ListingState::Active,
        Cell::Missing if !hidden => old,
        Cell::Value(Status::Active | Status::Unlisted) | Cell::Empty | Cell::Missing => ListingState::Draft,
    }
}

fn lay_over(kept: &mut Vec<(String, String)>, new: &[(String, String)]) {
    for (name, value) in new {
        kept.retain(|(have, _)| have != name);
        kept.push((name.clone(), value.clone()));
    }
}

/// The options of the file with all values that a variant has.
fn options(drafts: &[OptionDraft], old: &[OptionInput], variants: &[VariantInput]) -> Vec<OptionInput> {
    let values = |index: usize| {
        let mut values: Vec<String> = Vec::new();
        for choice in variants.iter().filter_map(|variant| variant.choices.get(index)) {
            if !values.contains(choice) {
                values.push(choice.clone());
            }
        }
        values
    };
    // A file has no English words: those of what stays are kept.
    let name = |(index, option): (usize, &OptionDraft)| {
        let (known, values) = (old.iter().find(|known| known.name == option.name), values(index));
        let english = |known: &OptionInput| values.iter().map(|it| known.english(it).to_owned()).collect();
        OptionInput {
            name: option.name.clone(),
            name_en: known.map(|known| known.name_en.clone()).unwrap_or_default(),
            values_en: known.filter(|known| !known.values_en.is_empty()).map(english).unwrap_or_default(),
            values,
        }
    };
    let said: Vec<OptionInput> = drafts.iter().enumerate().map(name).collect();
    // What is only another order of the same values is no change.
    let same = |(new, old): (&OptionInput, &OptionInput)| {
        new.name == old.name
            && new.values.len() == old.values.len()
            && new.values.iter().all(|value| old.values.contains(value))
    };
    let is_same = said.len() == old.len() && said.iter().zip(old).all(same);
    if is_same { old.to_vec() } else { said }
}

/// The variants of the file, and those of the shop whose rows in the file could not be read.
fn variants(
    draft: &ListingDraft,
    base: &ListingInput,
    manner: &Manner,
    told: &mut Vec<Told>,
) -> Vec<VariantInput> {
    let mut variants: Vec<VariantInput> =
        draft.variants.iter().map(|variant| merge_variant(variant, base, manner, told)).collect();
    if draft.has_lost_variants {
        let is_unnamed = |old: &&VariantInput| {
            old.choices.len() == draft.options.len() && same_choices(&variants, &old.choices).is_none()
        };
        let unnamed: Vec<VariantInput> = base
            .variants
            .iter()
            .filter(is_unnamed)
            .map(|old| VariantInput { available: None, ..old.clone() })
            .collect();
        variants.extend(unnamed);
    }
    variants
}

fn merge_variant(
    draft: &VariantDraft,
    base: &ListingInput,
    manner: &Manner,
    told: &mut Vec<Told>,
) -> VariantInput {
    let old = same_choices(&base.variants, &draft.choices);
    let extra = variant_extra(draft, old);
    let weight = draft.weight.map(|weight| i64::try_from(Weight::grams_up(weight)).unwrap_or(i64::MAX));
    let out_of_stock = draft
        .out_of_stock
        .over(old.map(|old| if old.is_backordered { OutOfStock::Continue } else { OutOfStock::Deny }));
    let (is_tracked, available) = pieces(draft, old, manner.stock);
    let shows = |it: &&PictureInput| {
        let is_ours = own_file(&extra.picture, &manner.origin) == Some(it.file.as_str());
        !it.file.is_empty() && (is_ours || !extra.picture.is_empty() && it.source == extra.picture)
    };
    let shown_by = base.pictures.iter().find(shows);
    VariantInput {
        choices: draft.choices.clone(),
        sku: text(&draft.sku, old.map_or("", |old| &old.sku)),
        barcode: text(&draft.barcode, old.map_or("", |old| &old.barcode)),
        price: price(draft, old, told),
        compare_at: draft.compare_at.over(old.and_then(|old| old.compare_at)),
        cost: draft.cost.over(old.and_then(|old| old.cost)),
        weight_grams: weight.over(old.map(|old| old.weight_grams)).unwrap_or(0),
        available,
        is_backordered: out_of_stock == Some(OutOfStock::Continue),
        is_tracked,
        requires_shipping: draft.needs_shipping.over(old.map(|old| old.requires_shipping)).unwrap_or(true),
        is_taxable: draft.taxable.over(old.map(|old| old.is_taxable)).unwrap_or(true),
        picture: shown_by.map_or_else(
            || old.map(|old| old.picture.clone()).unwrap_or_default(),
            |picture| picture.file.clone(),
        ),
        extra: serde_json::to_string(&extra).unwrap_or_default(),
    }
}

fn variant_extra(draft: &VariantDraft, old: Option<&VariantInput>) -> VariantExtra {
    let mut extra: VariantExtra =
        old.and_then(|old| serde_json::from_str(&old.extra).ok()).unwrap_or_default();
    extra.tracker = text(&draft.stock_tracker, &extra.tracker);
    extra.fulfilment = text(&draft.fulfilment, &extra.fulfilment);
    extra.tax_code = text(&draft.tax_code, &extra.tax_code);
    extra.picture = text(&draft.picture, &extra.picture);
    if let Cell::Value(unit) = draft.weight_unit {
        extra.weight_unit = unit_name(unit).into();
    }
    lay_over(&mut extra.aside, &draft.aside);
    extra
}

/// The price of the file. An empty cell is no price: what the shop has stays, and the seller is told.
fn price(draft: &VariantDraft, old: Option<&VariantInput>, told: &mut Vec<Told>) -> Option<Money> {
    let line = draft.line;
    match (draft.price, old.and_then(|old| old.price)) {
        (Cell::Value(price), _) => Some(price),
        (Cell::Empty, Some(price)) => {
            told.push(Told::PriceKept { line, price: price.decimal() });
            Some(price)
        }
        (Cell::Missing, Some(price)) => Some(price),
        (Cell::Empty | Cell::Missing, None) => {
            told.push(Told::NoPrice { line });
            None
        }
    }
}

/// Whether pieces are counted, and how many there are; None leaves the stock of a known variant as it is.
///
/// Nobody counts what has no tracker, or no number of pieces to begin with: that is not the same as none left.
fn pieces(draft: &VariantDraft, old: Option<&VariantInput>, stock: StockOf) -> (bool, Option<i64>) {
    if let (StockOf::Shop, Some(old)) = (stock, old) {
        return (old.is_tracked, None);
    }
    let said = draft.quantity.map(i64::from).value();
    let is_tracked = match (&draft.stock_tracker, said, old) {
        (Cell::Empty, _, _) => false,
        (Cell::Value(_) | Cell::Missing, Some(_), _) => true,
        (Cell::Value(_), None, Some(_)) => true,
        (Cell::Missing, None, Some(old)) => old.is_tracked,
        (Cell::Value(_) | Cell::Missing, None, None) => false,
    };
    (is_tracked, said.filter(|_| is_tracked))
}

/// The word for a unit in the file.
pub fn unit_name(unit: WeightUnit) -> &'static str {
    match unit {
        WeightUnit::Gram => "g",
        WeightUnit::Kilogram => "kg",
        WeightUnit::Ounce => "oz",
        WeightUnit::Pound => "lb",
    }
}
