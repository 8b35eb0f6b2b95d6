use kernel::{Money, shop_id, words};

use super::{Kind, LeadTime, TaxClass};

shop_id!(
    /// One thing on offer.
    ListingId
);
shop_id!(
    /// One SKU of a listing.
    VariantId
);
shop_id!(
    /// One picture of a listing.
    PictureId
);

words! {
    /// Whether a listing is shown.
    ListingState { Draft = "draft", Active = "active", Archived = "archived" }
}

/// A variant as a buyer can order it now: what an order keeps a snapshot of.
#[derive(Clone, Debug)]
pub struct Offered {
    pub listing: ListingId,
    pub variant: VariantId,
    pub kind: Kind,
    pub state: ListingState,
    pub title: String,
    pub title_en: String,
    /// The chosen values: `Indigo / Large`; empty for a listing without options.
    pub choices: String,
    /// The same in English, as far as the shop has said it; else empty.
    pub choices_en: String,
    pub sku: String,
    pub picture: String,
    pub unit: Money,
    pub weight_grams: i64,
    /// Whether pieces are counted, so that ordering takes them from stock.
    pub is_counted: bool,
    /// Pieces that nobody holds; meaningless when not counted.
    pub available: i64,
    pub requires_shipping: bool,
    pub lead: LeadTime,
    pub tax_class: TaxClass,
}

/// The columns that every reading of a listing begins with, in the order of [`described`].
macro_rules! described_columns {
    () => {
        "handle, kind, state, title, title_en, body, body_en, craft, materials, materials_en, technique, \
         technique_en, vendor, product_type, tags, options"
    };
}
pub(crate) use described_columns;

/// A listing read from a row that stands at [`described_columns`]; the rest is read after them.
macro_rules! described {
    ($row:ident, $listing:ident { $($rest:tt)* }) => {
        $listing {
            handle: $row.text()?,
            kind: $row.word(Kind::parse)?,
            state: $row.word(ListingState::parse)?,
            title: $row.text()?,
            title_en: $row.text()?,
            body: $row.text()?,
            body_en: $row.text()?,
            craft: $row.text()?,
            materials: $row.text()?,
            materials_en: $row.text()?,
            technique: $row.text()?,
            technique_en: $row.text()?,
            vendor: $row.text()?,
            product_type: $row.text()?,
            tags: $row.json()?,
            options: $row.json()?,
            $($rest)*
        }
    };
}
pub(crate) use described;
