//! A listing among others, as programs see it.

use people::{
    one_of::{LanguageCode, word_of},
    wire::Amount,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Card, Kind};

/// The same text in the shop's own language and in English; English is empty when there is none.
#[derive(Serialize, ToSchema)]
pub struct BothWords {
    pub own: String,
    pub en: String,
}

/// A listing among others.
#[derive(Serialize, ToSchema)]
pub struct ListingSummaryOut {
    pub id: String,
    pub handle: String,
    /// Path of its page.
    pub url: String,
    /// `stock`, `made_to_order` or `harvest`.
    #[schema(schema_with = word_of::<Kind>)]
    pub kind: &'static str,
    pub title: BothWords,
    /// BCP 47 of the shop's own texts.
    #[schema(value_type = LanguageCode)]
    pub language: &'static str,
    pub shop: ShopSummaryOut,
    pub price_low: Amount,
    pub price_high: Amount,
    /// Path of the first picture, 640 pixels wide.
    pub picture: Option<String>,
}

/// The shop beside a listing.
#[derive(Serialize, ToSchema)]
pub struct ShopSummaryOut {
    pub handle: String,
    pub name: BothWords,
    pub region: String,
    pub city: String,
}

impl From<&Card> for ListingSummaryOut {
    fn from(card: &Card) -> Self {
        Self {
            id: card.id.to_string(),
            handle: card.handle.clone(),
            url: card.url(),
            kind: card.kind.name(),
            title: BothWords { own: card.title.clone(), en: card.title_en.clone() },
            language: card.shop.language.code(),
            shop: ShopSummaryOut {
                handle: card.shop.handle.clone(),
                name: BothWords { own: card.shop.name.clone(), en: card.shop.name_en.clone() },
                region: card.shop.region.clone(),
                city: card.shop.city.clone(),
            },
            price_low: card.low.into(),
            price_high: card.high.into(),
            picture: picture(&card.cover, 640),
        }
    }
}

pub fn picture(file: &str, width: u32) -> Option<String> {
    (!file.is_empty()).then(|| format!("/media/{file}-{width}.webp"))
}
