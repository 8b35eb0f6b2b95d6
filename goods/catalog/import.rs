//! From a Shopify product file to listings: one listing at a time, each wholly or not at all.

use kernel::{Money, ShopId, Timestamp};
use platform::db::Tx;
use serde::{Deserialize, Serialize};

use super::{
    Facts, Kind, ListingId, ListingState, SaveError, create,
    listing_input::{ListingInput, MOST_PICTURES, OptionInput, PictureInput, VariantInput},
    seller_store::{find_id, load, same_choices},
    shopify::{Cell, ListingDraft, OutOfStock, PictureDraft, Status, VariantDraft, Weight, WeightUnit},
    update,
};

/// What a file says of a listing and no field of ours holds; kept so that an export gives it back.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ListingExtra {
    pub category: String,
    pub gift_card: Option<bool>,
    pub published: Option<bool>,
    pub unlisted: bool,
    /// The metafield behind each option.
    pub linked: Vec<String>,
    pub aside: Vec<(String, String)>,
    /// What rows that only bring a picture say beside it, by the picture's address.
    pub pictures: Vec<(String, Vec<(String, String)>)>,
}

/// What an import brought of a variant and no field holds.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct VariantExtra {
    pub tracker: String,
    pub fulfilment: String,
    pub tax_code: String,
    pub weight_unit: String,
    /// Address of the picture that shows it.
    pub picture: String,
    pub aside: Vec<(String, String)>,
}

/// Whether the listing is new to the shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imported {
    New(ListingId),
    Changed(ListingId),
}

/// Keep what a file says of one listing: a new one, or a change of the one with its handle.
///
/// A missing column keeps what the shop has, an empty cell clears it. Words that only Jishi has (craft, the English
/// texts, floors) stay as they are.
pub async fn import(
    tx: &mut Tx,
    now: Timestamp,
    shop: ShopId,
    draft: &ListingDraft,
    currency: kernel::Currency,
) -> Result<Imported, SaveError> {
    let known = find_id(tx, shop, &draft.handle).await?;
    let old = match known {
        Some(id) => load(tx, id).await?,
        None => None,
    };
    let input = merge(draft, old.as_ref(), currency);
    match known {
        Some(id) => {
            update(tx, now, id, input).await?;
            Ok(Imported::Changed(id))
        }
        None => Ok(Imported::New(create(tx, now, shop, input).await?)),
    }
}

/// What the shop has after the file was read, if it had `old` before.
fn merge(draft: &ListingDraft, old: Option<&ListingInput>, currency: kernel::Currency) -> ListingInput {
    let base = old.cloned().unwrap_or_else(|| blank(&draft.handle));
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
    let variants: Vec<VariantInput> = if draft.variants.is_empty() {
        base.variants.clone()
    } else {
        draft.variants.iter().map(|variant| merge_variant(variant, &base.variants, currency)).collect()
    };
    ListingInput {
        handle: draft.handle.clone(),
        state: state(draft, base.state, &extra),
        title: text(&draft.title, &base.title),
        body: text(&draft.body, &base.body),
        vendor: text(&draft.vendor, &base.vendor),
        product_type: text(&draft.kind, &base.product_type),
        tags: draft.tags.clone().over(Some(base.tags.clone())).unwrap_or_default(),
        options: if draft.variants.is_empty() { base.options.clone() } else { options(draft) },
        variants,
        pictures: pictures(&draft.pictures, &base.pictures),
        seo_title: text(&draft.seo_title, &base.seo_title),
        seo_description: text(&draft.seo_description, &base.seo_description),
        extra: serde_json::to_string(&extra).unwrap_or_default(),
        ..base
    }
}

/// A listing of which nothing is said yet.
pub(super) fn blank(handle: &str) -> ListingInput {
    ListingInput {
        handle: handle.to_owned(),
        kind: Kind::Stock,
        state: ListingState::Active,
        title: String::new(),
        title_en: String::new(),
        body: String::new(),
        body_en: String::new(),
        craft: String::new(),
        materials: String::new(),
        technique: String::new(),
        vendor: String::new(),
        product_type: String::new(),
        tags: Vec::new(),
        options: Vec::new(),
        variants: Vec::new(),
        pictures: Vec::new(),
        facts: Facts::default(),
        is_negotiable: false,
        floor: None,
        auto_accept: None,
        origin_country: None,
        customs_code: String::new(),
        seo_title: String::new(),
        seo_description: String::new(),
        model: String::new(),
        extra: "{}".into(),
    }
}

fn text(cell: &Cell<String>, old: &str) -> String {
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

fn options(draft: &ListingDraft) -> Vec<OptionInput> {
    let values = |index: usize| {
        let mut values: Vec<String> = Vec::new();
        for choice in draft.variants.iter().filter_map(|variant| variant.choices.get(index)) {
            if !values.contains(choice) {
                values.push(choice.clone());
            }
        }
        values
    };
    let option = |(index, option): (usize, &super::shopify::OptionDraft)| OptionInput {
        name: option.name.clone(),
        values: values(index),
    };
    draft.options.iter().enumerate().map(option).collect()
}

fn merge_variant(draft: &VariantDraft, known: &[VariantInput], currency: kernel::Currency) -> VariantInput {
    let old = same_choices(known, &draft.choices);
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
    let weight = draft.weight.map(|weight| i64::try_from(Weight::grams_up(weight)).unwrap_or(i64::MAX));
    let out_of_stock = draft
        .out_of_stock
        .over(old.map(|old| if old.is_backordered { OutOfStock::Continue } else { OutOfStock::Deny }));
    VariantInput {
        choices: draft.choices.clone(),
        sku: text(&draft.sku, old.map_or("", |old| &old.sku)),
        barcode: text(&draft.barcode, old.map_or("", |old| &old.barcode)),
        price: draft.price.over(old.map(|old| old.price)).unwrap_or(Money::zero(currency)),
        compare_at: draft.compare_at.over(old.and_then(|old| old.compare_at)),
        cost: draft.cost.over(old.and_then(|old| old.cost)),
        weight_grams: weight.over(old.map(|old| old.weight_grams)).unwrap_or(0),
        available: draft.quantity.map(i64::from).over(None).or(old.map_or(Some(0), |_| None)),
        is_backordered: out_of_stock == Some(OutOfStock::Continue),
        is_tracked: true,
        requires_shipping: draft.needs_shipping.over(old.map(|old| old.requires_shipping)).unwrap_or(true),
        is_taxable: draft.taxable.over(old.map(|old| old.is_taxable)).unwrap_or(true),
        picture: old.map(|old| old.picture.clone()).unwrap_or_default(),
        extra: serde_json::to_string(&extra).unwrap_or_default(),
    }
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

/// The pictures of the file in their order; one whose content the shop has already keeps it.
fn pictures(drafts: &[PictureDraft], known: &[PictureInput]) -> Vec<PictureInput> {
    if drafts.is_empty() {
        return known.to_vec();
    }
    let mut ordered: Vec<&PictureDraft> = drafts.iter().collect();
    ordered.sort_by_key(|picture| picture.position.value().unwrap_or(u32::MAX));
    ordered
        .into_iter()
        .take(MOST_PICTURES)
        .map(|picture| {
            let old = known.iter().find(|old| old.source == picture.url);
            PictureInput {
                file: old.map(|old| old.file.clone()).unwrap_or_default(),
                source: picture.url.clone(),
                alt: text(&picture.alt, old.map_or("", |old| &old.alt)),
                width: old.map_or(0, |old| old.width),
                height: old.map_or(0, |old| old.height),
            }
        })
        .collect()
}
