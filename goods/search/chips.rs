//! What was chosen, as a reader says it: on the pages of what is found, in the list of saved searches and in mails.

use kernel::{Currency, Money};
use people::capability::Brought;
use platform::{i18n::Lang, views::Shell};

use super::{
    Range,
    asked::SearchRequest,
    materials::material_name,
    perks::facets_of,
    query::{Facets, band_edges},
    words::is_run,
};

/// Something chosen, and the way to choose it no more.
pub struct Chip {
    pub words: String,
    pub without: String,
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
    let english = |name: &str, value: &str| {
        let counts = if name == "region" { &facets.regions } else { &facets.cities };
        let found = counts.iter().find(|count| count.value == value);
        found.map_or(String::new(), |count| count.english.clone())
    };
    let several = [
        ("craft", &filter.craft),
        ("kind", &filter.kind),
        ("country", &filter.country),
        ("region", &filter.region),
        ("city", &filter.city),
        ("village", &filter.village),
        ("heritage", &filter.heritage),
        ("material", &filter.material),
    ];
    let mut chips = Vec::new();
    for (name, choice) in several {
        for value in choice.values() {
            let english =
                if matches!(name, "region" | "city") { english(name, value) } else { String::new() };
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

/// A value of a property as a reader says it.
pub fn words(shell: &Shell, name: &str, value: &str, english: &str, currency: Currency) -> String {
    match name {
        "craft" => shell.of("craft", value),
        "kind" => shell.of("search-kind", value),
        "country" => country(shell, value),
        "region" | "city" => region_name(shell.text.lang(), value, english).to_owned(),
        "heritage" => shell.of("shop-heritage", value),
        "material" => material_name(value, shell.text.lang()).unwrap_or(value).to_owned(),
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
