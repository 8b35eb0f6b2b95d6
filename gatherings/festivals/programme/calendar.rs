//! A festival and its programme for somebody's own calendar.

use platform::{
    calendar::{Event, calendar as write},
    i18n::Lang,
};

use super::Item;
use crate::festivals::{Festival, FestivalStage, Venue};

fn host(home: &str) -> &str {
    home.split_once("://").map_or(home, |(_, host)| host)
}

fn place(festival: &Festival) -> String {
    match &festival.said.venue {
        Venue::Online => String::new(),
        Venue::Ground { region, city, address, .. } => {
            let parts = [region, city, address].into_iter().filter(|part| !part.is_empty());
            parts.map(String::as_str).collect::<Vec<_>>().join(", ")
        }
    }
}

/// The days of a festival, each from the opening of its doors to their closing.
pub fn of_festival(festival: &Festival, lang: Lang, home: &str) -> String {
    let (days, url, place) = (&festival.said.days, format!("{home}{}", festival.path()), place(festival));
    let told: Vec<_> = days
        .each()
        .filter_map(|day| {
            let (from, until) = (days.at(day, days.opens_minute)?, days.at(day, days.closes_minute)?);
            Some((format!("festival-{}-{day}@{}", festival.id, host(home)), from, until.since(from)))
        })
        .collect();
    let name = festival.name_in(lang);
    let events: Vec<Event> = told
        .iter()
        .map(|(uid, begins_at, lasts)| Event {
            uid,
            begins_at: *begins_at,
            lasts: *lasts,
            title: name,
            words: &place,
            url: &url,
            changed_at: festival.updated_at,
            is_cancelled: festival.stage == FestivalStage::CalledOff,
        })
        .collect();
    write(name, &events)
}

/// Things of programmes, each with its festival; what was taken out or called off says so.
pub fn of_items(name: &str, items: &[(Item, Festival)], lang: Lang, home: &str) -> String {
    let texts: Vec<(String, String, String)> = items
        .iter()
        .map(|(item, festival)| {
            let title = item.title_in(lang, festival.said.language);
            let title = format!("{title} · {}", festival.name_in(lang));
            (format!("programme-{}@{}", item.id, host(home)), title, format!("{home}{}", festival.path()))
        })
        .collect();
    let events: Vec<Event> = items
        .iter()
        .zip(&texts)
        .map(|((item, festival), (uid, title, url))| Event {
            uid,
            begins_at: item.said.begins_at,
            lasts: item.said.lasts(),
            title,
            words: &item.said.stage,
            url,
            changed_at: item.updated_at.max(festival.updated_at),
            is_cancelled: !item.is_on() || festival.stage == FestivalStage::CalledOff,
        })
        .collect();
    write(name, &events)
}
