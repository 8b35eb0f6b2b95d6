use std::fmt;

use kernel::Day;

/// A year from 1 July to 30 June, by the calendar year in which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period(i64);

impl Period {
    /// The period in which a day lies.
    pub fn of(day: Day) -> Self {
        let text = day.to_string();
        let part =
            |range| text.get(range).and_then(|part: &str| part.parse::<i64>().ok()).unwrap_or_default();
        let (year, month) = (part(0..4), part(5..7));
        Self(if month >= 7 { year } else { year - 1 })
    }

    pub fn from_number(year: i64) -> Option<Self> {
        (1970..9000).contains(&year).then_some(Self(year))
    }

    /// Read `2025-26`.
    pub fn parse(text: &str) -> Option<Self> {
        let period = Self::from_number(text.get(..4)?.parse().ok()?)?;
        (period.to_string() == text).then_some(period)
    }

    pub fn number(self) -> i64 {
        self.0
    }

    pub fn before(self) -> Self {
        Self(self.0 - 1)
    }

    /// 1 July.
    pub fn first(self) -> Day {
        day(self.0, 7, 1)
    }

    /// 30 June.
    pub fn last(self) -> Day {
        day(self.0 + 1, 6, 30)
    }
}

fn day(year: i64, month: i64, day: i64) -> Day {
    // Every year from 1970 to 9000 has a 30 June and a 1 July.
    Day::parse(&format!("{year:04}-{month:02}-{day:02}")).unwrap_or(Day::from_number(0))
}

/// The day three calendar months before the end of a day, as the first of the three months.
pub fn months_before(end: Day, months: i64) -> Day {
    let text = end.next().to_string();
    let part = |range| text.get(range).and_then(|part: &str| part.parse::<i64>().ok()).unwrap_or_default();
    let (year, month, of_month) = (part(0..4), part(5..7), part(8..10));
    let count = year * 12 + month - 1 - months;
    let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
    let found = (1..=of_month)
        .rev()
        .find_map(|of_month| Day::parse(&format!("{year:04}-{month:02}-{of_month:02}")).ok());
    found.unwrap_or(end)
}

/// `2025-26`
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.0, (self.0 + 1) % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_begins_in_july() {
        let of = |text: &str| Period::of(Day::parse(text).unwrap()).to_string();
        assert_eq!((of("2026-06-30"), of("2026-07-01")), ("2025-26".into(), "2026-27".into()));
        let period = Period::parse("1999-00").unwrap();
        assert_eq!(
            (period.first().to_string(), period.last().to_string()),
            ("1999-07-01".into(), "2000-06-30".into())
        );
        assert!(["2025-27", "2025", "", "2025-2026"].iter().all(|text| Period::parse(text).is_none()));
        let before = |text: &str| months_before(Day::parse(text).unwrap(), 3).to_string();
        assert_eq!((before("2026-06-30"), before("2026-05-30")), ("2026-04-01".into(), "2026-02-28".into()));
    }
}
