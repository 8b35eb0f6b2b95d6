//! What a file would change of a listing that the shop has.

use kernel::Money;
use serde::{Deserialize, Serialize};

use super::{
    listing_input::{ListingInput, VariantInput},
    seller_store::same_choices,
};

/// A listing that would be changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedListing {
    pub line: u64,
    pub handle: String,
    pub title: String,
    pub changes: Vec<Change>,
}

/// One thing that would be changed: `stock` of a variant from 7 to 10.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub what: String,
    /// The variant by its choices; empty for the listing as a whole, or its only variant.
    #[serde(default)]
    pub variant: String,
    pub from: String,
    pub to: String,
}

impl Change {
    pub fn is_stock(&self) -> bool {
        self.what == "stock"
    }
}

/// Where there is nothing to show.
const NOTHING: &str = "–";
/// Not counted.
const ALWAYS: &str = "∞";

/// Everything that differs, in the order in which a seller cares.
pub(super) fn changes(old: &ListingInput, new: &ListingInput) -> Vec<Change> {
    let mut list = Vec::new();
    let mut change = |what: &str, variant: &str, from: String, to: String| {
        if from != to {
            let (what, variant) = (what.to_owned(), variant.to_owned());
            list.push(Change { what, variant, from, to });
        }
    };
    change("state", "", old.state.name().to_owned(), new.state.name().to_owned());
    change("title", "", old.title.clone(), new.title.clone());
    for variant in &new.variants {
        let name = variant.choices.join(" / ");
        let Some(before) = same_choices(&old.variants, &variant.choices) else {
            change("variant-new", &name, NOTHING.to_owned(), amount(variant.price));
            continue;
        };
        change("price", &name, amount(before.price), amount(variant.price));
        change("compare-at", &name, amount(before.compare_at), amount(variant.compare_at));
        change("stock", &name, pieces(before, before), pieces(variant, before));
        change("backorder", &name, yes_or_no(before.is_backordered), yes_or_no(variant.is_backordered));
        change("cost", &name, amount(before.cost), amount(variant.cost));
        change("sku", &name, shown(&before.sku), shown(&variant.sku));
        change("weight", &name, before.weight_grams.to_string(), variant.weight_grams.to_string());
    }
    for gone in old.variants.iter().filter(|it| same_choices(&new.variants, &it.choices).is_none()) {
        change("variant-gone", &gone.choices.join(" / "), amount(gone.price), NOTHING.to_owned());
    }
    let sources = |input: &ListingInput| {
        input.pictures.iter().map(|it| format!("{}{}", it.source, it.file)).collect::<Vec<_>>()
    };
    let (before, after) = (old.pictures.len().to_string(), new.pictures.len().to_string());
    if sources(old) != sources(new) && before == after {
        change("photos", "", before, format!("{after}*"));
    } else {
        change("photos", "", before, after);
    }
    // A description is too long to be shown twice; that it is another one is said.
    let body = |html: &str| super::product::plain(&super::body::clean(html), 60);
    if super::body::clean(&old.body) != super::body::clean(&new.body) {
        change("body", "", shown(&body(&old.body)), shown(&format!("{}*", body(&new.body))));
    }
    for (what, from, to) in [
        ("vendor", &old.vendor, &new.vendor),
        ("type", &old.product_type, &new.product_type),
        ("materials", &old.materials, &new.materials),
        ("seo-title", &old.seo_title, &new.seo_title),
    ] {
        change(what, "", shown(from), shown(to));
    }
    change("tax-class", "", old.shown_tax_class().name().to_owned(), new.shown_tax_class().name().to_owned());
    change("tags", "", shown(&old.tags.join(", ")), shown(&new.tags.join(", ")));
    list
}

fn amount(money: Option<Money>) -> String {
    money.map_or_else(|| NOTHING.to_owned(), Money::decimal)
}

fn shown(text: &str) -> String {
    if text.is_empty() { NOTHING.to_owned() } else { text.chars().take(80).collect() }
}

fn yes_or_no(flag: bool) -> String {
    if flag { "✓".to_owned() } else { NOTHING.to_owned() }
}

/// The pieces of a variant; what leaves them alone has those of before.
fn pieces(variant: &VariantInput, before: &VariantInput) -> String {
    if !variant.is_tracked {
        return ALWAYS.to_owned();
    }
    variant.available.or(before.available).unwrap_or(0).to_string()
}
