//! What forms and programs say of festivals, read alike.

use goods::catalog::ListingId;
use kernel::{Country, Day, ShopId, Timestamp};
use people::{
    choices,
    market::Market,
    shops::{Handle, Kind},
};
use platform::{
    i18n::Lang,
    web::{Fields, Refusal},
};
use selling::promotions::read_moment;

use crate::festivals::{
    Days, Festival, MOST_BOOTHS, NewFestival, Plan, Theme, Venue, ZoneId, ZonePlan,
    booths::{CallPlan, MOST_LISTINGS, PAY_DAYS, Wants},
    programme::{ItemKind, ItemPlan, MINUTES, MOST_SEATS},
};

/// Characters of a name, of a line, and of what is said of a festival.
const MOST_NAME: usize = 80;
const MOST_LINE: usize = 160;
const MOST_WORDS: usize = 4_000;
/// What a festival is called in addresses whose name has no Latin letters.
const PLAIN: &str = "festival";
/// Tables that one booth may ask for, and watts.
const TABLES: std::ops::RangeInclusive<i64> = 0..=20;
const WATTS: std::ops::RangeInclusive<i64> = 0..=20_000;

/// Minutes after midnight of `10:00`; 24:00 is the end of the day.
fn minute(text: &str) -> Option<i64> {
    let (hour, minute) = text.trim().split_once(':')?;
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
    let at = hour * 60 + minute;
    ((0..60).contains(&minute) && (0..=24 * 60).contains(&at)).then_some(at)
}

pub fn read_plan(form: &mut Fields) -> Option<Plan> {
    let language = form.parsed("language", Lang::parse);
    let (name, name_en) = (form.line("name", MOST_NAME), form.maybe_line("name_en", MOST_NAME));
    let words = form.maybe_paragraphs("words", MOST_WORDS);
    let words_en = form.maybe_paragraphs("words_en", MOST_WORDS);
    let day = |text: &str| Day::parse(text.trim()).ok();
    let (first, last) = (form.parsed("first_day", day), form.parsed("last_day", day));
    let (opens, closes) = (form.parsed("opens", minute), form.parsed("closes", minute));
    let time_zone = form.parsed("time_zone", choices::zone);
    let venue = read_venue(form);
    let days = Days {
        first: first?,
        last: last?,
        opens_minute: opens?,
        closes_minute: closes?,
        time_zone: time_zone?,
    };
    if days.bounds().is_none() {
        form.refuse("last_day", Refusal::new("refused-festival-days"));
    }
    let (language, venue) = (language?, venue?);
    form.is_good().then_some(Plan { language, name, name_en, words, words_en, days, venue })
}

fn read_venue(form: &mut Fields) -> Option<Venue> {
    if form.yes_or_no("is_online") {
        return Some(Venue::Online);
    }
    let country = form.parsed("country", |code| Country::parse(code).ok());
    let (region, city) = (form.maybe_line("region", MOST_NAME), form.line("city", MOST_NAME));
    let address = form.line("address", MOST_LINE);
    Some(Venue::Ground { country: country?, region, city, address })
}

/// A new festival with its word, made from its English name where none is said, and the themes that it begins with: all six
/// where nothing is said of them.
pub fn read_new(form: &mut Fields, market: &Market) -> Option<NewFestival> {
    let text = form.maybe_line("handle", MOST_NAME);
    let is_reserved = |word: &str| market.is_reserved(word);
    let is_proposed = text.is_empty();
    let handle = match is_proposed {
        true => {
            let name = form.value("name_en");
            let name = if name.is_ascii() && name.len() > 2 { name } else { PLAIN };
            Some(Handle::propose(name, Kind::Company, is_reserved))
        }
        false => Handle::parse(&text, is_reserved).ok(),
    };
    if handle.is_none() {
        form.refuse("handle", Refusal::new("refused-festival-handle"));
    }
    let mut themes = Vec::new();
    for theme in Theme::ALL.iter().filter(|theme| **theme != Theme::Own) {
        if !form.yes_or_no(&format!("without_{}", theme.name())) {
            themes.push(*theme);
        }
    }
    let said = read_plan(form)?;
    Some(NewFestival { handle: handle?, is_proposed, said, themes })
}

/// A listing by its number, or by the address of its form.
fn listing(text: &str) -> Option<ListingId> {
    text.trim().split(['/', '?', '#']).rev().find_map(|part| part.parse().ok())
}

