//! The places of a zone in its form: countries are ticked by name, and provinces where the country has a list.

use kernel::Country;
use people::{
    choices::{self, Choice},
    shops::Shop,
};
use platform::{
    views::Shell,
    web::{Fields, Refusal},
};

use crate::regions;

/// The provinces of one country.
pub struct Provinces {
    pub code: &'static str,
    pub country: String,
    pub choices: Vec<Choice>,
    pub is_any_chosen: bool,
}

/// What the places of a zone are chosen from.
pub struct Places {
    pub countries: Vec<Choice>,
    pub provinces: Vec<Provinces>,
    /// Regions of which we have no list.
    pub others: String,
    pub is_everywhere: bool,
}

fn parse(code: &str) -> Option<Country> {
    Country::parse(&code.to_uppercase()).ok()
}

fn parts(form: &Fields, name: &str) -> Vec<String> {
    let parts = form.value(name).split([',', '，', '、', ';', '；']);
    parts.map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// Write what was ticked into the fields that a zone is read from.
pub fn gather(form: &mut Fields) {
    let typed = form.all("countries").join(" ");
    let codes: Vec<String> = typed.split_whitespace().map(str::to_owned).collect();
    if form.value("reach") == "everywhere" {
        form.set("countries", "");
        form.set("regions", "");
        return;
    }
    if codes.is_empty() {
        form.refuse("countries", Refusal::new("refused-no-country"));
    }
    let ticked: Vec<String> = codes
        .iter()
        .flat_map(|code| form.all(&format!("regions-{code}")))
        .map(str::to_owned)
        .chain(parts(form, "regions"))
        .collect();
    if !ticked.is_empty() && codes.len() > 1 {
        form.refuse("countries", Refusal::new("refused-regions-of-one"));
    }
    form.set("countries", typed);
    form.set("regions", ticked.join(", "));
}

impl Places {
    /// What a form says of places; a zone that is kept without countries is everywhere.
    pub fn of(shell: &Shell, form: &Fields) -> Self {
        let chosen: Vec<Country> = form.value("countries").split_whitespace().filter_map(parse).collect();
        let named = parts(form, "regions");
        let mut countries = choices::countries(shell, "");
        for line in &mut countries {
            line.chosen = chosen.iter().any(|country| country.code() == line.value);
        }
        // What is ticked stands first, where it is seen.
        countries.sort_by_key(|line| !line.chosen);
        let (mut others, mut provinces) = (named.clone(), Vec::new());
        for code in regions::COUNTRIES {
            let Some(country) = parse(code) else { continue };
            let is_chosen = chosen.contains(&country);
            let known: Vec<_> = named.iter().filter_map(|name| regions::find(country, name)).collect();
            if is_chosen {
                others.retain(|name| regions::find(country, name).is_none());
            }
            let line = |region: &regions::Region| Choice {
                value: region.value().to_owned(),
                words: region.name_in(country, shell.text.lang()).to_owned(),
                chosen: is_chosen && known.contains(region),
            };
            let choices: Vec<Choice> = regions::of(country).iter().map(line).collect();
            provinces.push(Provinces {
                code,
                country: choices::country(shell, code),
                is_any_chosen: choices.iter().any(|choice| choice.chosen),
                choices,
            });
        }
        Self {
            countries,
            provinces,
            others: others.join(", "),
            is_everywhere: form.value("reach") == "everywhere",
        }
    }
}

/// A zone as most shops begin with it.
pub const PRESETS: [&str; 3] = ["province", "country", "abroad"];

/// The presets that a shop can begin with: one without a province of its own has none for it.
pub fn presets(shop: &Shop) -> Vec<&'static str> {
    PRESETS.into_iter().filter(|preset| *preset != "province" || !shop.region.is_empty()).collect()
}

/// The form of a new zone: the shop's own country, unless a preset says otherwise.
pub fn begun(shell: &Shell, shop: &Shop, preset: &str) -> Fields {
    let preset = PRESETS.into_iter().find(|known| *known == preset);
    let region = regions::find(shop.country, &shop.region)
        .map_or_else(|| shop.region.clone(), |region| region.value().to_owned());
    let (low, high) = match preset {
        Some("province") => ("1", "3"),
        Some("abroad") => ("8", "20"),
        _ => ("2", "5"),
    };
    let is_abroad = preset == Some("abroad");
    Fields::filled([
        ("name", preset.map(|preset| shell.of("shipping-preset", preset)).unwrap_or_default()),
        ("reach", if is_abroad { "everywhere" } else { "countries" }.to_owned()),
        ("countries", if is_abroad { String::new() } else { shop.country.code().to_owned() }),
        ("regions", if preset == Some("province") { region } else { String::new() }),
        ("first_grams", "1000".to_owned()),
        ("next_grams", "1000".to_owned()),
        ("days_low", low.to_owned()),
        ("days_high", high.to_owned()),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gathered(pairs: &[(&str, &str)]) -> Fields {
        let mut form = Fields::filled(pairs.iter().copied());
        gather(&mut form);
        form
    }

    #[test]
    fn what_is_ticked_is_what_a_zone_is_read_from() {
        let form = gathered(&[
            ("countries", "CN"),
            ("regions-CN", "宁夏"),
            ("regions-CN", "甘肃"),
            ("regions-JP", "京都府"),
        ]);
        assert_eq!((form.value("countries"), form.value("regions")), ("CN", "宁夏, 甘肃"));
        assert!(form.is_good());
        let form = gathered(&[("countries", "CN"), ("countries", "HK")]);
        assert_eq!((form.value("countries"), form.is_good()), ("CN HK", true));
    }

    #[test]
    fn nothing_ticked_is_not_the_whole_world() {
        assert!(gathered(&[("countries", "")]).refusal("countries").is_some());
        assert!(gathered(&[("reach", "everywhere"), ("countries", "CN")]).is_good());
        let two = gathered(&[("countries", "CN JP"), ("regions-CN", "宁夏")]);
        assert!(two.refusal("countries").is_some());
    }
}
