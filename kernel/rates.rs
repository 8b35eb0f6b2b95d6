//! The rates that are known, and about how much an amount is in a reader's currency.

use std::{
    collections::{BTreeMap, BTreeSet},
    hash::{DefaultHasher, Hash, Hasher},
};

use crate::{Currency, Day, ExchangeRate, Money, MoneyError, Ratio};

/// What a bank said of a day: one unit of `base` is `rate` units of `quote`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Quoted {
    pub base: Currency,
    pub quote: Currency,
    pub rate: ExchangeRate,
    pub day: Day,
}

/// A rate as it is used, and frozen in an order: into which currency, how much, of which day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conversion {
    pub into: Currency,
    pub rate: Ratio,
    pub day: Day,
}

impl Conversion {
    /// A rate that is older than this is told as an old one.
    pub const FRESH_DAYS: i64 = 7;

    pub fn of(self, amount: Money) -> Result<Money, MoneyError> {
        amount.exchange(self.rate, self.into)
    }

    pub fn is_old(self, today: Day) -> bool {
        today.since(self.day) > Conversion::FRESH_DAYS
    }
}

/// The rates that are known: of every pair one, with those that follow from two of them through a third currency.
///
/// What an amount comes to is a pure function of the amount, the currency and this: whoever keeps a page that shows it
/// keeps it under [`version`](Rates::version).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    ways: BTreeMap<(Currency, Currency), Conversion>,
    version: u64,
}

impl Rates {
    /// Of several rates for a pair the one of the latest day counts. Between two currencies a bank's own word goes before
    /// the inverse of it, and both before the way through a third currency, whose day is the older of its two; of several
    /// such the one of the latest day, then the third currency whose code comes first.
    pub fn new(quoted: &[Quoted]) -> Rates {
        let mut newest: BTreeMap<(Currency, Currency), Quoted> = BTreeMap::new();
        for quote in quoted.iter().filter(|quote| quote.base != quote.quote) {
            let kept = newest.entry((quote.base, quote.quote)).or_insert(*quote);
            if kept.day < quote.day {
                *kept = *quote;
            }
        }
        let mut version = DefaultHasher::new();
        newest.values().for_each(|quote| quote.hash(&mut version));
        let direct = |from: Currency, into: Currency| {
            let said =
                newest.get(&(from, into)).map(|it| Conversion { into, rate: it.rate.ratio(), day: it.day });
            let back = newest.get(&(into, from)).map(|it| Conversion {
                into,
                rate: it.rate.ratio().inverse(),
                day: it.day,
            });
            newer(said, back)
        };
        let all: BTreeSet<Currency> = newest.keys().flat_map(|(base, quote)| [*base, *quote]).collect();
        let mut ways = BTreeMap::new();
        for (from, into) in all.iter().flat_map(|from| all.iter().map(move |into| (*from, *into))) {
            if from == into {
                continue;
            }
            let through = |third: &Currency| {
                let (first, second) = (direct(from, *third)?, direct(*third, into)?);
                let rate = first.rate.then(second.rate)?;
                Some(Conversion { into, rate, day: first.day.min(second.day) })
            };
            let way = all.iter().map(through).fold(direct(from, into), newer);
            ways.extend(way.map(|way| ((from, into), way)));
        }
        Rates { ways, version: version.finish() }
    }

    /// The rate from one currency into another; none when it is not known, and none into itself.
    pub fn between(&self, from: Currency, into: Currency) -> Option<Conversion> {
        self.ways.get(&(from, into)).copied()
    }

    /// Every currency that has a rate, by its code.
    pub fn currencies(&self) -> BTreeSet<Currency> {
        self.ways.keys().map(|(from, _)| *from).collect()
    }

    pub fn is_empty(&self) -> bool {
        self.ways.is_empty()
    }

    /// The same for the same rates, and another when one of them changes.
    pub const fn version(&self) -> u64 {
        self.version
    }
}

/// The first unless the second is of a later day.
fn newer(first: Option<Conversion>, second: Option<Conversion>) -> Option<Conversion> {
    match (first, second) {
        (Some(first), Some(second)) => Some(if second.day > first.day { second } else { first }),
        (first, second) => first.or(second),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(base: &str, quote: &str, rate: &str, day: &str) -> Quoted {
        Quoted {
            base: Currency::parse(base).unwrap(),
            quote: Currency::parse(quote).unwrap(),
            rate: ExchangeRate::parse(rate).unwrap(),
            day: Day::parse(day).unwrap(),
        }
    }

    fn way(rates: &Rates, from: Currency, into: Currency) -> Option<(String, String)> {
        rates.between(from, into).map(|way| (way.rate.to_string(), way.day.to_string()))
    }

    #[test]
    fn what_a_bank_says_goes_before_what_follows_from_it() {
        let (cny, usd, eur) = (Currency::CNY, Currency::USD, Currency::EUR);
        let rates = Rates::new(&[
            quoted("EUR", "CNY", "7.9", "2026-11-27"),
            quoted("EUR", "CNY", "7.8", "2026-11-30"),
            quoted("EUR", "USD", "1.05", "2026-11-30"),
        ]);
        let text = |rate: &str, day: &str| Some((rate.to_owned(), day.to_owned()));
        assert_eq!(way(&rates, eur, cny), text("39/5", "2026-11-30"));
        assert_eq!(way(&rates, cny, eur), text("5/39", "2026-11-30"));
        assert_eq!(way(&rates, cny, usd), text("7/52", "2026-11-30"));
        assert_eq!(way(&rates, cny, Currency::INR), None);
        assert_eq!(way(&rates, cny, cny), None);
        let with_older = Rates::new(&[
            quoted("EUR", "CNY", "7.8", "2026-11-30"),
            quoted("EUR", "USD", "1.05", "2026-11-28"),
            quoted("USD", "CNY", "7.4", "2026-11-29"),
        ]);
        assert_eq!(
            way(&with_older, cny, usd),
            text("5/37", "2026-11-29"),
            "a later day goes before an older cross"
        );
        assert_ne!(rates.version(), with_older.version());
        assert_eq!(Rates::new(&[]), Rates { version: Rates::new(&[]).version, ..Rates::default() });
    }

    #[test]
    fn a_rate_is_old_after_a_week() {
        let rates = Rates::new(&[quoted("USD", "CNY", "7.4", "2026-11-20")]);
        let way = rates.between(Currency::CNY, Currency::USD).unwrap();
        let is_old = |day: &str| way.is_old(Day::parse(day).unwrap());
        assert_eq!((is_old("2026-11-20"), is_old("2026-11-27"), is_old("2026-11-28")), (false, false, true));
        let codes: Vec<&str> = rates.currencies().into_iter().map(Currency::code).collect();
        assert_eq!(codes, ["CNY", "USD"]);
        assert!(Rates::default().is_empty());
    }
}
