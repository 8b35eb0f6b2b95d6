//! A quarter or a year: what a report is of.

use std::{fmt, str::FromStr};

/// A quarter or a year, by the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    pub year: i64,
    /// From 1 to 4; none for the whole year.
    pub quarter: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a period is a year, 2026, or a quarter, 2026-q3")]
pub struct NoPeriod;

impl Period {
    /// The quarter and the year that a month is in.
    pub fn of_month(month: i64) -> [Self; 2] {
        let (year, within) = (month.div_euclid(12), month.rem_euclid(12));
        [Self { year, quarter: Some(within / 3 + 1) }, Self { year, quarter: None }]
    }

    /// Its months, from the first to before the last: months since the year 0.
    pub fn months(self) -> std::ops::Range<i64> {
        let first = 12 * self.year + 3 * (self.quarter.unwrap_or(1) - 1);
        first..first + if self.quarter.is_some() { 3 } else { 12 }
    }

    /// The same a year before.
    pub fn year_before(self) -> Self {
        Self { year: self.year - 1, ..self }
    }

    /// The quarter or the year before it.
    pub fn previous(self) -> Self {
        match self.quarter {
            Some(1) => Self { year: self.year - 1, quarter: Some(4) },
            Some(quarter) => Self { quarter: Some(quarter - 1), ..self },
            None => self.year_before(),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.quarter {
            Some(quarter) => write!(f, "{:04}-q{quarter}", self.year),
            None => write!(f, "{:04}", self.year),
        }
    }
}

impl FromStr for Period {
    type Err = NoPeriod;

    fn from_str(text: &str) -> Result<Self, NoPeriod> {
        let (year, quarter) = match text.split_once("-q") {
            Some((year, quarter)) => (year, Some(quarter)),
            None => (text, None),
        };
        let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        let year: i64 = year.parse().map_err(|_| NoPeriod)?;
        let quarter = match quarter {
            None => None,
            Some(quarter @ ("1" | "2" | "3" | "4")) => quarter.parse().ok(),
            Some(_) => return Err(NoPeriod),
        };
        if is_year && (1970..=9000).contains(&year) { Ok(Self { year, quarter }) } else { Err(NoPeriod) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_as_they_are_written() {
        for text in ["2026", "2026-q1", "1970-q4"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
        for text in ["", "26", "2026-q5", "2026-q0", "2026-Q1", "2026-q", "-026", "+026", "12026", "2026-q1 "]
        {
            assert_eq!(text.parse::<Period>(), Err(NoPeriod), "{text}");
        }
    }

    #[test]
    fn quarters_follow_each_other_and_fill_the_year() {
        let year: Period = "2026".parse().unwrap();
        let mut quarter: Period = "2026-q4".parse().unwrap();
        let mut months = Vec::new();
        for _ in 0..4 {
            months.extend(quarter.months());
            quarter = quarter.previous();
        }
        months.sort_unstable();
        assert_eq!(months, year.months().collect::<Vec<_>>());
        assert_eq!(quarter.to_string(), "2025-q4");
        assert_eq!(Period::of_month(year.months().start + 4)[0].to_string(), "2026-q2");
    }
}
