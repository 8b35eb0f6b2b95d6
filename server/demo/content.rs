//! The shapes of `demo/market/*.json`; `demo/README.md` tells what the fields mean.

use std::path::Path;

use serde::{Deserialize, de::DeserializeOwned};

/// A text in the shop's own language and in English.
#[derive(Clone, Deserialize)]
pub struct Pair {
    pub own: String,
    pub en: String,
}

#[derive(Deserialize)]
pub struct Place {
    pub country: String,
    pub region: Pair,
    pub city: Pair,
    pub town: Option<Pair>,
    pub village: Option<Pair>,
}

#[derive(Deserialize)]
pub struct Shipping {
    pub free_from_minor: Option<i64>,
    pub first_kg_minor: i64,
    pub next_kg_minor: i64,
    pub abroad_first_kg_minor: i64,
    pub abroad_next_kg_minor: i64,
    pub dispatch_days: i64,
}

#[derive(Deserialize)]
pub struct ShopContent {
    pub handle: String,
    pub name: Pair,
    pub lang: String,
    pub kind: String,
    pub owner: Pair,
    pub owner_birth_year: Option<i64>,
    pub place: Place,
    pub lat: f64,
    pub lon: f64,
    pub zone: String,
    pub currency: String,
    pub generation: Option<i64>,
    pub heritage: String,
    pub tagline: Pair,
    pub story: Pair,
    pub seal: String,
    pub band: String,
    pub ships_to: Vec<String>,
    pub shipping: Shipping,
    #[serde(skip)]
    pub listings: Vec<ListingContent>,
}

#[derive(Deserialize)]
pub struct Harvest {
    pub plot: Pair,
    pub from_month: i64,
    pub to_month: i64,
    pub shelf_life_days: i64,
}

#[derive(Deserialize)]
pub struct OptionContent {
    pub name: Pair,
    pub values: Vec<Pair>,
}

#[derive(Deserialize)]
pub struct VariantContent {
    #[serde(default)]
    pub values: Vec<usize>,
    pub sku: String,
    pub price_minor: i64,
    pub compare_at_minor: Option<i64>,
    pub stock: i64,
    pub weight_g: i64,
}

#[derive(Deserialize)]
pub struct ListingContent {
    pub handle: String,
    pub kind: String,
    pub title: Pair,
    pub body: Pair,
    pub craft: String,
    #[serde(default)]
    pub materials: Vec<String>,
    pub technique: Option<Pair>,
    pub lead_time_days: Option<i64>,
    pub harvest: Option<Harvest>,
    #[serde(default)]
    pub options: Vec<OptionContent>,
    pub variants: Vec<VariantContent>,
    pub pictures: Vec<String>,
    pub alt: Pair,
    pub model: Option<String>,
    #[serde(default)]
    pub tags: Vec<String>,
    #[serde(default)]
    pub customs_code: String,
    #[serde(default)]
    pub negotiable: bool,
}

#[derive(Clone, Deserialize)]
pub struct AddressContent {
    pub name: String,
    pub line1: String,
    pub line2: String,
    pub city: String,
    pub region: String,
    pub postal_code: String,
    pub country: String,
    pub phone: String,
}

#[derive(Deserialize)]
pub struct BuyerContent {
    pub handle: String,
    pub name: String,
    pub lang: String,
    pub address: AddressContent,
}

pub struct Content {
    pub shops: Vec<ShopContent>,
    pub buyers: Vec<BuyerContent>,
}

/// Read the folder of the demo's content; the answer says which file is wrong and where.
pub fn read(from: &Path) -> Result<Content, String> {
    let market = from.join("market");
    let mut shops: Vec<ShopContent> = json(&market.join("shops.json"))?;
    for shop in &mut shops {
        shop.listings = json(&market.join("listings").join(format!("{}.json", shop.handle)))?;
    }
    Ok(Content { shops, buyers: json(&market.join("buyers.json"))? })
}

/// One file of the content.
pub fn json<T: DeserializeOwned>(path: &Path) -> Result<T, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}
