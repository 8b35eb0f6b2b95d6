//! The market's numbers: fees and clocks, each with its unit in its name, changed by the operator.
//!
//! A capability says its numbers as constants in its `numbers.rs`; here is how they are read.

use std::time::Duration;

use kernel::{BasisPoints, Currency, days, hours, minutes};

/// A number the operator may change.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    pub name: &'static str,
    pub default: u64,
    pub least: u64,
    pub most: u64,
}

impl Number {
    pub const fn new(name: &'static str, default: u64, least: u64, most: u64) -> Self {
        Self { name, default, least, most }
    }

    /// What it counts: the last word of its name.
    pub fn unit(&self) -> &'static str {
        #[rustfmt::skip]
        const UNITS: [&str; 10] = [
            "basis_points", "per_minute", "per_hour", "per_day", "minutes", "hours", "days", "gigabytes", "units", "allowed",
        ];
        UNITS.into_iter().find(|unit| self.name.ends_with(unit)).unwrap_or("")
    }

    /// What was set, or the default; never outside its range.
    pub fn in_force(&self, settings: &[(String, String)]) -> u64 {
        let set = settings.iter().find(|(name, _)| name == self.name);
        let set = set.and_then(|(_, value)| value.parse().ok());
        set.unwrap_or(self.default).clamp(self.least, self.most)
    }
}

/// The numbers in force, as the acts use them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// What the operator has set; everything else is its default.
    set: Vec<(String, String)>,
}

impl Rules {
    pub fn from_settings(settings: Vec<(String, String)>) -> Self {
        Self { set: settings }
    }

    /// A span of time, of a number of minutes, hours or days.
    pub fn time(&self, number: Number) -> Duration {
        let value = number.in_force(&self.set);
        match number.unit() {
            "minutes" => minutes(value),
            "hours" => hours(value),
            _ => days(value),
        }
    }

    /// How many, or how often.
    pub fn count(&self, number: Number) -> u32 {
        u32::try_from(number.in_force(&self.set)).unwrap_or(u32::MAX)
    }

    /// A part of a whole, of a number of basis points.
    pub fn share(&self, number: Number) -> BasisPoints {
        BasisPoints::new(self.count(number))
    }

    /// Whole units of a currency. The first of the numbers is for all that have none of their own: a hundred rupiah is
    /// not a hundred yuan.
    pub fn units(&self, numbers: &[Number], currency: Currency) -> i64 {
        let own = format!("_{}_units", currency.code().to_lowercase());
        let number = numbers.iter().find(|number| number.name.ends_with(&own)).or(numbers.first());
        number.map_or(0, |number| i64::try_from(number.in_force(&self.set)).unwrap_or(i64::MAX))
    }
}
