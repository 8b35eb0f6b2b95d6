use kernel::{Currency, Cursor, Limit, Money, words};

use crate::catalog::Card;

words! {
    /// In which order listings are shown.
    Sort { Fitting = "fitting", Newest = "newest", Cheapest = "cheapest", Dearest = "dearest" }
}

/// What somebody looks for.
#[derive(Clone, Debug)]
pub struct Query {
    pub words: String,
    pub filter: Filter,
    pub sort: Sort,
    pub place: PageStart,
    pub limit: Limit,
}

/// Where in the list the page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageStart {
    Start,
    /// After the last one of the page before.
    After(Cursor),
    /// Before the first one of the page after.
    Before(Cursor),
}

/// Properties that a listing must have; an empty one is any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub kind: String,
    pub craft: String,
    pub country: String,
    pub region: String,
    pub currency: String,
    pub band: Option<i64>,
}

impl Filter {
    pub fn is_any(&self) -> bool {
        *self == Self::default()
    }
}

impl Query {
    /// Prices are compared in one currency: the market's own unless another was chosen.
    pub fn in_one_currency(mut self, home: Currency) -> Self {
        let compares = self.filter.band.is_some() || matches!(self.sort, Sort::Cheapest | Sort::Dearest);
        if compares && self.filter.currency.is_empty() {
            self.filter.currency = home.code().to_owned();
        }
        self
    }
}

/// One combination of properties and how many listings have it.
#[derive(Clone, Debug)]
pub struct Cell {
    pub kind: String,
    pub craft: String,
    pub country: String,
    pub region: String,
    pub region_en: String,
    pub currency: String,
    pub band: i64,
    pub listings: i64,
}

/// How many listings have one value of a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    pub value: String,
    /// The English name of a region; empty elsewhere.
    pub english: String,
    pub listings: i64,
}

/// Counts by each property, the most frequent first. What is chosen in one property narrows the others, not itself.
#[derive(Clone, Debug, Default)]
pub struct Facets {
    pub kinds: Vec<Count>,
    pub crafts: Vec<Count>,
    pub countries: Vec<Count>,
    pub regions: Vec<Count>,
    pub currencies: Vec<Count>,
    pub bands: Vec<Count>,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct SearchResult {
    pub hits: Vec<Card>,
    /// How many of them have all that was asked for; those that have a part follow.
    pub whole: usize,
    pub facets: Facets,
    pub total: i64,
    /// Whether there are more than the index looks at; `total` is then the least there are.
    pub is_capped: bool,
    pub older: Option<Cursor>,
    pub newer: Option<Cursor>,
}

/// Lower edges of the bands above the cheapest, in whole units of the currency.
fn edges(currency: Currency) -> [i64; 4] {
    match currency.code() {
        "CNY" => [50, 200, 500, 1_000],
        "INR" => [500, 2_000, 5_000, 10_000],
        "JPY" => [1_000, 5_000, 10_000, 30_000],
        "IDR" => [100_000, 300_000, 1_000_000, 3_000_000],
        _ => [10, 30, 80, 200],
    }
}

/// The lower edge of each band above the cheapest.
pub fn band_edges(currency: Currency) -> [Money; 4] {
    let unit = 10_i64.saturating_pow(currency.exponent());
    edges(currency).map(|edge| Money::new(edge.saturating_mul(unit), currency))
}

/// The band that a price lies in, 0 for the cheapest.
pub fn band_of(price: Money) -> i64 {
    let below = band_edges(price.currency()).into_iter().filter(|edge| price.minor() >= edge.minor()).count();
    i64::try_from(below).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_on_the_edge_is_in_the_dearer_band() {
        let band = |minor, currency| band_of(Money::new(minor, currency));
        assert_eq!(band(4_999, Currency::CNY), 0);
        assert_eq!(band(5_000, Currency::CNY), 1);
        assert_eq!(band(9_999_999, Currency::CNY), 4);
        assert_eq!(band(1_000, Currency::JPY), 1);
    }
}
