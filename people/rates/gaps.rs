//! What a file of rates leaves out.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Conversion, Currency, Day};

pub type Pair = (Currency, Currency);

/// Working days without a rate between two days that have one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    pub after: Day,
    pub before: Day,
    pub workdays: i64,
    pub pairs: Vec<Pair>,
}

/// A pair that the days before had, and the file has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Absent {
    pub pair: Pair,
    pub last: Day,
}

/// The gaps around the days of a file: `days` are the days of each of its pairs, its own and those that are kept.
pub fn gaps(days: &BTreeMap<Pair, BTreeSet<Day>>) -> Vec<Gap> {
    let mut found: BTreeMap<(Day, Day), Vec<Pair>> = BTreeMap::new();
    for (pair, days) in days {
        for (after, before) in days.iter().zip(days.iter().skip(1)) {
            if workdays(*after, *before) > 0 {
                found.entry((*after, *before)).or_default().push(*pair);
            }
        }
    }
    let gap = |((after, before), pairs)| Gap { after, before, workdays: workdays(after, before), pairs };
    found.into_iter().map(gap).collect()
}

/// Working days between two days, neither of them counted.
fn workdays(after: Day, before: Day) -> i64 {
    // Whole weeks have five; of what is left each day is looked at.
    let between = before.since(after) - 1;
    let whole = (between / 7).max(0) * 7;
    let rest =
        (whole + 1..=between).filter(|ahead| !Day::from_number(after.number() + ahead).is_weekend()).count();
    whole / 7 * 5 + i64::try_from(rest).unwrap_or_default()
}

/// What the last days had and a file has not: pairs of its bases whose newest rate was still fresh on its first day.
pub fn absent(newest: &BTreeMap<Pair, Day>, named: &BTreeSet<Pair>, first: Option<Day>) -> Vec<Absent> {
    let Some(first) = first else { return Vec::new() };
    let bases: BTreeSet<Currency> = named.iter().map(|(base, _)| *base).collect();
    let is_absent = |(pair, last): &(&Pair, &Day)| {
        bases.contains(&pair.0) && !named.contains(pair) && first.since(**last) <= Conversion::FRESH_DAYS
    };
    newest.iter().filter(is_absent).map(|(pair, last)| Absent { pair: *pair, last: *last }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn a_weekend_is_no_gap() {
        let table = [
            ("2026-11-27", "2026-11-30", 0),
            ("2026-11-26", "2026-11-30", 1),
            ("2026-11-30", "2026-12-01", 0),
            ("2026-11-30", "2026-12-02", 1),
            ("2026-11-02", "2026-11-30", 19),
            ("2026-11-28", "2026-11-29", 0),
        ];
        for (after, before, count) in table {
            assert_eq!(workdays(day(after), day(before)), count, "{after} {before}");
        }
    }

    #[test]
    fn pairs_with_one_gap_are_told_together() {
        let pair = |code: &str| (Currency::EUR, Currency::parse(code).unwrap());
        let days: BTreeSet<Day> = ["2026-11-26", "2026-11-30", "2026-12-01"].map(day).into();
        let all = BTreeMap::from([(pair("CNY"), days.clone()), (pair("USD"), days)]);
        let (after, before) = (day("2026-11-26"), day("2026-11-30"));
        assert_eq!(gaps(&all), [Gap { after, before, workdays: 1, pairs: vec![pair("CNY"), pair("USD")] }]);
        let newest = BTreeMap::from([
            (pair("CNY"), day("2026-11-27")),
            (pair("INR"), day("2026-11-27")),
            (pair("ISK"), day("2026-11-02")),
            ((Currency::USD, Currency::INR), day("2026-11-27")),
        ]);
        let named = BTreeSet::from([pair("CNY")]);
        let gone = absent(&newest, &named, Some(day("2026-11-30")));
        assert_eq!(gone, [Absent { pair: pair("INR"), last: day("2026-11-27") }]);
        assert_eq!(absent(&newest, &named, None), []);
    }
}