/// What is said of a zone. Its theme is said once, when it is added.
pub fn read_zone(form: &mut Fields, before: Option<Theme>) -> Option<ZonePlan> {
    let theme = match before {
        Some(theme) => Some(theme),
        None => form.parsed("theme", Theme::parse),
    };
    let is_own = theme == Some(Theme::Own);
    let name = if is_own { form.line("name", MOST_NAME) } else { form.maybe_line("name", MOST_NAME) };
    let name_en = form.maybe_line("name_en", MOST_NAME);
    // A usual zone is called by a text of the market, in the reader's language.
    let (name, name_en) = if is_own { (name, name_en) } else { Default::default() };
    let booths = form.whole("booths", 0..=MOST_BOOTHS);
    let fee = match form.maybe_line("fee", MOST_LINE).as_str() {
        "" => None,
        _ => form.parsed("fee", listing),
    };
    let theme = theme?;
    form.is_good().then_some(ZonePlan { theme, name, name_en, booths, fee })
}

/// Moments without an offset are on the clock of the festival.
pub fn read_call(form: &mut Fields, festival: &Festival) -> Option<CallPlan> {
    let zone = &festival.said.days.time_zone;
    let opens_at = read_moment(form, "opens_at", zone);
    let closes_at = read_moment(form, "closes_at", zone);
    let pay_days = form.whole("pay_days", PAY_DAYS);
    let words = form.maybe_paragraphs("words", MOST_WORDS);
    let words_en = form.maybe_paragraphs("words_en", MOST_WORDS);
    let (opens_at, closes_at) = (opens_at?, closes_at?);
    form.is_good().then_some(CallPlan { opens_at, closes_at, pay_days, words, words_en })
}

/// What a shop asks for: its listings as lines of a form, or as a list of a program.
pub fn read_wants(form: &mut Fields, shop: ShopId) -> Option<Wants> {
    let zone: Option<ZoneId> = form.parsed("zone", |text| text.parse().ok());
    let words = form.maybe_paragraphs("shows", MOST_WORDS);
    if words.is_empty() {
        form.refuse("shows", Refusal::new("refused-empty"));
    }
    let mut listings = Vec::new();
    let count = form.list("listings", MOST_LISTINGS);
    if count > MOST_LISTINGS {
        form.refuse("listings", Refusal::new("refused-too-many-at-once").with("max", MOST_LISTINGS));
    }
    for at in 0..count.min(MOST_LISTINGS) {
        listings.extend(form.parsed(&format!("listings.{at}"), listing));
    }
    for text in form.all("listing").into_iter().map(str::to_owned).collect::<Vec<_>>() {
        listings.extend(listing(&text).filter(|listing| listing.shop() == shop));
    }
    listings.truncate(MOST_LISTINGS);
    listings.sort_unstable();
    listings.dedup();
    let tables = form.maybe_whole("tables", TABLES).unwrap_or(0);
    let power_watts = form.maybe_whole("power_watts", WATTS).unwrap_or(0);
    let zone = zone?;
    form.is_good().then_some(Wants { zone, words, listings, tables, power_watts })
}

/// Why an application is declined.
pub fn read_reason(form: &mut Fields) -> Option<String> {
    let reason = form.line("reason", MOST_LINE * 2);
    form.is_good().then_some(reason)
}

/// Moments without an offset are on the clock of the festival.
pub fn read_item(form: &mut Fields, festival: &Festival) -> Option<ItemPlan> {
    let kind = form.parsed("kind", ItemKind::parse);
    let (title, title_en) = (form.line("title", MOST_NAME), form.maybe_line("title_en", MOST_NAME));
    let stage = form.line("stage", MOST_NAME);
    let begins_at: Option<Timestamp> = read_moment(form, "begins_at", &festival.said.days.time_zone);
    let minutes = form.whole("minutes", MINUTES);
    let seats = form.maybe_whole("seats", 0..=MOST_SEATS).unwrap_or(0);
    let (kind, begins_at) = (kind?, begins_at?);
    form.is_good().then_some(ItemPlan { kind, title, title_en, stage, begins_at, minutes, seats })
}

/// Where a booth is put.
pub fn read_place(form: &mut Fields) -> Option<(i64, i64)> {
    let (x, y) = (form.whole("x", 0..=10_000), form.whole("y", 0..=10_000));
    form.is_good().then_some((x, y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_is_read_as_it_is_written() {
        for (text, expected) in [
            ("10:00", Some(600)),
            ("00:00", Some(0)),
            ("24:00", Some(1440)),
            ("24:01", None),
            ("9:5", Some(545)),
            ("10", None),
            ("10:60", None),
            ("-1:00", None),
        ] {
            assert_eq!(minute(text), expected, "{text}");
        }
    }
}
