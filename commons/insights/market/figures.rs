//! The figures of a period: sums of its months, as they may be told.

use std::{collections::BTreeMap, ops::Range};

use kernel::{Currency, Timestamp};
use serde::{Deserialize, Serialize};

use super::{
    super::crowd::{CROWD, Crowd},
    measure::{Measure, Unit},
    period::Period,
};

/// One number of one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub place: String,
    pub month: i64,
    pub measure: Measure,
    pub key: String,
    pub value: i64,
    /// How many shops or people stand behind it.
    pub behind: i64,
}

/// Money of fewer shops than these would tell what a shop earns.
pub const SHOPS: i64 = 5;

/// One number of a period, and the same a year before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub measure: String,
    pub key: String,
    /// None where it is withheld.
    pub value: Option<i64>,
    /// None where it is withheld, or nothing is known.
    pub before: Option<i64>,
}

impl Told {
    /// By how many percent it grew against the year before.
    pub fn growth(&self) -> Option<i64> {
        let (value, before) = (self.value?, self.before.filter(|before| *before > 0)?);
        value.checked_sub(before)?.checked_mul(100)?.checked_div(before)
    }
}

/// The figures of a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub period: Period,
    pub currency: Currency,
    pub figures: Vec<Told>,
    /// None while only those who have the right see it.
    pub published_at: Option<Timestamp>,
}

impl Report {
    pub fn of(&self, measure: Measure) -> impl Iterator<Item = &Told> {
        self.figures.iter().filter(move |told| told.measure == measure.name())
    }

    /// The figure of a whole, if there is one.
    pub fn whole(&self, measure: Measure) -> Option<&Told> {
        self.of(measure).find(|told| told.key.is_empty())
    }

    /// The sum of a measure's parts; none where one of them is withheld.
    pub fn sum(&self, measure: Measure) -> Option<i64> {
        self.of(measure).map(|told| told.value).try_fold(0_i64, |sum, value| sum.checked_add(value?))
    }
}

/// Who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// Small numbers are withheld.
    Everybody,
    /// The steward of the place: what it sold exactly, and parts of that which few shops make not.
    Steward,
    /// Whoever has the right; it is noted that they looked.
    Entitled,
}

/// What a number may be told as. Years of birth are told in crowds whoever asks: for nothing else were they given.
pub fn tell(to: To, (measure, key): (Measure, &str), value: i64, behind: i64) -> Option<i64> {
    match (to, measure.unit()) {
        (To::Everybody | To::Steward, Unit::People) => (value >= CROWD).then(|| Crowd::kept(value).get()),
        (To::Entitled, Unit::People) if measure == Measure::Founders => {
            (value >= CROWD).then(|| Crowd::kept(value).get())
        }
        (To::Entitled, _) | (To::Everybody | To::Steward, Unit::Count) => Some(value),
        (To::Steward, Unit::Money) if key.is_empty() && measure == Measure::Sales => Some(value),
        (To::Everybody | To::Steward, Unit::Money) => (behind >= SHOPS || behind == 0).then_some(value),
    }
}

/// The figures of a period, out of the cells of its months and of those a year before.
pub fn figures(to: To, period: Period, cells: &[Cell]) -> Vec<Told> {
    figures_of(to, period.months(), cells)
}

/// The figures of some months in a row, out of their cells and of those a year before.
pub fn figures_of(to: To, months: Range<i64>, cells: &[Cell]) -> Vec<Told> {
    let sums = |months: Range<i64>| {
        let mut sums = Sums::new();
        for cell in cells.iter().filter(|cell| months.contains(&cell.month)) {
            let place = Measure::ALL.iter().position(|measure| *measure == cell.measure).unwrap_or_default();
            let sum = sums.entry((place, cell.key.as_str())).or_insert((i64::MIN, 0, 0));
            if cell.measure.is_stock() {
                // What there is at the end.
                if cell.month >= sum.0 {
                    *sum = (cell.month, cell.value, cell.behind);
                }
            } else {
                *sum = (cell.month, sum.1.saturating_add(cell.value), sum.2.max(cell.behind));
            }
        }
        sums
    };
    let before = tell_all(to, sums(months.start - 12..months.end - 12));
    let told = tell_all(to, sums(months)).into_iter().filter_map(|((place, key), value)| {
        let measure = Measure::ALL.get(place)?.name().to_owned();
        let before = before.get(&(place, key)).copied().flatten();
        Some(Told { measure, key: key.to_owned(), value, before })
    });
    told.collect()
}

/// Sums by the place of their measure and by key: the month they are of, the sum, and how many stand behind it.
type Sums<'a> = BTreeMap<(usize, &'a str), (i64, i64, i64)>;

