//! Lists to choose from that several forms share: countries, languages, currencies, time zones, words.

use kernel::{Country, Currency};
use platform::{i18n::Lang, views::Shell};

/// One line of a list.
#[derive(Clone, Debug)]
pub struct Choice {
    pub value: String,
    pub words: String,
    pub chosen: bool,
}

fn choice(value: &str, words: String, chosen: &str) -> Choice {
    Choice { value: value.to_owned(), words, chosen: value == chosen }
}

/// A country's name in the reader's language.
pub fn country(shell: &Shell, code: &str) -> String {
    shell.of("country", &code.to_lowercase())
}

/// Where most of the market's parcels go, before the others.
const FIRST: [&str; 4] = ["CN", "IN", "ID", "JP"];

pub fn countries(shell: &Shell, chosen: &str) -> Vec<Choice> {
    let line = |code: &str| choice(code, country(shell, code), chosen);
    let mut others: Vec<Choice> =
        Country::all().map(Country::code).filter(|code| !FIRST.contains(code)).map(line).collect();
    // Chinese characters do not sort by how they are read; there the codes keep their order.
    if matches!(shell.text.lang(), Lang::English | Lang::Hindi | Lang::Indonesian) {
        others.sort_by(|a, b| a.words.cmp(&b.words));
    }
    FIRST.into_iter().map(line).chain(others).collect()
}

pub fn languages(chosen: Lang) -> Vec<Choice> {
    Lang::ALL.iter().map(|lang| choice(lang.code(), lang.name().to_owned(), chosen.code())).collect()
}

pub fn currencies(shell: &Shell, chosen: &str) -> Vec<Choice> {
    const FIRST: [&str; 6] = ["CNY", "INR", "IDR", "JPY", "USD", "EUR"];
    let line =
        |code: &str| choice(code, format!("{code} · {}", shell.of("currency", &code.to_lowercase())), chosen);
    let others = Currency::all().map(Currency::code).filter(|code| !FIRST.contains(code));
    FIRST.into_iter().chain(others).map(line).collect()
}

/// Zones with many people, from east to west.
const ZONES: [&str; 30] = [
    "Pacific/Auckland",
    "Australia/Sydney",
    "Asia/Jayapura",
    "Asia/Tokyo",
    "Asia/Seoul",
    "Asia/Makassar",
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Taipei",
    "Asia/Singapore",
    "Asia/Manila",
    "Asia/Jakarta",
    "Asia/Bangkok",
    "Asia/Ho_Chi_Minh",
    "Asia/Dhaka",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Karachi",
    "Asia/Dubai",
    "Europe/Moscow",
    "Africa/Nairobi",
    "Europe/Berlin",
    "Europe/Paris",
    "Africa/Lagos",
    "Europe/London",
    "America/Sao_Paulo",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "UTC",
];

/// The zones that people choose from, and the one they have.
pub fn zones(chosen: &str) -> Vec<Choice> {
    let own = (!ZONES.contains(&chosen) && !chosen.is_empty()).then_some(chosen);
    own.into_iter().chain(ZONES).map(|zone| choice(zone, zone.replace('_', " "), chosen)).collect()
}

/// Whether a time zone is one that the calendar knows.
pub fn zone(name: &str) -> Option<String> {
    kernel::Timestamp::from_micros(0).in_zone(name).map(|_| name.to_owned())
}

/// The words of a closed set, each with its text.
pub fn words(
    names: impl IntoIterator<Item = &'static str>,
    chosen: &str,
    text: impl Fn(&str) -> String,
) -> Vec<Choice> {
    names.into_iter().map(|name| choice(name, text(name), chosen)).collect()
}
