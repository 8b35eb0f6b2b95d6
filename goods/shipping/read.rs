use kernel::{Country, Currency, Money};
use platform::web::{Fields, Refusal};

use super::Zone;

/// A tonne: what weighs more goes by other means.
const HEAVIEST: i64 = 1_000_000;
const MOST_REGIONS: usize = 100;

/// Read a zone whose fields begin with `prefix`; none when one was refused.
pub fn read_zone(form: &mut Fields, prefix: &str, currency: Currency) -> Option<Zone> {
    let name = |field: &str| format!("{prefix}{field}");
    let zone = Zone {
        name: form.line(&name("name"), 60),
        countries: countries(form, &name("countries")),
        regions: regions(form, &name("regions")),
        first_grams: form.whole(&name("first_grams"), 1..=HEAVIEST),
        first_minor: form.money(&name("first"), currency).minor(),
        next_grams: form.whole(&name("next_grams"), 1..=HEAVIEST),
        next_minor: form.money(&name("next"), currency).minor(),
        free_from_minor: form.maybe_money(&name("free_from"), currency).map(Money::minor),
        days_low: form.whole(&name("days_low"), 0..=180),
        days_high: form.whole(&name("days_high"), 0..=180),
    };
    if zone.days_high < zone.days_low {
        form.refuse(&name("days_high"), Refusal::new("refused-days-order"));
    }
    let is_good = !form.refusals().keys().any(|field| field.starts_with(prefix));
    is_good.then_some(zone)
}

fn countries(form: &mut Fields, name: &str) -> Vec<Country> {
    let mut countries = Vec::new();
    for word in form.words(name, 60, |c| c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';')) {
        match Country::parse(&word.to_uppercase()) {
            Ok(country) if !countries.contains(&country) => countries.push(country),
            Ok(_) => {}
            Err(_) => {
                let code: String = word.chars().filter(char::is_ascii_graphic).take(20).collect();
                form.refuse(name, Refusal::new("refused-country-code").with("code", code));
            }
        }
    }
    countries
}

fn regions(form: &mut Fields, name: &str) -> Vec<String> {
    let mut regions = form.words(name, 100, |c| matches!(c, ',' | '，' | '、' | ';' | '；'));
    regions.dedup();
    if regions.len() > MOST_REGIONS {
        form.refuse(name, Refusal::new("refused-too-many-regions"));
    }
    regions
}

impl Zone {
    /// The zone as a filled form.
    pub fn to_fields(&self, currency: Currency) -> Fields {
        let money = |minor| Money::new(minor, currency).decimal();
        let countries: Vec<&str> = self.countries.iter().map(|country| country.code()).collect();
        Fields::filled([
            ("name", self.name.clone()),
            ("reach", if self.countries.is_empty() { "everywhere" } else { "countries" }.to_owned()),
            ("countries", countries.join(" ")),
            ("regions", self.regions.join(", ")),
            ("first_grams", self.first_grams.to_string()),
            ("first", money(self.first_minor)),
            ("next_grams", self.next_grams.to_string()),
            ("next", money(self.next_minor)),
            ("free_from", self.free_from_minor.map(money).unwrap_or_default()),
            ("days_low", self.days_low.to_string()),
            ("days_high", self.days_high.to_string()),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(changes: &[(&str, &str)]) -> Fields {
        let mut form = Fields::filled([
            ("name", "本省"),
            ("countries", "cn，HK CN"),
            ("regions", "宁夏, 甘肃"),
            ("first_grams", "1000"),
            ("first", "8"),
            ("next_grams", "500"),
            ("next", "2.50"),
            ("free_from", ""),
            ("days_low", "2"),
            ("days_high", "4"),
        ]);
        for (name, value) in changes {
            form.set(name, *value);
        }
        form
    }

    #[test]
    fn a_zone_survives_its_form() {
        let zone = read_zone(&mut form(&[]), "", Currency::CNY).unwrap();
        assert_eq!((zone.countries.len(), zone.first_minor, zone.next_minor), (2, 800, 250));
        assert_eq!(zone.regions, ["宁夏", "甘肃"]);
        assert_eq!(read_zone(&mut zone.to_fields(Currency::CNY), "", Currency::CNY), Some(zone));
    }

    #[test]
    fn json_lists_are_read_as_well() {
        let body = serde_json::json!({"zones": [{
            "name": "Home", "countries": ["IN"], "regions": ["Himachal Pradesh"], "first_grams": 500,
            "first": "80", "next_grams": 500, "next": "20", "days_low": 2, "days_high": 5,
        }]});
        let zone = read_zone(&mut Fields::from_json(&body), "zones.0.", Currency::INR).unwrap();
        assert_eq!((zone.countries[0].code(), zone.regions[0].as_str()), ("IN", "Himachal Pradesh"));
    }

    #[test]
    fn what_cannot_be_kept_is_refused_beside_its_field() {
        for (name, value, expected) in [
            ("countries", "CN XX", "refused-country-code"),
            ("first", "12,50", "refused-price-comma"),
            ("next", "-1", "refused-price-negative"),
            ("first_grams", "0", "refused-out-of-range"),
            ("days_high", "1", "refused-days-order"),
            ("regions", "a\u{1}b", "refused-control-characters"),
        ] {
            let mut form = form(&[(name, value)]);
            assert!(read_zone(&mut form, "", Currency::CNY).is_none());
            assert_eq!(form.refusal(name).map(|refusal| refusal.code), Some(expected), "{name}");
        }
    }
}
