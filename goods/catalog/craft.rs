//! The craft taxonomy: what a listing may call its craft. Names live in the translations as `craft-<code>`.

use people::one_of::one_of;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, Schema},
};

/// The part of the market that a craft belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CraftGroup {
    Craft,
    Design,
    Harvest,
}

/// One craft, by the code that listings keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Craft {
    pub code: &'static str,
    pub group: CraftGroup,
}

const fn craft(code: &'static str, group: CraftGroup) -> Craft {
    Craft { code, group }
}

/// Every craft, in the order in which people choose from them.
pub const CRAFTS: [Craft; 20] = [
    craft("leather", CraftGroup::Craft),
    craft("ceramics", CraftGroup::Craft),
    craft("dyeing", CraftGroup::Craft),
    craft("weaving", CraftGroup::Craft),
    craft("embroidery", CraftGroup::Craft),
    craft("paper", CraftGroup::Craft),
    craft("bamboo", CraftGroup::Craft),
    craft("wood", CraftGroup::Craft),
    craft("metal", CraftGroup::Craft),
    craft("jewellery", CraftGroup::Craft),
    craft("toys", CraftGroup::Craft),
    craft("design", CraftGroup::Design),
    craft("vintage", CraftGroup::Design),
    craft("fruit", CraftGroup::Harvest),
    craft("vegetables", CraftGroup::Harvest),
    craft("grain", CraftGroup::Harvest),
    craft("tea", CraftGroup::Harvest),
    craft("spice", CraftGroup::Harvest),
    craft("dried", CraftGroup::Harvest),
    craft("pantry", CraftGroup::Harvest),
];

/// The code of a craft, to the API's description.
pub struct CraftCode;

impl PartialSchema for CraftCode {
    fn schema() -> RefOr<Schema> {
        one_of(CRAFTS.into_iter().map(|craft| craft.code))
    }
}

impl ToSchema for CraftCode {}

impl Craft {
    /// The craft of a code, if it is one of ours.
    pub fn parse(code: &str) -> Option<Self> {
        CRAFTS.into_iter().find(|craft| craft.code == code)
    }
}
