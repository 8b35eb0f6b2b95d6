//! A listing of `demo/market/listings`, read as its seller would type it.

use kernel::Money;
use people::fair::{Broken, Fair, Pair, Stall};
use platform::{files::Files, i18n::Lang};
use serde::Deserialize;

use super::super::{
    Facts, Kind, ListingInput, ListingState, OptionInput, PictureInput, TaxClass, VariantInput,
};

/// Pieces on hand while the year goes by, so that nothing sells out before its time.
const PLENTY: i64 = 10_000;

#[derive(Deserialize)]
pub struct ListingContent {
    pub handle: String,
    kind: String,
    title: Pair,
    body: Pair,
    craft: String,
    #[serde(default)]
    materials: Vec<String>,
    #[serde(default)]
    materials_en: Vec<String>,
    technique: Option<Pair>,
    lead_time_days: Option<i64>,
    harvest: Option<Harvest>,
    #[serde(default)]
    options: Vec<OptionContent>,
    variants: Vec<VariantContent>,
    pictures: Vec<String>,
    alt: Pair,
    model: Option<String>,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    customs_code: String,
    #[serde(default)]
    negotiable: bool,
    /// What most are unless it says otherwise.
    tax_class: Option<String>,
}

#[derive(Deserialize)]
struct Harvest {
    plot: Pair,
    from_month: i64,
    to_month: i64,
    shelf_life_days: i64,
}

#[derive(Deserialize)]
struct OptionContent {
    name: Pair,
    values: Vec<Pair>,
}

#[derive(Deserialize)]
struct VariantContent {
    #[serde(default)]
    values: Vec<usize>,
    sku: String,
    price_minor: i64,
    compare_at_minor: Option<i64>,
    stock: i64,
    weight_g: i64,
}

impl ListingContent {
    /// Pieces of each variant at the end of the year.
    pub fn stock(&self) -> Vec<i64> {
        self.variants.iter().map(|variant| variant.stock).collect()
    }

    /// What the owner of a stall says of it; its pictures and model are put into the file store.
    pub fn read(self, stall: &Stall, files: &Files, fair: &Fair) -> Result<ListingInput, Broken> {
        let kind = Kind::parse(&self.kind).ok_or("kind")?;
        let tax_class = self.tax_class.as_deref().map_or(Some(TaxClass::Standard), TaxClass::parse);
        let tax_class = tax_class.ok_or("tax_class")?;
        let english = |text: String| if stall.language == Lang::English { String::new() } else { text };
        let alt = std::iter::once(self.alt.own).chain(std::iter::repeat(String::new()));
        let mut pictures = Vec::with_capacity(self.pictures.len());
        for (picture, alt) in self.pictures.iter().zip(alt) {
            let file = keep(files, "-640.webp", &fair.art("pictures", picture)?)?;
            pictures.push(PictureInput { file, source: String::new(), alt, width: 640, height: 800 });
        }
        let model = match &self.model {
            Some(model) => keep(files, ".glb", &fair.art("models", model)?)?,
            None => String::new(),
        };
        let (technique, technique_en) = self.technique.map(|pair| (pair.own, pair.en)).unwrap_or_default();
        let variants = self.variants.into_iter().map(|variant| variant.read(&self.options, kind, stall));
        Ok(ListingInput {
            handle: self.handle,
            kind,
            state: ListingState::Active,
            title: self.title.own,
            title_en: english(self.title.en),
            body: paragraphs(&self.body.own),
            body_en: english(paragraphs(&self.body.en)),
            craft: self.craft,
            materials: self.materials.join(", "),
            materials_en: english(self.materials_en.join(", ")),
            technique,
            technique_en: english(technique_en),
            vendor: String::new(),
            product_type: String::new(),
            tags: self.tags,
            variants: variants.collect::<Option<_>>().ok_or("variants")?,
            options: self.options.into_iter().map(OptionContent::read).collect(),
            pictures,
            facts: facts(self.lead_time_days, self.harvest),
            is_negotiable: self.negotiable,
            floor: None,
            auto_accept: None,
            origin_country: Some(stall.country),
            customs_code: self.customs_code,
            tax_class,
            seo_title: String::new(),
            seo_description: String::new(),
            model,
            extra: "{}".into(),
        })
    }
}

impl OptionContent {
    fn read(self) -> OptionInput {
        let (values, values_en) = self.values.into_iter().map(|value| (value.own, value.en)).unzip();
        OptionInput { name: self.name.own, values, name_en: self.name.en, values_en }
    }
}

impl VariantContent {
    /// None when it has a value that its listing has not.
    fn read(self, options: &[OptionContent], kind: Kind, stall: &Stall) -> Option<VariantInput> {
        let chosen = self.values.iter().zip(options);
        let choices = chosen.map(|(value, option)| option.values.get(*value).map(|value| value.own.clone()));
        Some(VariantInput {
            choices: choices.collect::<Option<_>>()?,
            sku: self.sku,
            barcode: String::new(),
            price: Some(Money::new(self.price_minor, stall.currency)),
            compare_at: self.compare_at_minor.map(|minor| Money::new(minor, stall.currency)),
            cost: None,
            weight_grams: self.weight_g,
            available: Some(PLENTY),
            is_backordered: false,
            is_tracked: kind != Kind::MadeToOrder,
            requires_shipping: true,
            is_taxable: true,
            picture: String::new(),
            extra: "{}".into(),
        })
    }
}

/// Put a file into the store; the answer is its name there.
fn keep(files: &Files, suffix: &str, bytes: &[u8]) -> std::io::Result<String> {
    let name = Files::name_of(bytes);
    files.put(&name, suffix, bytes)?;
    Ok(name)
}

fn facts(lead_days: Option<i64>, harvest: Option<Harvest>) -> Facts {
    let facts = Facts { lead_days, ..Facts::default() };
    match harvest {
        Some(harvest) => Facts {
            plot: harvest.plot.own,
            plot_en: harvest.plot.en,
            from_month: Some(harvest.from_month),
            to_month: Some(harvest.to_month),
            shelf_life_days: Some(harvest.shelf_life_days),
            ..facts
        },
        None => facts,
    }
}

fn paragraphs(text: &str) -> String {
    text.split("\n\n").map(|paragraph| format!("<p>{paragraph}</p>")).collect()
}
