//! Facets as a page shows them.

use kernel::Currency;
use people::capability::Brought;
use platform::views::Shell;

use crate::search::{
    Choice,
    asked::SearchRequest,
    chips::words,
    perks::facets_of,
    query::{Count, Facets},
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

/// The properties worth offering: those with something to choose from.
pub fn groups(shell: &Shell, asked: &SearchRequest, facets: &Facets, currency: Currency) -> Vec<FacetGroup> {
    let filter = &asked.filter;
    let chosen_currency = Choice::from(filter.currency.as_str());
    let band = Choice::of(filter.band.map(|band| band.to_string()));
    let none = Vec::new();
    // What is closer is offered once it is clear where.
    let cities = if filter.region.is_any() { &none } else { &facets.cities };
    let villages = if filter.city.is_any() { &none } else { &facets.villages };
    let all: [(&'static str, &'static str, &Vec<Count>, &Choice); 10] = [
        ("craft", "search-craft", &facets.crafts, &filter.craft),
        ("kind", "search-kind", &facets.kinds, &filter.kind),
        ("material", "search-material", &facets.materials, &filter.material),
        ("price", "search-price", &facets.bands, &band),
        ("country", "search-country", &facets.countries, &filter.country),
        ("region", "search-region", &facets.regions, &filter.region),
        ("city", "search-city", cities, &filter.city),
        ("village", "search-village", villages, &filter.village),
        ("heritage", "search-heritage", &facets.heritages, &filter.heritage),
        ("currency", "search-currency", &facets.currencies, &chosen_currency),
    ];
    all.into_iter()
        .filter(|(name, _, counts, chosen)| {
            let says_much = matches!(*name, "material" | "heritage" | "village") && !counts.is_empty();
            *name == "price" || counts.len() > 1 || !chosen.is_any() || says_much
        })
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
pub fn perks(
    shell: &Shell,
    asked: &SearchRequest,
    facets: &Facets,
    capabilities: &[Brought],
) -> Option<FacetGroup> {
    // What is true of nothing is not among the counts; where one was counted, all were that are known.
    let counted =
        |name: &str| facets.perks.iter().find(|count| count.value == name).map(|count| count.listings);
    let choices: Vec<FacetChoice> = facets_of(capabilities)
        .map(|facet| FacetChoice {
            value: facet.name.to_owned(),
            words: shell.t(facet.text).to_owned(),
            listings: counted(facet.name),
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
