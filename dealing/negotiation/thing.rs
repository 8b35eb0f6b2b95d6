use goods::catalog::{ListingId, Offered, VariantId};
use kernel::Money;
use serde::{Deserialize, Serialize};

/// So many pieces of a variant, at the list price of the day of the offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferLine {
    pub listing: ListingId,
    pub variant: VariantId,
    pub title: String,
    pub title_en: String,
    pub choices: String,
    #[serde(default)]
    pub choices_en: String,
    pub picture: String,
    pub quantity: i64,
    pub unit: Money,
}

impl OfferLine {
    pub fn new(offered: Offered, quantity: i64) -> Self {
        Self {
            listing: offered.listing,
            variant: offered.variant,
            title: offered.title,
            title_en: offered.title_en,
            choices: offered.choices,
            choices_en: offered.choices_en,
            picture: offered.picture,
            quantity,
            unit: offered.unit,
        }
    }
}
