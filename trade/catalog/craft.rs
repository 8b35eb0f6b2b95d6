//! The craft taxonomy: what a listing may call its craft. Names live in the translations as `craft-<code>`.

/// The part of the market that a craft belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Craft,
    Design,
    Harvest,
}

/// One craft, by the code that listings keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Craft {
    pub code: &'static str,
    pub group: Group,
}

const fn craft(code: &'static str, group: Group) -> Craft {
    Craft { code, group }
}

/// Every craft, in the order in which people choose from them.
pub const CRAFTS: [Craft; 20] = [
    craft("leather", Group::Craft),
    craft("ceramics", Group::Craft),
    craft("dyeing", Group::Craft),
    craft("weaving", Group::Craft),
    craft("embroidery", Group::Craft),
    craft("paper", Group::Craft),
    craft("bamboo", Group::Craft),
    craft("wood", Group::Craft),
    craft("metal", Group::Craft),
    craft("jewellery", Group::Craft),
    craft("toys", Group::Craft),
    craft("design", Group::Design),
    craft("vintage", Group::Design),
    craft("fruit", Group::Harvest),
    craft("vegetables", Group::Harvest),
    craft("grain", Group::Harvest),
    craft("tea", Group::Harvest),
    craft("spice", Group::Harvest),
    craft("dried", Group::Harvest),
    craft("pantry", Group::Harvest),
];

impl Craft {
    /// The craft of a code, if it is one of ours.
    pub fn parse(code: &str) -> Option<Self> {
        CRAFTS.into_iter().find(|craft| craft.code == code)
    }
}