/// What of a year is told, and where a part of it is withheld so much more that the whole does not say what it is: the
/// smallest part that is told.
fn tell_all(to: To, sums: Sums<'_>) -> BTreeMap<(usize, &str), Option<i64>> {
    let one = |((place, key), (_, value, behind)): ((usize, _), (i64, i64, i64))| {
        let measure = *Measure::ALL.get(place)?;
        Some(((place, key), tell(to, (measure, key), value, behind)))
    };
    let mut told: BTreeMap<(usize, &str), Option<i64>> = sums.into_iter().filter_map(one).collect();
    if to == To::Entitled {
        return told;
    }
    for measure in [Measure::ByChannel, Measure::ByCraft, Measure::ByPlace] {
        let is_part = |(place, _): &(usize, &str)| Measure::ALL.get(*place) == Some(&measure);
        let parts = || told.iter().filter(|(at, _)| is_part(at));
        if parts().filter(|(_, value)| value.is_none()).count() == 1 {
            let open = parts().filter_map(|(at, value)| Some((value.filter(|value| *value != 0)?, *at)));
            if let Some((_, least)) = open.min() {
                told.insert(least, None);
            }
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use kernel::Chance;

    use super::*;

    fn cell(month: i64, measure: Measure, key: &str, value: i64, behind: i64) -> Cell {
        Cell { place: String::new(), month, measure, key: key.into(), value, behind }
    }

    fn of<'a>(told: &'a [Told], measure: Measure, key: &str) -> &'a Told {
        told.iter().find(|one| one.measure == measure.name() && one.key == key).unwrap()
    }

    #[test]
    fn flows_are_added_up_and_stocks_are_those_of_the_end() {
        let period: Period = "2026-q1".parse().unwrap();
        let first = period.months().start;
        let cells = [
            cell(first, Measure::Sales, "", 100, 9),
            cell(first + 2, Measure::Sales, "", 200, 7),
            cell(first + 3, Measure::Sales, "", 400, 7),
            cell(first - 12, Measure::Sales, "", 150, 7),
            cell(first + 2, Measure::Villages, "", 8, 8),
            cell(first, Measure::Villages, "", 5, 5),
        ];
        let told = figures(To::Everybody, period, &cells);
        assert_eq!(of(&told, Measure::Sales, "").value, Some(300));
        assert_eq!(of(&told, Measure::Sales, "").growth(), Some(100));
        assert_eq!(of(&told, Measure::Villages, "").value, Some(8));
    }

    #[test]
    fn what_few_earn_and_few_people_are_withheld_from_everybody_and_not_from_the_entitled() {
        let period: Period = "2026".parse().unwrap();
        let first = period.months().start;
        let cells = [
            cell(first, Measure::RuralSales, "", 900, 4),
            cell(first, Measure::Founders, "20-32", 19, 19),
            cell(first, Measure::Founders, "up-to-33", 47, 47),
            cell(first, Measure::Shows, "", 1, 1),
        ];
        let told = figures(To::Everybody, period, &cells);
        assert_eq!(of(&told, Measure::RuralSales, "").value, None);
        assert_eq!(of(&told, Measure::Founders, "20-32").value, None);
        assert_eq!(of(&told, Measure::Founders, "up-to-33").value, Some(40));
        assert_eq!(of(&told, Measure::Shows, "").value, Some(1));
        let exact = figures(To::Entitled, period, &cells);
        assert_eq!(of(&exact, Measure::RuralSales, "").value, Some(900));
        // A year of birth is given for crowds alone.
        assert_eq!(of(&exact, Measure::Founders, "20-32").value, None);
        let sold = [cell(first, Measure::Sales, "", 900, 1), cell(first, Measure::ByCraft, "clay", 900, 1)];
        let told = figures(To::Steward, period, &sold);
        assert_eq!(of(&told, Measure::Sales, "").value, Some(900));
        assert_eq!(of(&told, Measure::ByCraft, "clay").value, None);
    }

    #[test]
    fn no_part_that_is_withheld_can_be_reckoned_from_the_whole() {
        let period: Period = "2026".parse().unwrap();
        let first = period.months().start;
        let chance = Chance::seeded(7);
        for _ in 0..2_000 {
            let keys = ["listing", "search", "offer", "live"];
            let cells: Vec<Cell> = keys[..1 + usize::try_from(chance.below(4)).unwrap()]
                .iter()
                .map(|key| {
                    let value = 1 + i64::try_from(chance.below(1_000)).unwrap();
                    cell(first, Measure::ByChannel, key, value, i64::try_from(chance.below(12)).unwrap())
                })
                .collect();
            let told = figures(To::Everybody, period, &cells);
            let withheld = told.iter().filter(|one| one.value.is_none()).count();
            assert!(withheld != 1 || cells.len() == 1, "{told:?}");
            // Nor can that of a year before.
            let next: Period = "2027".parse().unwrap();
            let now = keys.map(|key| cell(first + 12, Measure::ByChannel, key, 1, 9));
            let both: Vec<Cell> = cells.iter().cloned().chain(now).collect();
            let told = figures(To::Steward, next, &both);
            let withheld = told.iter().filter(|one| one.before.is_none()).count();
            assert!(withheld != keys.len() - cells.len() + 1 || cells.len() == 1, "{told:?}");
        }
    }
}
