//! What is told of a place, and the figures that somebody has published of it.

use kernel::{Currency, Money, words};

words! {
    /// What a figure of a place counts: of a village its households and its people, of a county its income a head.
    FactKind { Households = "households", Population = "population", Income = "income" }
}

/// A figure that somebody has published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    pub kind: FactKind,
    pub year: i64,
    /// An income in minor units of its currency.
    pub value: i64,
    /// Empty for counts.
    pub currency: String,
    pub source: String,
}

/// What is told of a village.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceStory {
    pub story: String,
    pub story_en: String,
    /// In the village's own words, by commas.
    pub crafts: String,
}

impl Fact {
    /// An income as money.
    pub fn money(&self) -> Option<Money> {
        Currency::parse(&self.currency).ok().map(|currency| Money::new(self.value, currency))
    }
}
