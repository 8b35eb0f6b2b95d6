//! Figures that several pages draw: what a sum is split into, and how it went month by month.

use kernel::{Currency, Money};
use platform::{
    plot::{self, Dot, Figure, Outlines, Scale, Series},
    views::Shell,
};

use super::words_of::{grown, month, named, where_is, written};
use crate::insights::market::{Measure, Told, Unit};

/// Rows of a split that a page shows.
const ROWS: usize = 12;

/// What a measure is split into, as a plot and a table; nothing where there is none of it.
pub fn split(
    shell: &Shell,
    currency: Currency,
    measure: Measure,
    all: &[Told],
    outlines: &Outlines,
) -> Option<Figure> {
    let of_measure: Vec<&Told> = all.iter().filter(|told| told.measure == measure.name()).collect();
    if of_measure.is_empty() {
        return None;
    }
    let mut parts = of_measure.clone();
    parts.retain(|told| told.value.is_some() || told.before.is_some());
    let folded = folded(shell, measure, of_measure.len() - parts.len());
    if measure != Measure::Founders {
        parts.sort_by_key(|told| (std::cmp::Reverse(told.value), told.key.clone()));
    }
    parts.truncate(ROWS);
    let write = |value| written(shell, measure, currency, value);
    let row = |told: &&Told| {
        let before = told.before.map(|before| write(Some(before))).unwrap_or_default();
        vec![named(shell, told), write(told.value), before, grown(shell, told)]
    };
    let head = ["insights-part", "insights-number", "insights-before", "insights-growth"];
    let told: Vec<(String, i64)> =
        parts.iter().filter_map(|told| Some((named(shell, told), told.value?))).collect();
    let most = told.iter().max_by_key(|(_, value)| *value);
    let about = most.map_or_else(String::new, |(name, value)| {
        shell.say("insights-most", &[("name", name), ("number", &write(Some(*value)))])
    });
    let svg = match measure {
        // A map without a dot says nothing.
        Measure::ByPlace if told.is_empty() => String::new(),
        Measure::ByPlace => {
            let dots: Vec<Dot> = of_measure.iter().filter_map(|told| dot(shell, currency, told)).collect();
            plot::map(&about, outlines, &dots)
        }
        _ if told.len() < 2 => String::new(),
        // Names of regions find no room below columns.
        Measure::Buyers => String::new(),
        Measure::ByChannel | Measure::ShopsOpened => plot::band(&about, &told),
        _ => {
            let scale = Scale::fit(told.iter().map(|(_, value)| *value), |value| write(Some(value)));
            let at: Vec<String> = told.iter().map(|(name, _)| name.clone()).collect();
            let values = told.iter().map(|(_, value)| Some(*value)).collect();
            plot::columns(&about, &scale, &at, &[Series { name: String::new(), values }])
        }
    };
    Some(Figure {
        title: shell.of("insights-measure", measure.name()),
        about: [about, folded].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" "),
        svg,
        keys: Vec::new(),
        head: head.map(|key| shell.t(key).to_owned()).to_vec(),
        rows: parts.iter().map(row).collect(),
    })
}

/// Rows that say nothing but that they are withheld, as one sentence with its reason.
fn folded(shell: &Shell, measure: Measure, rows: usize) -> String {
    let key = match measure.unit() {
        _ if rows == 0 => return String::new(),
        Unit::People => "insights-folded-people",
        Unit::Money | Unit::Count => "insights-folded-shops",
    };
    shell.n(key, i64::try_from(rows).unwrap_or(i64::MAX))
}

/// A place of a report on a map, if it says where it is and what it sold.
fn dot(shell: &Shell, currency: Currency, told: &Told) -> Option<Dot> {
    let ((latitude, longitude), value) = (where_is(&told.key)?, told.value?);
    let written = written(shell, Measure::ByPlace, currency, Some(value));
    let words = format!("{}: {written}", named(shell, told));
    Some(Dot { longitude, latitude, value, words, is_marked: false })
}

/// What was sold month by month, beside the same months a year before.
pub fn by_month(shell: &Shell, currency: Currency, months: &[(i64, Option<i64>, Option<i64>)]) -> Figure {
    let money = |value: i64| shell.money(&Money::new(value, currency));
    let told = |value: Option<i64>| value.map(money).unwrap_or_default();
    let [now, before] = ["insights-this-year", "insights-year-before"].map(|key| shell.t(key).to_owned());
    let values = months.iter().flat_map(|(_, now, before)| [*now, *before]).flatten();
    let scale = Scale::fit(values, money);
    let at: Vec<String> = months.iter().map(|(of, ..)| month(*of)).collect();
    let series = [
        Series { name: now.clone(), values: months.iter().map(|(_, now, _)| *now).collect() },
        Series { name: before.clone(), values: months.iter().map(|(_, _, before)| *before).collect() },
    ];
    let title = shell.of("insights-measure", "sales");
    let row =
        |(of, now, before): &(i64, Option<i64>, Option<i64>)| vec![month(*of), told(*now), told(*before)];
    Figure {
        svg: plot::lines(&title, &scale, &at, &series),
        title,
        about: String::new(),
        keys: vec![now.clone(), before.clone()],
        head: vec![shell.t("insights-month").to_owned(), now, before],
        rows: months.iter().rev().map(row).collect(),
    }
}
