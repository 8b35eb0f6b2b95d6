//! Days of the calendar, as files and lists name them.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Timestamp;

/// A day of the calendar, without a place: what a bank means by "30 November".
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(i64);

/// The text is not a day in the form `2026-11-30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a day")]
pub struct NotADay;

const SECONDS: i64 = 86_400;
const MICROS: i64 = SECONDS * 1_000_000;

impl Day {
    /// The day of a moment in UTC.
    pub fn of(at: Timestamp) -> Day {
        Day(at.micros().div_euclid(MICROS))
    }

    /// The day that a moment falls on in a time zone; in UTC for a zone that is not known.
    pub fn there(at: Timestamp, zone: &str) -> Day {
        let ahead = at.in_zone(zone).map_or(0, |there| i64::from(there.offset().seconds()));
        Day((at.micros() + ahead * 1_000_000).div_euclid(MICROS))
    }

    /// Read `2026-11-30`; nothing else.
    pub fn parse(text: &str) -> Result<Day, NotADay> {
        let is_plain = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        let noon = is_plain.then(|| Timestamp::parse_local(&format!("{text}T12:00"), "UTC")).flatten();
        noon.map(Day::of).ok_or(NotADay)
    }

    /// Days since 1970, as they are kept.
    pub const fn number(self) -> i64 {
        self.0
    }

    pub const fn from_number(days: i64) -> Day {
        Day(days)
    }

    /// Days gone by since an earlier day; less than none since a later one.
    pub const fn since(self, earlier: Day) -> i64 {
        self.0 - earlier.0
    }

    pub const fn next(self) -> Day {
        Day(self.0 + 1)
    }

    /// Saturday or Sunday, on which banks set no rates. 1 January 1970 was a Thursday.
    pub const fn is_weekend(self) -> bool {
        matches!(self.0.rem_euclid(7), 2 | 3)
    }

    /// The middle of the day in UTC, to be shown as a day there.
    pub const fn noon(self) -> Timestamp {
        Timestamp::from_micros(self.0.saturating_mul(MICROS).saturating_add(MICROS / 2))
    }
}

/// `2026-11-30`
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = self.noon().rfc3339();
        f.write_str(moment.split('T').next().unwrap_or_default())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Day({self})")
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Day, D::Error> {
        crate::wire::text(from, "a day such as 2026-11-30", Day::parse)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_it_is_written() {
        for text in ["1970-01-01", "2026-11-30", "2024-02-29", "1969-12-31", "0001-01-01"] {
            assert_eq!(Day::parse(text).map(|day| day.to_string()).as_deref(), Ok(text));
        }
        for text in ["2026-02-29", "2026-13-01", "30.11.2026", "2026-1-3", "20261130", "2026-11-30T00", ""] {
            assert_eq!(Day::parse(text), Err(NotADay), "{text}");
        }
        assert_eq!(Day::of(Timestamp::from_micros(-1)).to_string(), "1969-12-31");
    }

    #[test]
    fn a_day_is_that_of_the_place() {
        let late = Timestamp::parse_rfc3339("2026-11-30T20:00:00Z").unwrap();
        for (zone, day) in [
            ("UTC", "2026-11-30"),
            ("Asia/Shanghai", "2026-12-01"),
            ("America/New_York", "2026-11-30"),
            ("Nowhere", "2026-11-30"),
        ] {
            assert_eq!(Day::there(late, zone).to_string(), day, "{zone}");
        }
    }

    #[test]
    fn weekends_and_days_between_are_counted() {
        let day = |text| Day::parse(text).unwrap();
        let weekend = ["2026-11-28", "2026-11-29"].map(day);
        let workdays = ["2026-11-27", "2026-11-30", "1970-01-01"].map(day);
        assert!(weekend.iter().all(|day| day.is_weekend()));
        assert!(workdays.iter().all(|day| !day.is_weekend()));
        assert_eq!(day("2026-12-01").since(day("2026-11-28")), 3);
        assert_eq!(day("2026-11-30").next(), day("2026-12-01"));
        assert_eq!(serde_json::to_string(&day("2026-11-30")).unwrap(), "\"2026-11-30\"");
    }
}
