//! Counting by property. Works on cells, whether they come from the table or from what a query matched.

use std::collections::HashMap;

use kernel::Currency;

use super::gather::Gathered;
use crate::search::query::{Cell, Choice, Count, Facets, Filter, Origin};

/// The property whose index is walked when browsing: the rarest of the chosen ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    Nothing,
    Craft,
    Country,
    Region,
}

impl Filter {
    /// Whether a listing has all properties asked for, one of them left aside.
    fn fits(&self, cell: &Cell, aside: Option<Property>) -> bool {
        let is =
            |property: Property, wanted: &Choice, has: &str| aside == Some(property) || wanted.takes(has);
        let is_in_currency =
            aside == Some(Property::Currency) || self.currency.is_empty() || self.currency == cell.currency;
        let is_in_range = aside == Some(Property::Band)
            || self.price.is_open()
            || Currency::parse(&cell.currency).is_ok_and(|currency| self.price.meets(cell.band, currency));
        is(Property::Kind, &self.kind, &cell.kind)
            && is(Property::Craft, &self.craft, &cell.craft)
            && is(Property::Country, &self.country, &cell.country)
            && is(Property::Region, &self.region, &cell.region)
            && is_in_currency
            && is_in_range
            && (aside == Some(Property::Band) || self.band.is_none_or(|band| band == cell.band))
    }

    pub(super) fn admits(&self, cell: &Cell) -> bool {
        self.fits(cell, None)
    }

    fn fits_origin(&self, origin: &Origin, aside: Option<Closer>) -> bool {
        let is = |closer: Closer, wanted: &Choice, has: &str| aside == Some(closer) || wanted.takes(has);
        is(Closer::City, &self.city, &origin.city)
            && is(Closer::Village, &self.village, &origin.village)
            && is(Closer::Heritage, &self.heritage, &origin.heritage)
    }

    pub(super) fn admits_origin(&self, origin: &Origin) -> bool {
        self.fits_origin(origin, None)
    }

    /// Whether every origin will do.
    pub(super) fn takes_any_origin(&self) -> bool {
        self.city.is_any() && self.village.is_any() && self.heritage.is_any()
    }
}

/// The properties of an origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Closer {
    City,
    Village,
    Heritage,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Property {
    Kind,
    Craft,
    Country,
    Region,
    Currency,
    Band,
}

pub fn total(cells: &[Cell], filter: &Filter) -> i64 {
    cells.iter().filter(|cell| filter.admits(cell)).map(|cell| cell.listings).sum()
}

/// How often each value is counted, the most frequent first.
fn sorted<'a>(values: impl Iterator<Item = ((&'a str, &'a str), i64)>) -> Vec<Count> {
    let mut counts: HashMap<(&str, &str), i64> = HashMap::new();
    for (value, listings) in values {
        *counts.entry(value).or_default() += listings;
    }
    let mut counts: Vec<Count> = counts
        .into_iter()
        .filter(|((value, _), listings)| !value.is_empty() && *listings > 0)
        .map(|((value, english), listings)| Count {
            value: value.to_owned(),
            english: english.to_owned(),
            listings,
        })
        .collect();
    counts.sort_by(|a, b| b.listings.cmp(&a.listings).then_with(|| a.value.cmp(&b.value)));
    counts
}

/// Add what only the index of words counts.
pub fn add_closer(facets: &mut Facets, found: &Gathered, filter: &Filter) {
    let by = |closer: Closer, value: fn(&Origin) -> (&str, &str)| {
        let fitting = found.origins.iter().filter(|(origin, _)| filter.fits_origin(origin, Some(closer)));
        sorted(fitting.map(|(origin, listings)| (value(origin), *listings)))
    };
    facets.cities = by(Closer::City, |origin| (&origin.city, &origin.city_en));
    facets.villages = by(Closer::Village, |origin| (&origin.village, ""));
    facets.heritages = by(Closer::Heritage, |origin| (&origin.heritage, ""));
    facets.materials =
        sorted(found.materials.iter().map(|(code, listings)| ((code.as_str(), ""), *listings)));
    facets.perks = sorted(found.perks.iter().map(|(name, listings)| ((*name, ""), *listings)));
}

pub fn count(cells: &[Cell], filter: &Filter) -> Facets {
    let by = |property: Property, value: fn(&Cell) -> (&str, &str)| -> Vec<Count> {
        let fitting = cells.iter().filter(|cell| filter.fits(cell, Some(property)));
        sorted(fitting.map(|cell| (value(cell), cell.listings)))
    };
    let mut bands = by(Property::Band, |cell| (band_name(cell.band), ""));
    bands.sort_by(|a, b| a.value.cmp(&b.value));
    Facets {
        kinds: by(Property::Kind, |cell| (&cell.kind, "")),
        crafts: by(Property::Craft, |cell| (&cell.craft, "")),
        countries: by(Property::Country, |cell| (&cell.country, "")),
        regions: by(Property::Region, |cell| (&cell.region, &cell.region_en)),
        currencies: by(Property::Currency, |cell| (&cell.currency, "")),
        bands,
        ..Facets::default()
    }
}

fn band_name(band: i64) -> &'static str {
    usize::try_from(band).ok().and_then(|at| ["0", "1", "2", "3", "4"].get(at).copied()).unwrap_or("")
}

/// The chosen property that the fewest listings have, among those of which one value is chosen.
pub fn lead(cells: &[Cell], filter: &Filter) -> Lead {
    let chosen = [
        (Lead::Craft, &filter.craft, Filter { craft: filter.craft.clone(), ..Filter::default() }),
        (Lead::Region, &filter.region, Filter { region: filter.region.clone(), ..Filter::default() }),
        (Lead::Country, &filter.country, Filter { country: filter.country.clone(), ..Filter::default() }),
    ];
    let chosen = chosen.into_iter().filter(|(_, value, _)| value.only().is_some());
    chosen.min_by_key(|(_, _, alone)| total(cells, alone)).map_or(Lead::Nothing, |(lead, _, _)| lead)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(craft: &str, country: &str, listings: i64) -> Cell {
        Cell {
            kind: "stock".into(),
            craft: craft.into(),
            country: country.into(),
            region: String::new(),
            region_en: String::new(),
            currency: "CNY".into(),
            band: 1,
            listings,
        }
    }

    #[test]
    fn a_choice_narrows_the_other_properties_and_not_its_own() {
        let cells = [cell("tea", "CN", 5), cell("tea", "IN", 3), cell("wood", "CN", 2)];
        let filter = Filter { craft: Choice::from("tea"), ..Filter::default() };
        let facets = count(&cells, &filter);
        let shown = |counts: &[Count]| {
            counts.iter().map(|count| (count.value.clone(), count.listings)).collect::<Vec<_>>()
        };
        assert_eq!(shown(&facets.crafts), [("tea".to_owned(), 8), ("wood".to_owned(), 2)]);
        assert_eq!(shown(&facets.countries), [("CN".to_owned(), 5), ("IN".to_owned(), 3)]);
        assert!(facets.regions.is_empty());
        assert_eq!(total(&cells, &filter), 8);
        let both = Filter { country: Choice::from("IN"), ..filter.clone() };
        assert_eq!(lead(&cells, &both), Lead::Country);
        let several = Filter { craft: Choice::of(["tea", "wood"]), ..filter };
        assert_eq!((total(&cells, &several), lead(&cells, &several)), (10, Lead::Nothing));
    }
}
