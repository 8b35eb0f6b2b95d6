use kernel::{Currency, Cursor, Limit, Money, words};

use super::{parts::Parts, point::Point};
use crate::catalog::{Card, ListingId, PricesNow};

words! {
    /// In which order listings are shown.
    Sort {
        Fitting = "fitting",
        Newest = "newest",
        Cheapest = "cheapest",
        Dearest = "dearest",
        /// From where the reader is, who must have said where.
        Near = "near",
    }
}

/// What somebody looks for.
#[derive(Clone, Debug)]
pub struct Query {
    pub words: String,
    pub filter: Filter,
    pub sort: Sort,
    pub place: PageStart,
    pub limit: Limit,
    /// Where the reader is, as far as they said so.
    pub near: Option<Point>,
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    pub kind: Choice,
    pub craft: Choice,
    pub country: Choice,
    pub region: Choice,
    /// In the shop's own words; a city, a county or a district, and what is smaller.
    pub city: Choice,
    pub village: Choice,
    /// The list of heritage that names the craft of the shop.
    pub heritage: Choice,
    /// Codes of the built-in lexicon.
    pub material: Choice,
    pub currency: String,
    pub band: Option<i64>,
    pub price: Range,
    /// What later capabilities know of a listing; all that is chosen must be true.
    pub perk: Choice,
}

/// Values of one property, of which a listing must have one; none is any.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Choice(Vec<String>);

/// What a price may be, in minor units of the filter's currency. Either end may be open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Range {
    pub from: Option<i64>,
    pub to: Option<i64>,
}

/// Values of one property that may be chosen at once.
const MOST_VALUES: usize = 20;
/// Stands between the values of a choice in a statement, so in none of them.
const BAR: char = '|';

impl Choice {
    pub fn of(values: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let mut chosen: Vec<String> = Vec::new();
        for value in values.into_iter().map(Into::into) {
            if !value.is_empty() && !value.contains(BAR) && !chosen.contains(&value) {
                chosen.push(value);
            }
        }
        chosen.truncate(MOST_VALUES);
        Self(chosen)
    }

    pub fn is_any(&self) -> bool {
        self.0.is_empty()
    }

    pub fn has(&self, value: &str) -> bool {
        self.0.iter().any(|chosen| chosen == value)
    }

    pub fn takes(&self, value: &str) -> bool {
        self.is_any() || self.has(value)
    }

    /// The value, where there is one and no other.
    pub fn only(&self) -> Option<&str> {
        if let [only] = self.0.as_slice() { Some(only) } else { None }
    }

    pub fn values(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// As a statement takes it: nothing, the one value, or several between bars.
    pub fn joined(&self) -> String {
        match self.0.as_slice() {
            [] => String::new(),
            [only] => only.clone(),
            several => format!("{BAR}{}{BAR}", several.join("|")),
        }
    }
}

impl From<&str> for Choice {
    fn from(only: &str) -> Self {
        Self::of([only])
    }
}

impl Range {
    pub fn is_open(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    pub fn least(&self) -> i64 {
        self.from.unwrap_or(0)
    }

    pub fn most(&self) -> i64 {
        self.to.unwrap_or(i64::MAX)
    }

    pub fn takes(&self, price_minor: i64) -> bool {
        (self.least()..=self.most()).contains(&price_minor)
    }

    /// Whether a price of a band may be in the range.
    pub fn meets(&self, band: i64, currency: Currency) -> bool {
        let edges = band_edges(currency).map(Money::minor);
        let edge = |at: i64| usize::try_from(at).ok().and_then(|at| edges.get(at)).copied();
        edge(band - 1).unwrap_or(0) <= self.most() && edge(band).is_none_or(|next| next > self.least())
    }
}

impl Filter {
    pub fn is_any(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a price is one of those that were chosen.
    pub fn takes_price(&self, price: Money) -> bool {
        let is_priced = self.band.is_some() || !self.price.is_open();
        let is_of_band = self.band.is_none_or(|band| band == band_of(price));
        !is_priced
            || (self.currency == price.currency().code() && is_of_band && self.price.takes(price.minor()))
    }

    /// Whether rows of the market's own tables know all that was chosen.
    pub fn is_of_shelves(&self) -> bool {
        [&self.city, &self.village, &self.heritage, &self.material, &self.perk]
            .iter()
            .all(|choice| choice.is_any())
    }
}

impl Query {
    /// Prices are compared in one currency: the market's own unless another was chosen.
    pub fn in_one_currency(mut self, home: Currency) -> Self {
        let is_priced = self.filter.band.is_some() || !self.filter.price.is_open();
        let compares = is_priced || matches!(self.sort, Sort::Cheapest | Sort::Dearest);
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

/// Where the shop of a listing is, more closely, and how its craft is listed: one combination of these.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    pub city: String,
    pub city_en: String,
    pub village: String,
    pub heritage: String,
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
    pub cities: Vec<Count>,
    pub villages: Vec<Count>,
    pub heritages: Vec<Count>,
    pub materials: Vec<Count>,
    /// What later capabilities know, as far as it was read before.
    pub perks: Vec<Count>,
    pub currencies: Vec<Count>,
    pub bands: Vec<Count>,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct SearchResult {
    pub hits: Vec<Card>,
    /// What the hits cost now.
    pub prices: PricesNow,
    /// How many of them have all that was asked for; those that have a part follow.
    pub whole: usize,
    pub facets: Facets,
    pub total: i64,
    /// Whether there are more than the index looks at one by one; all counts are then about.
    pub is_capped: bool,
    /// How each hit came to its place, where words were looked for.
    pub parts: Vec<(ListingId, Parts)>,
    /// Kilometres to the shop of each hit, where it is known and somewhere was asked.
    pub distances: Vec<(ListingId, i64)>,
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
    fn a_range_meets_the_bands_that_it_reaches_into() {
        let meets = |from, to| {
            let range = Range { from, to };
            (0..=4).filter(|band| range.meets(*band, Currency::CNY)).collect::<Vec<_>>()
        };
        assert_eq!(meets(None, None), [0, 1, 2, 3, 4]);
        assert_eq!(meets(Some(5_000), Some(5_000)), [1]);
        assert_eq!(meets(Some(4_999), Some(20_000)), [0, 1, 2]);
        assert_eq!(meets(Some(100_000), None), [4]);
        assert_eq!(meets(None, Some(4_999)), [0]);
    }

    #[test]
    fn a_choice_keeps_each_value_once_and_none_that_could_be_two() {
        let choice = Choice::of(["tea", "", "wood", "tea", "a|b"]);
        assert_eq!(choice.joined(), "|tea|wood|");
        assert!(choice.takes("wood") && !choice.takes("paper") && choice.only().is_none());
        assert_eq!((Choice::from("tea").joined().as_str(), Choice::default().joined().as_str()), ("tea", ""));
        assert!(Choice::default().takes("paper"));
    }

    #[test]
    fn a_price_on_the_edge_is_in_the_dearer_band() {
        let band = |minor, currency| band_of(Money::new(minor, currency));
        assert_eq!(band(4_999, Currency::CNY), 0);
        assert_eq!(band(5_000, Currency::CNY), 1);
        assert_eq!(band(9_999_999, Currency::CNY), 4);
        assert_eq!(band(1_000, Currency::JPY), 1);
    }
}
