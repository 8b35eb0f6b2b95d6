//! In the demo an invented bank says its rates on every working day; one of them it has stopped to say.

use std::fmt::Write;

use kernel::{Actor, Chance, Day};
use platform::{Later, db::Tx};

use super::{Doubtful, RateFile, reload, take};
use crate::{
    fair::{Done, Fair, Opened, Player, nothing, plays},
    market::Market,
};

/// What one euro is on the first day, in ten-thousandths.
const FIRST: [(&str, u64); 6] = [
    ("CNY", 78_200),
    ("GBP", 8_400),
    ("IDR", 172_500_000),
    ("INR", 921_000),
    ("JPY", 1_618_000),
    ("USD", 10_600),
];

/// It says this one no more since so many days before today.
const STOPPED: (&str, u64) = ("GBP", 20);

struct Bank {
    market: Market,
    chance: Chance,
    rates: Vec<(&'static str, u64)>,
}

pub fn open(market: Market, _: &mut Fair) -> Later<'_, Opened> {
    Box::pin(async { plays(Bank { market, chance: Chance::seeded(78_213), rates: FIRST.into() }) })
}

impl Player for Bank {
    fn day<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done> {
        let now = self.market.now();
        let day = Day::of(now);
        if day.is_weekend() {
            return nothing();
        }
        let mut text = "date,base,quote,rate,source\n".to_owned();
        for (code, rate) in &mut self.rates {
            // Up or down by four thousandths at most.
            *rate = *rate * (9_960 + self.chance.below(81)) / 10_000;
            if *code == STOPPED.0 && fair.days_left() < STOPPED.1 {
                continue;
            }
            let _ = writeln!(text, "{day},EUR,{code},{}.{:04},Demo bank", *rate / 10_000, *rate % 10_000);
        }
        Box::pin(async move {
            let file = RateFile::read(text.as_bytes(), "")?;
            let act = async move |tx: &mut Tx| take(tx, &Actor::System, now, &file, Doubtful::Leave).await;
            self.market.db.write(act).await?;
            Ok(reload(&self.market).await?)
        })
    }

    fn end<'a>(&'a mut self, _: &'a Fair) -> Later<'a, Done> {
        nothing()
    }
}
