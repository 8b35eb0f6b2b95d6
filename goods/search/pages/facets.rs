//! Facets and chips as a page shows them.

use kernel::{Currency, Money};
use platform::{i18n::Lang, views::Shell};

use super::SearchRequest;
use crate::search::{
    query::{Count, Facets, band_edges},
    words::is_run,
};

/// Values of a property that are offered at once.
const MOST: usize = 12;

/// One property to choose by.
pub struct FacetGroup {
    pub name: &'static str,
    pub title: String,
    pub is_any: bool,
    pub choices: Vec<FacetChoice>,
}

pub struct FacetChoice {
    pub value: String,
    pub words: String,
    pub listings: i64,
    pub is_chosen: bool,
}

/// Something chosen, and the way to choose it no more.
pub struct Chip {
    pub words: String,
    pub without: String,
}

/// The properties worth offering: those with something to choose from.
pub fn groups(shell: &Shell, asked: &SearchRequest, facets: &Facets, currency: Currency) -> Vec<FacetGroup> {
    let filter = &asked.filter;
    let band = filter.band.map(|band| band.to_string()).unwrap_or_default();
    let all: [(&'static str, &'static str, &Vec<Count>, &str); 6] = [
        ("craft", "search-craft", &facets.crafts, &filter.craft),
        ("kind", "search-kind", &facets.kinds, &filter.kind),
        ("country", "search-country", &facets.countries, &filter.country),
        ("region", "search-region", &facets.regions, &filter.region),
        ("currency", "search-currency", &facets.currencies, &filter.currency),
        ("price", "search-price", &facets.bands, &band),
    ];
    all.into_iter()
        .filter(|(name, _, counts, chosen)| {
            // A price band means nothing before it is clear in which currency.
            let is_clear = *name != "price" || facets.currencies.len() <= 1 || !filter.currency.is_empty();
            (counts.len() > 1 || !chosen.is_empty()) && is_clear
        })
        .map(|(name, title, counts, chosen)| {
            let at = |(index, count): &(usize, &Count)| *index < MOST || count.value == chosen;
            FacetGroup {
                name,
                title: shell.t(title).to_owned(),
                is_any: chosen.is_empty(),
                choices: counts
                    .iter()
                    .enumerate()
                    .filter(at)
                    .map(|(_, count)| FacetChoice {
                        words: words(shell, name, &count.value, &count.english, currency),
                        listings: count.listings,
                        is_chosen: count.value == chosen,
                        value: count.value.clone(),
                    })
                    .collect(),
            }
        })
        .collect()
}

/// What was chosen.
pub fn chips(shell: &Shell, asked: &SearchRequest, facets: &Facets, currency: Currency) -> Vec<Chip> {
    let filter = &asked.filter;
    let band = filter.band.map(|band| band.to_string()).unwrap_or_default();
    let english =
        facets.regions.iter().find(|count| count.value == filter.region).map(|count| &count.english);
    let chosen = [
        ("craft", filter.craft.as_str(), ""),
        ("kind", &filter.kind, ""),
        ("country", &filter.country, ""),
        ("region", &filter.region, english.map_or("", |english| english.as_str())),
        ("currency", &filter.currency, ""),
        ("price", &band, ""),
    ];
    let chosen = chosen.into_iter().filter(|(_, value, _)| !value.is_empty());
    chosen
        .map(|(name, value, english)| Chip {
            words: words(shell, name, value, english, currency),
            without: asked.href(&[(name, "")]),
        })
        .collect()
}

fn words(shell: &Shell, name: &str, value: &str, english: &str, currency: Currency) -> String {
    match name {
        "craft" => shell.of("craft", value),
        "kind" => shell.of("search-kind", value),
        "country" => country(shell, value),
        "region" => region_name(shell.text.lang(), value, english).to_owned(),
        "price" => band_words(shell, value.parse().unwrap_or(0), currency),
        _ => value.to_owned(),
    }
}

/// A region as the reader can read it: readers of Chinese and Japanese read each other's characters.
pub fn region_name<'a>(lang: Lang, own: &'a str, english: &'a str) -> &'a str {
    let reads_own = matches!(lang, Lang::Chinese | Lang::Japanese) && is_run(own);
    if reads_own || english.is_empty() { own } else { english }
}

/// A country's name, or its code where there is no name.
pub fn country(shell: &Shell, code: &str) -> String {
    let key = format!("country-{}", code.to_lowercase());
    if shell.text.has(&key) { shell.t(&key).to_owned() } else { code.to_owned() }
}

fn band_words(shell: &Shell, band: usize, currency: Currency) -> String {
    let edges = band_edges(currency);
    let money = |edge: Option<&Money>| edge.map(|edge| shell.money(edge)).unwrap_or_default();
    match band {
        0 => shell.say("search-below", &[("price", &money(edges.first()))]),
        4 => shell.say("search-from", &[("price", &money(edges.last()))]),
        band => {
            let (low, high) = (money(edges.get(band - 1)), money(edges.get(band)));
            shell.say("search-between", &[("low", &low), ("high", &high)])
        }
    }
}
