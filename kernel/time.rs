//! Moments in time, always UTC, always whole microseconds.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::ops::{Add, Sub};
use std::time::Duration;

/// A moment, counted in microseconds since 1970 in UTC.
///
/// Kept between the years 1 and 9999, so that every moment has a text of the usual form; arithmetic stops
/// at these ends instead of wrapping.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(i64);

/// The text is not a moment in the form `2026-03-01T08:30:00Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a time")]
pub struct NotATime;

pub const fn minutes(count: u64) -> Duration {
    Duration::from_secs(count.saturating_mul(60))
}

pub const fn hours(count: u64) -> Duration {
    minutes(count.saturating_mul(60))
}

/// Days of exactly 24 hours, the way deadlines are counted.
pub const fn days(count: u64) -> Duration {
    hours(count.saturating_mul(24))
}

impl Timestamp {
    /// 0001-01-01T00:00:00Z
    pub const MIN: Timestamp = Timestamp(-62_135_596_800_000_000);
    /// 9999-12-30T21:59:59.999999Z: about a day early, so that every time zone can still show it.
    pub const MAX: Timestamp = Timestamp(253_402_207_199_999_999);

    pub const fn from_micros(micros: i64) -> Timestamp {
        if micros < Timestamp::MIN.0 {
            Timestamp::MIN
        } else if micros > Timestamp::MAX.0 {
            Timestamp::MAX
        } else {
            Timestamp(micros)
        }
    }

    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Time gone by since an earlier moment; nothing if that moment is still to come.
    pub fn since(self, earlier: Timestamp) -> Duration {
        Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// The form used in files and interfaces: `2026-03-01T08:30:00Z`, with a fraction only if there is one.
    pub fn rfc3339(self) -> String {
        self.instant().to_string()
    }

    /// The form of the headers of HTTP: `Sun, 22 Nov 2026 02:00:00 GMT`, in whole seconds.
    pub fn http_date(self) -> String {
        jiff::fmt::rfc2822::DateTimePrinter::new()
            .timestamp_to_rfc9110_string(&self.instant())
            .unwrap_or_default()
    }

    /// What [`Timestamp::http_date`] writes.
    pub fn parse_http_date(text: &str) -> Result<Timestamp, NotATime> {
        let parsed = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text);
        parsed.map(|at| Timestamp::from_micros(at.as_microsecond())).map_err(|_| NotATime)
    }

    /// Read the form above, with any offset; digits finer than a microsecond are cut off.
    pub fn parse_rfc3339(text: &str) -> Result<Timestamp, NotATime> {
        let instant: jiff::Timestamp = text.parse().map_err(|_| NotATime)?;
        let moment = Timestamp(instant.as_microsecond());
        let in_reach = Timestamp::MIN <= moment && moment <= Timestamp::MAX;
        in_reach.then_some(moment).ok_or(NotATime)
    }

    /// A moment as a form writes it, `2026-12-01T08:30`, on the clock of a place; `None` when it is not one. Where the
    /// clock skips an hour, the hour after it is meant.
    pub fn parse_local(text: &str, zone: &str) -> Option<Timestamp> {
        let written: jiff::civil::DateTime = text.parse().ok()?;
        let at = written.in_tz(zone).ok()?.timestamp();
        let moment = Timestamp(at.as_microsecond());
        (Timestamp::MIN <= moment && moment <= Timestamp::MAX).then_some(moment)
    }

    /// The calendar day and the clock on the wall in a place such as `Asia/Shanghai`; `None` for a place
    /// that the time zone database does not know.
    pub fn in_zone(self, name: &str) -> Option<jiff::Zoned> {
        self.instant().in_tz(name).ok()
    }

    /// The first moment of the calendar day that comes so many days after this one's day in a place; `None` for a
    /// place that is not known.
    pub fn day_after(self, days: u32, zone: &str) -> Option<Timestamp> {
        let later = self.in_zone(zone)?.checked_add(jiff::Span::new().days(i64::from(days))).ok()?;
        let start = later.start_of_day().ok()?;
        Some(Timestamp::from_micros(start.timestamp().as_microsecond()))
    }

    /// The same time by the clock of a place some days later; where that clock leaves it out, as much later as it leaves out.
    pub fn same_time_after(self, days: u32, zone: &str) -> Option<Timestamp> {
        let later = self.in_zone(zone)?.checked_add(jiff::Span::new().days(i64::from(days))).ok()?;
        Some(Timestamp::from_micros(later.timestamp().as_microsecond()))
    }

    /// A month of the calendar in a place: its first moment and the first one after it.
    pub fn month(year: i16, month: i8, zone: &str) -> Option<(Timestamp, Timestamp)> {
        let first = jiff::civil::Date::new(year, month, 1).ok()?;
        let next = first.checked_add(jiff::Span::new().months(1)).ok()?;
        let start = |date: jiff::civil::Date| {
            let start = date.in_tz(zone).ok()?.timestamp();
            Some(Timestamp::from_micros(start.as_microsecond()))
        };
        Some((start(first)?, start(next)?))
    }

