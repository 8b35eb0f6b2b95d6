//! What a file of rates would change, told before anything is taken.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::{Day, ExchangeRate, Quoted, Rates, Ratio};

use super::{
    RateFile, Verdict,
    file::RateLine,
    gaps::{Absent, Gap, Pair, absent, gaps},
};

/// A rate half as much again as the one before it is doubtful.
const LEAP_PERCENT: u128 = 50;

/// A rate is taken for one of the other direction when it is so near to the inverse of what was expected, and so far from
/// what was expected itself.
const NEAR_PERCENT: u128 = 3;
const FAR_PERCENT: u128 = 6;

/// One rate of a file with what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    pub line: RateLine,
    pub verdict: Verdict,
    /// What is kept for its day, or for the day before it.
    pub was: Option<Quoted>,
}

/// A file as it was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    pub rows: Vec<Looked>,
    pub gaps: Vec<Gap>,
    pub absent: Vec<Absent>,
}

impl Look {
    pub fn count(&self, is_meant: impl Fn(Verdict) -> bool) -> usize {
        self.rows.iter().filter(|row| is_meant(row.verdict)).count()
    }

    /// Whether everything that the file says is known already: it was taken before.
    pub fn is_nothing_new(&self) -> bool {
        self.rows.iter().all(|row| matches!(row.verdict, Verdict::Known | Verdict::Missing))
            && self.rows.iter().any(|row| row.verdict == Verdict::Known)
    }
}

/// The rates of each pair by their days.
type Shelf = HashMap<Pair, BTreeMap<Day, ExchangeRate>>;

/// Look at a file: `known` is what is kept for its days, and of each pair the last before them; `now` is what is known
/// through other currencies.
pub fn look(file: &RateFile, known: &[Quoted], now: &Rates, today: Day) -> Look {
    let mut shelf = Shelf::new();
    for quoted in known {
        shelf.entry((quoted.base, quoted.quote)).or_default().insert(quoted.day, quoted.rate);
    }
    let before = newest_before(&shelf, file);
    let mut rows: Vec<Looked> = file
        .lines
        .iter()
        .map(|line| Looked {
            line: line.clone(),
            verdict: line.read.err().unwrap_or(Verdict::New),
            was: None,
        })
        .collect();
    // Day by day, so that each rate is compared with the one before it, in whatever order the file has them.
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|at| rows[*at].line.read.ok().map(|quoted| quoted.day));
    let mut seen: HashMap<(Pair, Day), ExchangeRate> = HashMap::new();
    for at in order {
        let row = &mut rows[at];
        let Ok(quoted) = row.line.read else { continue };
        let key = ((quoted.base, quoted.quote), quoted.day);
        (row.verdict, row.was) = match seen.get(&key) {
            Some(rate) if *rate == quoted.rate => (Verdict::Known, None),
            Some(_) => (Verdict::Twice, None),
            None => judge(&quoted, &shelf, now, today),
        };
        seen.entry(key).or_insert(quoted.rate);
        if row.verdict == Verdict::New {
            shelf.entry(key.0).or_default().insert(quoted.day, quoted.rate);
        }
    }
    let (gaps, absent) = left_out(&rows, &shelf, &before);
    Look { rows, gaps, absent }
}

/// The last day of each pair before a file, of those that have no rate on one of its days.
fn newest_before(shelf: &Shelf, file: &RateFile) -> BTreeMap<Pair, Day> {
    let days = || file.quoted().map(|quoted| quoted.day);
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return BTreeMap::new() };
    let newest = |(pair, days): (&Pair, &BTreeMap<Day, ExchangeRate>)| match days.range(first..=last).next() {
        Some(_) => None,
        None => days.range(..first).next_back().map(|(day, _)| (*pair, *day)),
    };
    shelf.iter().filter_map(newest).collect()
}

fn judge(quoted: &Quoted, shelf: &Shelf, now: &Rates, today: Day) -> (Verdict, Option<Quoted>) {
    let Quoted { base, quote, rate, day } = *quoted;
    if day > today.next() {
        return (Verdict::Future, None);
    }
    let own = shelf.get(&(base, quote));
    let at = |day: Day, rate: ExchangeRate| Some(Quoted { base, quote, rate, day });
    if let Some(kept) = own.and_then(|days| days.get(&day)) {
        let verdict = if *kept == rate { Verdict::Known } else { Verdict::Other };
        return (verdict, at(day, *kept));
    }
    let beside = own.and_then(|days| nearest(days, day));
    let was = beside.and_then(|(day, rate)| at(day, rate));
    let back = shelf.get(&(quote, base)).and_then(|days| nearest(days, day));
    let expected = beside
        .map(|(_, rate)| rate.ratio())
        .or_else(|| back.map(|(_, rate)| rate.ratio().inverse()))
        .or_else(|| now.between(base, quote).map(|way| way.rate));
    match expected {
        Some(expected) if is_swapped(rate.ratio(), expected) => (Verdict::Swapped, was),
        Some(expected) if rate.ratio().is_apart(expected, LEAP_PERCENT) => (Verdict::Leap, was),
        Some(_) | None => (Verdict::New, None),
    }
}

fn is_swapped(rate: Ratio, expected: Ratio) -> bool {
    rate.is_apart(expected, FAR_PERCENT) && !rate.is_apart(expected.inverse(), NEAR_PERCENT)
}

/// The rate of the last day before, else of the first day after.
fn nearest(days: &BTreeMap<Day, ExchangeRate>, day: Day) -> Option<(Day, ExchangeRate)> {
    let before = days.range(..day).next_back();
    before.or_else(|| days.range(day..).next()).map(|(day, rate)| (*day, *rate))
}

