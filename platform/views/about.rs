//! About how much a price is in the currency that the reader thinks in. What is paid is the price itself.

use kernel::{Conversion, Currency, Day, Money};

use super::{Shell, reader::CurrencyChoice};

impl Shell {
    /// The rate by which this reader is shown amounts of a currency.
    pub fn conversion(&self, from: Currency) -> Option<Conversion> {
        self.reader.as_ref()?.conversion(from)
    }

    /// About how much an amount is to this reader, with the day of the rate; nothing where that is not known or not
    /// another currency.
    pub fn about(&self, amount: &Money) -> String {
        let Some(reader) = &self.reader else { return String::new() };
        match reader.conversion(amount.currency()) {
            Some(way) => self.about_by(amount, &way, reader.today),
            None => String::new(),
        }
    }

    /// The same, and words where the reader asked for a currency that there is no rate to.
    pub fn about_or_why(&self, amount: &Money) -> String {
        let about = self.about(amount);
        let Some(reader) = self.reader.as_ref().filter(|reader| about.is_empty() && reader.is_chosen) else {
            return about;
        };
        if reader.currency == amount.currency() {
            return about;
        }
        let (from, into) = (amount.currency().code(), reader.currency.code());
        self.say("about-unknown", &[("from", from), ("into", into)])
    }

    /// About how much an amount is by a rate; `today` says whether it is an old one.
    pub fn about_by(&self, amount: &Money, way: &Conversion, today: Day) -> String {
        let Ok(about) = way.of(*amount) else { return String::new() };
        let key = if way.is_old(today) { "about-price-old" } else { "about-price" };
        let (about, day) = (self.money_and_code(&about), self.calendar_day(&way.day));
        self.say(key, &[("amount", about.as_str()), ("day", day.as_str())])
    }

    /// A day of the calendar, the same to every reader.
    pub fn calendar_day(&self, day: &Day) -> String {
        self.day_in(&day.noon(), "UTC")
    }

    /// The currencies that prices can be shown in; empty where no rate is known.
    pub fn currencies(&self) -> Vec<CurrencyChoice> {
        let Some(reader) = &self.reader else { return Vec::new() };
        let mut all = reader.rates.currencies();
        if all.is_empty() {
            return Vec::new();
        }
        all.insert(reader.currency);
        all.into_iter().map(|it| CurrencyChoice { code: it.code(), current: it == reader.currency }).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use kernel::{Currency, ExchangeRate, Quoted, Rates};

    use super::*;
    use crate::{
        i18n::{Lang, Texts},
        views::Reader,
    };

    fn shell(currency: Currency, today: &str) -> Shell {
        let quoted = Quoted {
            base: Currency::USD,
            quote: Currency::CNY,
            rate: ExchangeRate::parse("7.25").unwrap(),
            day: Day::parse("2026-11-30").unwrap(),
        };
        let rates = Arc::new(Rates::new(&[quoted]));
        let today = Day::parse(today).unwrap();
        let reader = Reader { currency, is_chosen: true, rates, today };
        Shell { reader: Some(reader), ..Shell::new(Texts::load().of(Lang::English), "Fair") }
    }

    #[test]
    fn a_price_is_told_with_the_day_of_its_rate() {
        let yuan = Money::new(8_900, Currency::CNY);
        let fresh = shell(Currency::USD, "2026-12-01");
        assert_eq!(fresh.about(&yuan), "about $12.28 USD (rate of 30 Nov 2026)");
        let old = shell(Currency::USD, "2026-12-10").about(&yuan);
        assert!(old.contains("12.28") && old.contains("30 Nov 2026") && old.contains("week"), "{old}");
        assert_eq!(fresh.about(&Money::new(100, Currency::USD)), "");
        let codes: Vec<&str> = fresh.currencies().iter().map(|it| it.code).collect();
        assert_eq!(codes, ["CNY", "USD"]);
    }

    #[test]
    fn a_rate_that_is_missing_is_said_and_never_guessed() {
        let (yuan, rupee) = (Money::new(8_900, Currency::CNY), Money::new(100, Currency::INR));
        let shell = shell(Currency::INR, "2026-12-01");
        assert_eq!((shell.about(&yuan), shell.about_or_why(&rupee)), (String::new(), String::new()));
        let why = shell.about_or_why(&yuan);
        assert!(why.contains("CNY") && why.contains("INR"), "{why}");
        let unasked =
            Shell { reader: shell.reader.clone().map(|it| Reader { is_chosen: false, ..it }), ..shell };
        assert_eq!(unasked.about_or_why(&yuan), "");
    }
}
