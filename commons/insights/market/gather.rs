//! Gathering the figures of a month: once a night for this month, the one before, and those in which something has changed
//! since.

use std::collections::BTreeMap;

use kernel::{Currency, Day, Money};
use people::rates::{SumError, sum_in};
use platform::db::{DbError, Tx};

use super::{
    band::BANDS,
    figures::Cell,
    measure::Measure,
    month_store::{self as store, Part},
};
use crate::{
    insights::{crowd_store::midnight, span::first_day},
    villages::recognition::Outcome,
};

/// Gather the figures of a month anew, in the market's own currency.
pub async fn gather(tx: &mut Tx, home: Currency, month: i64) -> Result<(), DbError> {
    let (first, until) = (first_day(month), first_day(month + 1));
    let (from, end) = (midnight(first), midnight(until));
    let mut gathering = Gathering { month, cells: Vec::new() };
    let by_channel = store::by_channel(tx, first, until).await?;
    let orders: i64 = by_channel.iter().map(|part| part.count).sum();
    let behind = store::behind(tx, Measure::Sales, first, until).await?;
    let shops = behind.first().map_or(0, |(_, shops)| *shops);
    gathering.money(tx, home, Measure::ByChannel, &by_channel, true, (first, until)).await?;
    gathering.money(tx, home, Measure::Sales, &by_channel, false, (first, until)).await?;
    gathering.add(Measure::Orders, "", orders, shops);
    gathering.add(Measure::ShopsSelling, "", shops, shops);
    let parts = store::by_craft(tx, first, until).await?;
    gathering.money(tx, home, Measure::ByCraft, &parts, true, (first, until)).await?;
    let parts = store::by_place(tx, first, until).await?;
    gathering.money(tx, home, Measure::ByPlace, &parts, true, (first, until)).await?;
    gathering.put_on_map(&store::places(tx).await?);
    let parts = store::produce(tx, first, until).await?;
    gathering.money(tx, home, Measure::ProduceSales, &parts, false, (first, until)).await?;
    let parts = store::rural(tx, first, until).await?;
    gathering.money(tx, home, Measure::RuralSales, &parts, false, (first, until)).await?;
    let parts = store::original(tx, first, until).await?;
    gathering.money(tx, home, Measure::OriginalSales, &parts, false, (first, until)).await?;
    for (place, orders) in store::buyers(tx, month).await? {
        gathering.add(Measure::Buyers, &place, orders, orders);
    }
    let searches = store::original_searches(tx, first, until).await?;
    gathering.add(Measure::OriginalSearches, "", searches, searches);
    for (kind, shops) in store::opened(tx, from, end).await? {
        gathering.add(Measure::ShopsOpened, &kind, shops, shops);
    }
    for (was_before, shops) in store::companies(tx, from, end).await? {
        gathering.add(Measure::CompaniesOpened, &was_before, shops, shops);
    }
    let year = month.div_euclid(12);
    let births = store::births(tx, end).await?;
    for band in BANDS {
        let people = births.iter().filter(|(born, _)| band.has(*born, year)).map(|(_, people)| people).sum();
        gathering.add(Measure::Founders, band.name, people, people);
    }
    for (said, shops) in store::women_led(tx, end).await? {
        gathering.add(Measure::WomenLed, &said, shops, shops);
    }
    gathering.add(Measure::Shows, "", store::shows(tx, from, end).await?, 0);
    gathering.add(Measure::Villages, "", store::villages(tx, until).await?, 0);
    let (mut villages, mut towns) = (0, 0);
    for (outcome, count) in store::recognised(tx, end).await? {
        match outcome {
            Outcome::Villages => towns += count,
            Outcome::Shops | Outcome::Households | Outcome::Near | Outcome::No => villages += count,
        }
    }
    gathering.add(Measure::Recognised, "", villages, 0);
    gathering.add(Measure::Towns, "", towns, 0);
    store::keep(tx, month, &gathering.cells).await
}

/// The cells of a month so far.
struct Gathering {
    month: i64,
    cells: Vec<Cell>,
}

impl Gathering {
    fn add(&mut self, measure: Measure, key: &str, value: i64, behind: i64) {
        let (place, key) = (String::new(), key.to_owned());
        self.cells.push(Cell { place, month: self.month, measure, key, value, behind });
    }

    /// Let the keys of places say where they are, as far as their shops do.
    fn put_on_map(&mut self, places: &[(String, i64, i64)]) {
        let known: BTreeMap<&str, (i64, i64)> =
            places.iter().map(|(key, latitude, longitude)| (key.as_str(), (*latitude, *longitude))).collect();
        for cell in self.cells.iter_mut().filter(|cell| cell.measure == Measure::ByPlace) {
            if let Some((latitude, longitude)) = known.get(cell.key.as_str()) {
                cell.key = format!("{}|{latitude}|{longitude}", cell.key);
            }
        }
    }

    /// Money of several days and currencies in the market's own, each by the rate of its day; by keys, or all together.
    async fn money(
        &mut self,
        tx: &mut Tx,
        home: Currency,
        measure: Measure,
        parts: &[Part],
        is_split: bool,
        (first, until): (i64, i64),
    ) -> Result<(), DbError> {
        let mut by_key: BTreeMap<&str, Vec<(Day, Money)>> = BTreeMap::new();
        for part in parts {
            by_key.entry(if is_split { &part.key } else { "" }).or_default().push((part.day, part.amount));
        }
        let behind = store::behind(tx, measure, first, until).await?;
        for (key, amounts) in by_key {
            let total = match sum_in(tx, home, &amounts).await {
                Ok(sum) => sum.total.minor(),
                Err(SumError::Store(error)) => return Err(error),
                // What no number holds is no figure.
                Err(SumError::Money(_)) => continue,
            };
            let shops = behind.iter().find(|(of, _)| of == key).map_or(0, |(_, shops)| *shops);
            self.add(measure, key, total, shops);
        }
        Ok(())
    }
}
