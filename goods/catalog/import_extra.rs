//! What a file says and no field of ours holds; kept so that an export gives it back.

use serde::{Deserialize, Serialize};

/// Of a listing.
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

/// Of a variant.
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
