//! What the figures of the market are called, and how they are written.

use kernel::{Currency, Money};
use people::choices;
use platform::views::Shell;

use crate::insights::market::{Measure, Told, Unit};

/// What a figure is called: its measure, or the part of it.
pub fn named(shell: &Shell, told: &Told) -> String {
    let Some(measure) = Measure::parse(&told.measure) else { return told.key.clone() };
    let key = told.key.as_str();
    match measure {
        Measure::ByChannel => shell.of("order-channel", key),
        Measure::ByCraft if key.is_empty() => shell.t("insights-no-craft").to_owned(),
        Measure::ByCraft => shell.of("craft", key),
        Measure::ShopsOpened => shell.of("shop-kind", key),
        Measure::CompaniesOpened => {
            shell.of("insights-companies", if key.is_empty() { "unsaid" } else { key })
        }
        Measure::Founders => shell.of("insights-founders", key),
        Measure::WomenLed => shell.of("insights-women", key),
        Measure::ByPlace => {
            let mut parts = key.split('|');
            let (country, region, city) = (
                parts.next().unwrap_or_default(),
                parts.next().unwrap_or_default(),
                parts.next().unwrap_or_default(),
            );
            let country = choices::country(shell, country);
            let own = [city, region].into_iter().find(|part| !part.is_empty());
            own.map_or_else(|| country.clone(), |own| format!("{own} · {country}"))
        }
        Measure::Buyers => {
            let (country, region) = key.split_once(' ').unwrap_or((key, ""));
            let country = choices::country(shell, country);
            if region.is_empty() { country } else { format!("{region} · {country}") }
        }
        Measure::Sales
        | Measure::Orders
        | Measure::OriginalSales
        | Measure::OriginalSearches
        | Measure::ProduceSales
        | Measure::RuralSales
        | Measure::ShopsSelling
        | Measure::Shows
        | Measure::Villages
        | Measure::Recognised
        | Measure::Towns
        | Measure::Shops
        | Measure::ActiveShops
        | Measure::Households
        | Measure::Like
        | Measure::LikeBefore
        | Measure::Latitude
        | Measure::Longitude => shell.of("insights-measure", measure.name()),
    }
}

/// A number of a measure, as a reader writes it.
pub fn written(shell: &Shell, measure: Measure, currency: Currency, value: Option<i64>) -> String {
    match (value, measure.unit()) {
        (None, _) => shell.t("insights-withheld").to_owned(),
        (Some(value), Unit::Money) => shell.money(&Money::new(value, currency)),
        (Some(value), Unit::Count) => shell.number(value),
        (Some(value), Unit::People) => shell.number(value),
    }
}

/// By how much it grew, in words; nothing where it cannot be said.
pub fn grown(shell: &Shell, told: &Told) -> String {
    told.growth().map_or(String::new(), |growth| percent(shell, growth))
}

/// A growth with its sign.
pub fn percent(shell: &Shell, growth: i64) -> String {
    let sign = if growth < 0 { "−" } else { "+" };
    format!("{sign}{} %", shell.number(growth.abs()))
}

/// Where a place is, in degrees, if its key says it.
pub fn where_is(key: &str) -> Option<(f64, f64)> {
    let mut parts = key.split('|').skip(3).map(|part| part.parse::<f64>().ok());
    let (latitude, longitude) = (parts.next()??, parts.next()??);
    Some((latitude / 1_000_000.0, longitude / 1_000_000.0))
}

/// A month as a reader writes it: 2026-11.
pub fn month(of: i64) -> String {
    format!("{:04}-{:02}", of.div_euclid(12), of.rem_euclid(12) + 1)
}

/// A period as a reader writes it.
pub fn period(shell: &Shell, of: crate::insights::market::Period) -> String {
    let year = of.year.to_string();
    match of.quarter {
        Some(quarter) => shell.say("insights-quarter", &[("quarter", &quarter.to_string()), ("year", &year)]),
        None => shell.say("insights-year", &[("year", &year)]),
    }
}
