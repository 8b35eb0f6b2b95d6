//! A shop as programs see it.

use kernel::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Heritage, Kind, Shop, ShopState};
use crate::one_of::{CountryCode, CurrencyCode, LanguageCode, word_of};

/// A shop and its story.
#[derive(Serialize, ToSchema)]
pub struct ShopOut {
    pub id: String,
    pub handle: String,
    /// maker, farm, designer, company or carer
    #[schema(schema_with = word_of::<Kind>)]
    pub kind: &'static str,
    pub name: String,
    pub name_en: String,
    /// BCP 47 of the shop's own texts.
    #[schema(value_type = LanguageCode)]
    pub language: &'static str,
    /// ISO 4217 of all its prices.
    #[schema(value_type = CurrencyCode)]
    pub currency: &'static str,
    pub tagline: String,
    pub tagline_en: String,
    /// Plain text, paragraphs by blank lines.
    pub story: String,
    pub story_en: String,
    pub seal: String,
    pub band: String,
    /// 3 for a third-generation maker.
    pub generation: Option<i64>,
    /// none, county, city, province or national
    #[schema(schema_with = word_of::<Heritage>)]
    pub heritage: &'static str,
    #[schema(value_type = CountryCode)]
    pub country: &'static str,
    pub region: String,
    pub city: String,
    pub village: String,
    pub place_en: String,
    /// Degrees north and east, as the shop says; empty when it does not.
    #[schema(example = "38.62,106.05")]
    pub coordinates: String,
    pub zone: String,
    /// Path of the picture at the head of the shop's page, 1280 pixels wide.
    pub cover: Option<String>,
    pub cover_alt: String,
    pub dispatch_days: i64,
    pub followers: i64,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub holiday_until: Option<Timestamp>,
    /// open or closed
    #[schema(schema_with = word_of::<ShopState>)]
    pub state: &'static str,
    #[schema(value_type = String, format = DateTime)]
    pub opened_at: Timestamp,
}

impl From<Shop> for ShopOut {
    fn from(shop: Shop) -> Self {
        Self {
            coordinates: shop.coordinates().map_or(String::new(), |at| at.to_string()),
            id: shop.id.to_string(),
            handle: shop.handle,
            kind: shop.kind.name(),
            name: shop.name,
            name_en: shop.name_en,
            language: shop.language.code(),
            currency: shop.currency.code(),
            tagline: shop.tagline,
            tagline_en: shop.tagline_en,
            story: shop.story,
            story_en: shop.story_en,
            seal: shop.seal,
            band: shop.band,
            generation: shop.generation,
            heritage: shop.heritage.name(),
            country: shop.country.code(),
            region: shop.region,
            city: shop.city,
            village: shop.village,
            place_en: shop.place_en,
            zone: shop.zone,
            cover: Some(shop.cover)
                .filter(|file| !file.is_empty())
                .map(|file| format!("/media/{file}-1280.webp")),
            cover_alt: shop.cover_alt,
            dispatch_days: shop.dispatch_days,
            followers: shop.followers,
            holiday_until: shop.holiday_until,
            state: shop.state.name(),
            opened_at: shop.opened_at,
        }
    }
}