    /// Never falls back: the range above lies within the calendar's own.
    fn instant(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or_default()
    }
}

fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

impl Add<Duration> for Timestamp {
    type Output = Timestamp;
    fn add(self, duration: Duration) -> Timestamp {
        Timestamp::from_micros(self.0.saturating_add(micros(duration)))
    }
}

impl Sub<Duration> for Timestamp {
    type Output = Timestamp;
    fn sub(self, duration: Duration) -> Timestamp {
        Timestamp::from_micros(self.0.saturating_sub(micros(duration)))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.instant().fmt(f)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Timestamp({self})")
    }
}

impl std::str::FromStr for Timestamp {
    type Err = NotATime;
    fn from_str(text: &str) -> Result<Timestamp, NotATime> {
        Timestamp::parse_rfc3339(text)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Timestamp, D::Error> {
        crate::wire::text(from, "a time such as 2026-03-01T08:30:00Z", Timestamp::parse_rfc3339)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse_rfc3339(text).unwrap()
    }

    #[test]
    fn the_text_form_is_read_with_any_offset() {
        assert_eq!(at("2026-03-01T08:30:00+08:00"), at("2026-03-01T00:30:00Z"));
        assert_eq!(at("2026-03-01T00:30:00.1234567Z").micros() % 1_000_000, 123_456);
        assert_eq!(at("1970-01-01T00:00:01Z"), Timestamp::from_micros(1_000_000));
        assert_eq!(at("2026-03-01T00:30:00Z").rfc3339(), "2026-03-01T00:30:00Z");
        for text in ["", "yesterday", "2026-03-01", "2026-03-01T08:30:00", "2026-02-30T00:00:00Z"] {
            assert_eq!(Timestamp::parse_rfc3339(text), Err(NotATime), "{text}");
        }
    }

    #[test]
    fn a_place_shows_its_own_day() {
        let evening = at("2026-02-28T18:00:00Z");
        let shanghai = evening.in_zone("Asia/Shanghai").unwrap();
        assert_eq!((shanghai.day(), shanghai.hour()), (1, 2));
        assert_eq!(evening.in_zone("America/New_York").unwrap().day(), 28);
        assert!(evening.in_zone("Middle/Earth").is_none());
    }

    #[test]
    fn days_are_counted_by_the_calendar_of_a_place() {
        let received = at("2026-11-22T23:30:00+08:00");
        assert_eq!(received.day_after(1, "Asia/Shanghai"), Some(at("2026-11-23T00:00:00+08:00")));
        assert_eq!(received.day_after(8, "Asia/Shanghai"), Some(at("2026-11-30T00:00:00+08:00")));
        assert_eq!(received.day_after(8, "America/New_York"), Some(at("2026-11-30T00:00:00-05:00")));
        // The night in which clocks are put back is an hour longer.
        let berlin = at("2026-10-24T12:00:00+02:00");
        assert_eq!(berlin.day_after(2, "Europe/Berlin"), Some(at("2026-10-26T00:00:00+01:00")));
        assert_eq!(received.day_after(1, "Middle/Earth"), None);
    }

    #[test]
    fn arithmetic_stops_at_the_ends() {
        assert_eq!(Timestamp::MAX + days(u64::MAX), Timestamp::MAX);
        assert_eq!(Timestamp::MIN - Duration::MAX, Timestamp::MIN);
        assert_eq!(Timestamp::MIN.rfc3339(), "0001-01-01T00:00:00Z");
        assert_eq!(Timestamp::MAX.rfc3339(), "9999-12-30T21:59:59.999999Z");
        assert!(Timestamp::MAX.in_zone("Pacific/Kiritimati").is_some());
        assert!(Timestamp::MIN.in_zone("America/Los_Angeles").is_some());
        assert_eq!(at("2026-01-01T00:00:00Z").since(at("2026-01-02T00:00:00Z")), Duration::ZERO);
        assert_eq!(at("2026-01-02T00:00:00Z").since(at("2026-01-01T00:00:00Z")), days(1));
    }

    proptest! {
        #[test]
        fn reading_undoes_writing(micros: i64) {
            let moment = Timestamp::from_micros(micros);
            prop_assert_eq!(at(&moment.rfc3339()), moment);
            let json = serde_json::to_string(&moment).unwrap();
            prop_assert_eq!(serde_json::from_str::<Timestamp>(&json).unwrap(), moment);
        }
    }

    #[test]
    fn a_week_later_the_clock_says_the_same() {
        let berlin = |text: &str| Timestamp::parse_local(text, "Europe/Berlin").unwrap();
        let week = |text: &str| berlin(text).same_time_after(7, "Europe/Berlin").unwrap();
        // The clock goes forward on 28 March 2027, and leaves out the hour from two to three.
        assert_eq!(week("2027-03-24T20:00"), berlin("2027-03-31T20:00"));
        assert_eq!(week("2027-03-21T02:30"), berlin("2027-03-28T03:30"));
    }
}
