//! What a seller says of a listing.

use kernel::{Country, Money};

use super::{Facts, Kind, ListingState, TaxClass};

/// Options of a listing, variants of a listing, pictures of a listing.
pub const MOST_OPTIONS: usize = 3;

pub const MOST_VARIANTS: usize = 100;

pub const MOST_PICTURES: usize = 20;

/// Everything a seller says of a listing.
#[derive(Clone, Debug)]
pub struct ListingInput {
    /// Unique in the shop; the key of an import.
    pub handle: String,
    pub kind: Kind,
    pub state: ListingState,
    pub title: String,
    pub title_en: String,
    /// HTML as it came; sanitised before it is kept.
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
    pub variants: Vec<VariantInput>,
    pub pictures: Vec<PictureInput>,
    pub facts: Facts,
    pub is_negotiable: bool,
    pub floor: Option<Money>,
    pub auto_accept: Option<Money>,
    pub origin_country: Option<Country>,
    pub customs_code: String,
    pub tax_class: TaxClass,
    pub seo_title: String,
    pub seo_description: String,
    pub model: String,
    /// JSON of what an import brought and no field holds.
    pub extra: String,
}

/// One thing to choose, such as a size, and what there is to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct OptionInput {
    pub name: String,
    pub values: Vec<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name_en: String,
    /// Place for place with `values`, or none at all; an empty one has no English.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values_en: Vec<String>,
}

impl OptionInput {
    /// A value in English; empty when the shop has not said it.
    pub fn english(&self, value: &str) -> &str {
        let place = self.values.iter().position(|have| have == value);
        place.and_then(|place| self.values_en.get(place)).map_or("", String::as_str)
    }
}

/// The chosen values in one line: `Indigo / Large`.
pub fn choices_line(choices: &[String]) -> String {
    choices.join(" / ")
}

/// The same in English, with the shop's own words where it has no others; empty when it has none at all.
pub fn choices_line_en(options: &[OptionInput], choices: &[String]) -> String {
    let english = |(option, choice): (&OptionInput, &String)| match option.english(choice) {
        "" => (choice.clone(), false),
        english => (english.to_owned(), true),
    };
    let (words, said): (Vec<String>, Vec<bool>) = options.iter().zip(choices).map(english).unzip();
    if said.contains(&true) { choices_line(&words) } else { String::new() }
}

#[derive(Clone, Debug)]
pub struct VariantInput {
    /// One value for each option; empty for a listing without options.
    pub choices: Vec<String>,
    pub sku: String,
    pub barcode: String,
    /// None while nobody has said one: it is not on sale then. Zero is a price.
    pub price: Option<Money>,
    pub compare_at: Option<Money>,
    pub cost: Option<Money>,
    pub weight_grams: i64,
    /// Pieces in stock. None leaves the stock of a known variant as it is, and gives a new one none.
    pub available: Option<i64>,
    /// Whether it may be sold when there is none.
    pub is_backordered: bool,
    /// Whether pieces are counted at all.
    pub is_tracked: bool,
    pub requires_shipping: bool,
    pub is_taxable: bool,
    pub picture: String,
    pub extra: String,
}

impl ListingInput {
    /// Its class as one word: where none of its variants is taxable, it is exempt.
    pub fn shown_tax_class(&self) -> TaxClass {
        let is_exempt = !self.variants.is_empty() && self.variants.iter().all(|variant| !variant.is_taxable);
        if is_exempt { TaxClass::Exempt } else { self.tax_class }
    }
}

impl VariantInput {
    /// The one variant of a listing of which nothing is said yet: no price, and no pieces.
    pub(super) fn unsaid() -> Self {
        Self {
            choices: Vec::new(),
            sku: String::new(),
            barcode: String::new(),
            price: None,
            compare_at: None,
            cost: None,
            weight_grams: 0,
            available: None,
            is_backordered: false,
            is_tracked: true,
            requires_shipping: true,
            is_taxable: true,
            picture: String::new(),
            extra: "{}".to_owned(),
        }
    }
}

#[derive(Clone, Debug)]
pub struct PictureInput {
    /// Name in the file store; empty when only the address is known.
    pub file: String,
    pub source: String,
    pub alt: String,
    pub width: i64,
    pub height: i64,
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
        materials_en: String::new(),
        technique: String::new(),
        technique_en: String::new(),
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
        tax_class: TaxClass::Standard,
        seo_title: String::new(),
        seo_description: String::new(),
        model: String::new(),
        extra: "{}".into(),
    }
}
