//! Facets and chips as a page shows them.

use kernel::{Currency, Money};
use people::capability::Brought;
use platform::{i18n::Lang, views::Shell};

use super::SearchRequest;
use crate::search::{
    Choice, Range,
    perks::facets_of,
    query::{Count, Facets, band_edges},
    words::is_run,
};

/// Values of a property that are shown at once; the others are folded away.
const SHOWN: usize = 8;
/// Values of a property that are offered: each can be told from the others, and more would be no help.
const MOST: usize = 120;

/// One property to choose by.
pub struct FacetGroup {
    pub name: &'static str,
    pub title: String,
    /// Whether several values may be chosen at once.
    pub takes_several: bool,
    pub is_any: bool,
    pub choices: Vec<FacetChoice>,
    /// What is folded away.
    pub rest: Vec<FacetChoice>,
}

pub struct FacetChoice {
    pub value: String,
    pub words: String,
    /// None where nobody counts.
    pub listings: Option<i64>,
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
    let chosen_currency = Choice::from(filter.currency.as_str());
    let band = Choice::of(filter.band.map(|band| band.to_string()));
    let all: [(&'static str, &'static str, &Vec<Count>, &Choice); 6] = [
        ("craft", "search-craft", &facets.crafts, &filter.craft),
        ("kind", "search-kind", &facets.kinds, &filter.kind),
        ("price", "search-price", &facets.bands, &band),
        ("country", "search-country", &facets.countries, &filter.country),
        ("region", "search-region", &facets.regions, &filter.region),
        ("currency", "search-currency", &facets.currencies, &chosen_currency),
    ];
    all.into_iter()
        .filter(|(name, _, counts, chosen)| *name == "price" || counts.len() > 1 || !chosen.is_any())
        .map(|(name, title, counts, chosen)| {
            let is_shown = |at: usize, choice: &FacetChoice| at < SHOWN || choice.is_chosen;
            let all = counts.iter().take(MOST).map(|count| FacetChoice {
                words: words(shell, name, &count.value, &count.english, currency),
                listings: Some(count.listings),
                is_chosen: chosen.has(&count.value),
                value: count.value.clone(),
            });
            let (mut choices, mut rest) = (Vec::new(), Vec::new());
            for (at, choice) in all.enumerate() {
                if is_shown(at, &choice) { choices.push(choice) } else { rest.push(choice) }
            }
            // What was chosen and nothing has any more can still be taken away.
            for gone in chosen.values().filter(|value| counts.iter().all(|count| count.value != *value)) {
                let words = words(shell, name, gone, "", currency);
                choices.push(FacetChoice {
                    words,
                    listings: Some(0),
                    is_chosen: true,
                    value: gone.to_owned(),
                });
            }
            // A band means nothing before it is clear in which currency.
            let is_clear = facets.currencies.len() <= 1 || !filter.currency.is_empty();
            if name == "price" && !is_clear {
                choices.clear();
            }
            FacetGroup {
                name,
                title: shell.t(title).to_owned(),
                takes_several: !matches!(name, "price" | "currency"),
                is_any: chosen.is_any(),
                choices,
                rest,
            }
        })
        .collect()
}

/// What later capabilities know, as one more property.
pub fn perks(shell: &Shell, asked: &SearchRequest, capabilities: &[Brought]) -> Option<FacetGroup> {
    let choices: Vec<FacetChoice> = facets_of(capabilities)
        .map(|facet| FacetChoice {
            value: facet.name.to_owned(),
            words: shell.t(facet.text).to_owned(),
            listings: None,
            is_chosen: asked.filter.perk.has(facet.name),
        })
        .collect();
    let title = shell.t("search-perk").to_owned();
    let is_any = asked.filter.perk.is_any();
    (!choices.is_empty()).then_some(FacetGroup {
        name: "perk",
        title,
        takes_several: true,
        is_any,
        choices,
        rest: Vec::new(),
    })
}

/// What was chosen.
pub fn chips(
    shell: &Shell,
    asked: &SearchRequest,
    facets: &Facets,
    capabilities: &[Brought],
    currency: Currency,
) -> Vec<Chip> {
    let filter = &asked.filter;
    let english = |region: &str| {
        let found = facets.regions.iter().find(|count| count.value == region);
        found.map_or(String::new(), |count| count.english.clone())
    };
    let several = [
        ("craft", &filter.craft),
        ("kind", &filter.kind),
        ("country", &filter.country),
        ("region", &filter.region),
    ];
    let mut chips = Vec::new();
    for (name, choice) in several {
        for value in choice.values() {
            let english = if name == "region" { english(value) } else { String::new() };
            let words = words(shell, name, value, &english, currency);
            chips.push(Chip { words, without: asked.without(name, value) });
        }
    }
    let known = facets_of(capabilities).filter(|facet| filter.perk.has(facet.name));
    chips.extend(known.map(|facet| Chip {
        words: shell.t(facet.text).to_owned(),
        without: asked.without("perk", facet.name),
    }));
    let band = filter.band.map(|band| band.to_string()).unwrap_or_default();
    for (name, value) in [("currency", filter.currency.as_str()), ("price", &band)] {
        if !value.is_empty() {
            let words = words(shell, name, value, "", currency);
            chips.push(Chip { words, without: asked.without(name, value) });
        }
    }
    let range = asked.range(currency);
    if !range.is_open() {
        let without = asked.clone().with_any_price().first();
        chips.push(Chip { words: range_words(shell, range, currency), without });
    }
    chips
}

fn range_words(shell: &Shell, range: Range, currency: Currency) -> String {
    let money = |minor: i64| shell.money(&Money::new(minor, currency));
    match (range.from, range.to) {
        (Some(from), Some(to)) => shell.say("search-between", &[("low", &money(from)), ("high", &money(to))]),
        (Some(from), None) => shell.say("search-from", &[("price", &money(from))]),
        (None, to) => shell.say("search-up-to", &[("price", &money(to.unwrap_or_default()))]),
    }
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
