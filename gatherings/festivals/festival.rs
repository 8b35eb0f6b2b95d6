//! A festival, its days, its place and its zones, and the lifecycle of whether it is held.

use goods::catalog::ListingId;
use kernel::{Country, Day, Lifecycle, Refused, Timestamp, lifecycle, shop_id, words};
use people::shops::pick;
use platform::i18n::{Lang, Name};

shop_id!(
    /// A festival of the shop that organises it.
    FestivalId
);
shop_id!(
    /// A part of a festival.
    ZoneId
);

shop_id!(
    /// What a shop asks for when it wants a booth of a festival.
    ApplicationId
);

lifecycle! {
    "a festival", "problem-festival-state";
    /// Whether a festival is held, by name. What is over is a matter of the clock.
    FestivalStage { Draft = "draft", Announced = "announced", CalledOff = "called-off" }
    /// What is done with a festival, by name.
    FestivalAct { Announce = "announce", CallOff = "call-off" }
    Draft --Announce--> Announced
    Announced --CallOff--> CalledOff
}

words! {
    /// What a zone is about: one of those that every festival begins with, or the organiser's own.
    Theme {
        Innovation = "innovation",
        Anime = "anime",
        /// Intangible heritage.
        Heritage = "heritage",
        Vintage = "vintage",
        Pets = "pets",
        Food = "food",
        Own = "own",
    }
}

words! {
    /// Where a festival stands by the clock.
    Season { ToCome = "to-come", Now = "now", Past = "past" }
}

/// Zones of one festival, at most.
pub const MOST_ZONES: usize = 20;
/// Booths of one zone, at most.
pub const MOST_BOOTHS: i64 = 400;
/// Days of one festival, at most.
pub const MOST_DAYS: i64 = 60;

/// Where it is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Venue {
    Online,
    Ground { country: Country, region: String, city: String, address: String },
}

/// When it is held, by the calendar and the clock of its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Days {
    pub first: Day,
    pub last: Day,
    /// Minutes after midnight at which its doors open every day, and close.
    pub opens_minute: i64,
    pub closes_minute: i64,
    /// IANA name.
    pub time_zone: String,
}

impl Days {
    /// The moment at which the doors open on the first day, and that at which they close on the last; nothing when these
    /// are no days of that place, or too many.
    pub fn bounds(&self) -> Option<(Timestamp, Timestamp)> {
        let is_in_order = self.first <= self.last && self.last.since(self.first) < MOST_DAYS;
        let is_a_day = (0..1440).contains(&self.opens_minute) && self.opens_minute < self.closes_minute;
        if !is_in_order || !is_a_day || self.closes_minute > 1440 {
            return None;
        }
        Some((self.at(self.first, self.opens_minute)?, self.at(self.last, self.closes_minute)?))
    }

    /// A moment of one of the days. Minute 1440 is the midnight at its end.
    pub fn at(&self, day: Day, minute: i64) -> Option<Timestamp> {
        let (day, minute) = if minute == 1440 { (day.next(), 0) } else { (day, minute) };
        let text = format!("{day}T{:02}:{:02}", minute / 60, minute % 60);
        Timestamp::parse_local(&text, &self.time_zone)
    }

    /// The days, one after the other.
    pub fn each(&self) -> impl Iterator<Item = Day> {
        (self.first.number()..=self.last.number()).map(Day::from_number)
    }

    pub fn count(&self) -> i64 {
        self.last.since(self.first) + 1
    }

    pub fn holds(&self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }
}

/// What is said of a festival.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub language: Lang,
    pub name: String,
    /// Empty when there is none.
    pub name_en: String,
    pub words: String,
    pub words_en: String,
    pub days: Days,
    pub venue: Venue,
}