fn left_out(rows: &[Looked], shelf: &Shelf, before: &BTreeMap<Pair, Day>) -> (Vec<Gap>, Vec<Absent>) {
    let mut days: BTreeMap<Pair, BTreeSet<Day>> = BTreeMap::new();
    let given = rows.iter().filter(|row| !row.verdict.is_refused()).filter_map(|row| row.line.read.ok());
    for quoted in given {
        let pair = (quoted.base, quoted.quote);
        let own = days.entry(pair).or_default();
        own.insert(quoted.day);
        own.extend(shelf.get(&pair).into_iter().flatten().map(|(day, _)| *day));
    }
    // A row without a number names its pair all the same.
    let named: BTreeSet<Pair> = rows
        .iter()
        .filter_map(|row| {
            let code = |text: &str| kernel::Currency::parse(text).ok();
            Some((code(&row.line.base)?, code(&row.line.quote)?))
        })
        .collect();
    let first = days.values().flatten().copied().min();
    (gaps(&days), absent(before, &named, first))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "date,base,quote,rate,source\n";

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn read(rows: &str) -> RateFile {
        RateFile::read(format!("{HEAD}{rows}").as_bytes(), "").unwrap()
    }

    fn verdicts(known: &str, rows: &str) -> Vec<&'static str> {
        let known: Vec<Quoted> = if known.is_empty() { Vec::new() } else { read(known).quoted().collect() };
        let look = look(&read(rows), &known, &Rates::new(&known), day("2026-12-01"));
        look.rows.iter().map(|row| row.verdict.name()).collect()
    }

    #[test]
    fn the_same_file_twice_changes_nothing() {
        let file = "2026-11-30,EUR,CNY,7.8213,ECB\n2026-11-30,EUR,USD,1.0521,ECB\n";
        assert_eq!(verdicts("", file), ["new", "new"]);
        assert_eq!(verdicts(file, file), ["known", "known"]);
        let known: Vec<Quoted> = read(file).quoted().collect();
        let again = look(&read(file), &known, &Rates::new(&known), day("2026-12-01"));
        assert!(again.is_nothing_new());
        assert!(!look(&read(file), &[], &Rates::default(), day("2026-12-01")).is_nothing_new());
    }

    #[test]
    fn what_is_odd_is_named() {
        let known = "2026-11-27,EUR,CNY,7.8,ECB\n2026-11-27,EUR,USD,1.09,ECB\n2026-11-27,EUR,JPY,162,ECB\n";
        let table = [
            ("2026-11-27,EUR,CNY,7.9,ECB", "other"),
            ("2026-11-30,EUR,CNY,78.21,ECB", "leap"),
            ("2026-11-30,EUR,CNY,11.8,ECB", "leap"),
            ("2026-11-30,EUR,CNY,11.6,ECB", "new"),
            ("2026-11-30,EUR,CNY,0.1279,ECB", "swapped"),
            ("2026-11-30,CNY,EUR,7.82,ECB", "swapped"),
            ("2026-11-30,CNY,EUR,0.128,ECB", "new"),
            ("2026-11-30,EUR,USD,0.918,ECB", "swapped"),
            ("2026-11-30,CNY,USD,7.1,ECB", "swapped"),
            ("2026-11-30,CNY,USD,0.14,ECB", "new"),
            ("2026-12-02,EUR,CNY,7.8,ECB", "new"),
            ("2026-12-03,EUR,CNY,7.8,ECB", "future"),
            ("2026-11-30,EUR,INR,95.1,ECB", "new"),
            ("2026-11-26,EUR,CNY,7.79,ECB", "new"),
        ];
        for (row, verdict) in table {
            assert_eq!(verdicts(known, row), [verdict], "{row}");
        }
        let twice = "2026-11-30,EUR,CNY,7.82,ECB\n2026-11-30,EUR,CNY,7.83,ECB\n2026-11-30,EUR,CNY,7.82,ECB\n";
        assert_eq!(verdicts(known, twice), ["new", "twice", "known"]);
        let backwards = "2026-12-01,EUR,CNY,7.9,ECB\n2026-11-30,EUR,CNY,0.128,ECB\n";
        assert_eq!(verdicts(known, backwards), ["new", "swapped"]);
    }

    #[test]
    fn days_and_currencies_that_are_left_out_are_named() {
        let known = "2026-11-24,EUR,CNY,7.8,ECB\n2026-11-27,EUR,INR,95,ECB\n";
        let known: Vec<Quoted> = read(known).quoted().collect();
        let file = read("2026-11-30,EUR,CNY,7.82,ECB\n");
        let look = look(&file, &known, &Rates::new(&known), day("2026-12-01"));
        assert_eq!(look.gaps.len(), 1);
        assert_eq!((look.gaps[0].after, look.gaps[0].workdays), (day("2026-11-24"), 3));
        let absent: Vec<&str> = look.absent.iter().map(|it| it.pair.1.code()).collect();
        assert_eq!(absent, ["INR"]);
        // What another file has said of that day is not left out.
        let with_other = read("2026-11-27,EUR,INR,95,ECB\n2026-11-30,EUR,INR,95.2,RBI\n");
        let with_other: Vec<Quoted> = with_other.quoted().collect();
        assert_eq!(super::look(&file, &with_other, &Rates::default(), day("2026-12-01")).absent, []);
        let named = read("2026-11-30,EUR,CNY,7.82,ECB\n2026-11-30,EUR,INR,,ECB\n");
        assert_eq!(super::look(&named, &known, &Rates::default(), day("2026-12-01")).absent, []);
    }
}
