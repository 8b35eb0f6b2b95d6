//! A listing as a file describes it, before anybody has decided to keep it.

use super::{Cell, Weight, WeightUnit};
use crate::catalog::TaxClass;
use kernel::Money;

/// A listing as the rows of one handle describe it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListingDraft {
    /// Where its first row begins, counted from 1.
    pub line: u64,
    /// Letters and digits of any script, joined by hyphens; see [`kebab`](super::kebab).
    pub handle: String,
    pub title: Cell<String>,
    /// HTML as the file has it: not safe to show before it is cleaned.
    pub body: Cell<String>,
    pub vendor: Cell<String>,
    /// A path in Shopify's own taxonomy.
    pub category: Cell<String>,
    /// The seller's own word for the sort of thing it is.
    pub kind: Cell<String>,
    pub tags: Cell<Vec<String>>,
    pub published: Cell<bool>,
    pub status: Cell<Status>,
    pub gift_card: Cell<bool>,
    pub seo_title: Cell<String>,
    pub seo_description: Cell<String>,
    /// What it is made of.
    pub materials: Cell<String>,
    pub tax_class: Cell<TaxClass>,
    /// The file does not say enough for buyers: a new listing begins as a draft.
    pub is_doubtful: bool,
    /// Some of its variants were refused: those that the shop has and the file does not name stay.
    pub has_lost_variants: bool,
    /// At most three. None at all when the listing has a single variant without a choice, which the file
    /// calls `Title` and `Default Title`.
    pub options: Vec<OptionDraft>,
    /// At most a hundred, no two with the same choices. None at all only when the file has no columns about
    /// variants.
    pub variants: Vec<VariantDraft>,
    /// In the order of the file, which is the order to show them in where positions are missing.
    pub pictures: Vec<PictureDraft>,
    /// The cells of the first row that are about the listing and have no place above.
    pub aside: Aside,
}

impl ListingDraft {
    /// Does a later row of the same listing say something else than this, its first?
    pub(super) fn is_contradicted_by(&self, later: &ListingDraft) -> bool {
        let names = |draft: &ListingDraft| -> Vec<String> {
            draft.options.iter().map(|option| option.name.clone()).collect()
        };
        differs(&self.title, &later.title)
            || differs(&self.body, &later.body)
            || differs(&self.vendor, &later.vendor)
            || differs(&self.category, &later.category)
            || differs(&self.kind, &later.kind)
            || differs(&self.tags, &later.tags)
            || differs(&self.published, &later.published)
            || differs(&self.status, &later.status)
            || differs(&self.gift_card, &later.gift_card)
            || differs(&self.seo_title, &later.seo_title)
            || differs(&self.seo_description, &later.seo_description)
            || differs(&self.materials, &later.materials)
            || differs(&self.tax_class, &later.tax_class)
            || (!later.options.is_empty() && names(self) != names(later))
    }
}

fn differs<T: PartialEq>(first: &Cell<T>, later: &Cell<T>) -> bool {
    matches!(later, Cell::Value(_)) && first != later
}

/// Columns this market has no use for and their cells, unchanged, in the order of the file. Empty cells are
/// left out; [`Columns::aside`](super::Columns::aside) tells which columns the file has.
pub type Aside = Vec<(String, String)>;

/// One thing the buyer chooses: a colour, a size.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OptionDraft {
    pub name: String,
    /// The metafield the choice comes from.
    pub linked_to: Cell<String>,
}

/// One thing that can be bought.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VariantDraft {
    pub line: u64,
    /// One choice for each option of the listing, in their order.
    pub choices: Vec<String>,
    pub sku: Cell<String>,
    pub barcode: Cell<String>,
    pub price: Cell<Money>,
    /// The price it is compared with, shown crossed out.
    pub compare_at: Cell<Money>,
    /// What it costs the seller; never shown to buyers.
    pub cost: Cell<Money>,
    pub taxable: Cell<bool>,
    pub tax_code: Cell<String>,
    /// Who counts the stock: `shopify`, another system, or nobody when the cell is empty.
    pub stock_tracker: Cell<String>,
    pub quantity: Cell<u32>,
    pub out_of_stock: Cell<OutOfStock>,
    pub weight: Cell<Weight>,
    /// The unit to show the weight in; the weight itself is always in grams.
    pub weight_unit: Cell<WeightUnit>,
    pub needs_shipping: Cell<bool>,
    pub fulfilment: Cell<String>,
    /// The address of the picture that shows this variant.
    pub picture: Cell<String>,
    /// The cells of this row that have no place above. On the first row only those that are about the
    /// variant, such as `Price / Japan`.
    pub aside: Aside,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PictureDraft {
    pub line: u64,
    /// Begins with `https://` or `http://`.
    pub url: String,
    pub position: Cell<u32>,
    pub alt: Cell<String>,
    /// The cells with no other place, when the row brings a picture and no variant.
    pub aside: Aside,
}

/// May it still be bought when none is left?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OutOfStock {
    Deny,
    Continue,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    Active,
    Draft,
    Archived,
    /// On sale for those who have the address, in no list.
    Unlisted,
}