#[derive(Clone, Debug)]
pub struct Festival {
    pub id: FestivalId,
    /// Its word in addresses.
    pub handle: String,
    pub stage: FestivalStage,
    pub said: Plan,
    /// By the days: the doors open on the first, and close on the last.
    pub begins_at: Timestamp,
    pub ends_at: Timestamp,
    /// Name of the picture at its head, empty when there is none, and what it shows.
    pub cover: String,
    pub cover_alt: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Festival {
    pub fn next(&self, act: FestivalAct) -> Result<Self, Refused<FestivalStage>> {
        Ok(Self { stage: self.stage.after(act)?, ..self.clone() })
    }

    pub fn is_announced(&self) -> bool {
        self.stage == FestivalStage::Announced
    }

    /// Whether everybody may look at it: who wanted to come to one that was called off is told so at its address.
    pub fn is_shown(&self) -> bool {
        self.stage != FestivalStage::Draft
    }

    pub fn season(&self, now: Timestamp) -> Season {
        if now < self.begins_at {
            Season::ToCome
        } else if now < self.ends_at {
            Season::Now
        } else {
            Season::Past
        }
    }

    pub fn is_over(&self, now: Timestamp) -> bool {
        self.season(now) == Season::Past
    }

    /// Whether it is still of use to prepare for it.
    pub fn is_awaited(&self, now: Timestamp) -> bool {
        self.is_announced() && !self.is_over(now)
    }

    pub fn path(&self) -> String {
        format!("/festivals/{}", self.handle)
    }

    pub fn name_in(&self, lang: impl Into<Lang>) -> &str {
        pick(lang, self.said.language, &self.said.name, &self.said.name_en)
    }

    /// Its name for readers who are not known yet.
    pub fn called(&self) -> Name {
        Name::new(self.said.language, &self.said.name, &self.said.name_en)
    }

    pub fn words_in(&self, lang: impl Into<Lang>) -> &str {
        pick(lang, self.said.language, &self.said.words, &self.said.words_en)
    }

    /// The language in which a reader gets one of its texts, by whether there is an English one.
    pub fn lang_of(&self, lang: impl Into<Lang>, english: &str) -> &'static str {
        if lang.into() == self.said.language || english.is_empty() {
            self.said.language.code()
        } else {
            Lang::English.code()
        }
    }
}

/// A part of a festival, with room for so many booths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    pub id: ZoneId,
    /// Number of its festival, which is of the same shop.
    pub festival: FestivalId,
    pub position: i64,
    pub said: ZonePlan,
    /// Booths that are given to somebody.
    pub taken: i64,
}

/// What is said of a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZonePlan {
    pub theme: Theme,
    /// Of an own one, in the festival's language; empty of the others.
    pub name: String,
    pub name_en: String,
    pub booths: i64,
    /// What a shop buys of the organiser for a booth; none of a free one.
    pub fee: Option<ListingId>,
}

impl Zone {
    pub fn free(&self) -> i64 {
        (self.said.booths - self.taken).max(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    kernel::lifecycle_tests! {
        FestivalStage ends at [CalledOff], drawn in include_str!("mod.rs"), next by FestivalStage::after
    }

    fn days(first: &str, last: &str, opens_minute: i64, closes_minute: i64, time_zone: &str) -> Days {
        let day = |text| Day::parse(text).unwrap();
        Days { first: day(first), last: day(last), opens_minute, closes_minute, time_zone: time_zone.into() }
    }

    #[test]
    fn the_doors_open_and_close_by_the_clock_of_the_place() {
        let bounds = days("2026-12-03", "2026-12-05", 600, 1080, "Asia/Shanghai").bounds().unwrap();
        assert_eq!(bounds.0.rfc3339(), "2026-12-03T02:00:00Z");
        assert_eq!(bounds.1.rfc3339(), "2026-12-05T10:00:00Z");
        let night = days("2026-12-03", "2026-12-03", 0, 1440, "Asia/Kolkata").bounds().unwrap();
        assert_eq!(night.1.rfc3339(), "2026-12-03T18:30:00Z");
    }

    #[test]
    fn days_that_are_none_are_refused() {
        for (wrong, why) in [
            (days("2026-12-05", "2026-12-03", 600, 1080, "Asia/Shanghai"), "backwards"),
            (days("2026-12-03", "2027-12-03", 600, 1080, "Asia/Shanghai"), "too many"),
            (days("2026-12-03", "2026-12-03", 1080, 600, "Asia/Shanghai"), "closed before it opens"),
            (days("2026-12-03", "2026-12-03", 600, 1441, "Asia/Shanghai"), "after midnight"),
            (days("2026-12-03", "2026-12-03", 600, 1080, "Asia/Nowhere"), "no such place"),
        ] {
            assert_eq!(wrong.bounds(), None, "{why}");
        }
    }
}
