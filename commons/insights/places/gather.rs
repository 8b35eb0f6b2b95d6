//! Gathering what places did in a month: read of their villages, added up for everything in which these lie.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use kernel::Day;
use platform::db::{Db, DbError, Tx};

use super::store;
use crate::{
    insights::{
        market::{BANDS, Cell, Measure},
        span::{first_day, month as month_of},
    },
    villages::recognition,
};

pub use store::is_gathered;

/// Places that are written in one transaction.
const BATCH: usize = 200;

/// Gather a month of all places anew, as far as it has gone. Cost: the days of all villages and shops in it.
pub async fn gather(db: &Db, month: i64, today: Day) -> Result<(), DbError> {
    let cells = db.report(async move |tx: &mut Tx| read(tx, month, today).await).await?;
    let known = db.report(async move |tx: &mut Tx| store::places_of(tx, month).await).await?;
    let mut by_place: BTreeMap<String, Vec<Cell>> =
        known.into_iter().map(|place| (place, Vec::new())).collect();
    for cell in cells {
        by_place.entry(cell.place.clone()).or_default().push(cell);
    }
    let mut all: Vec<(String, Vec<Cell>)> = by_place.into_iter().collect();
    while !all.is_empty() {
        let some = all.split_off(all.len().saturating_sub(BATCH));
        db.write(async move |tx: &mut Tx| store::keep(tx, month, &some).await).await?;
    }
    Ok(())
}

/// Work out the year of every place, for rankings: the twelve months before the one in which today is.
pub async fn sum_up(db: &Db, today: Day) -> Result<(), DbError> {
    let (this, mut after) = (month_of(today.number()), String::new());
    let above = Arc::new(db.report(async |tx: &mut Tx| store::above(tx).await).await?);
    loop {
        let from = after.clone();
        let years = db.report(async move |tx: &mut Tx| store::years(tx, &from, this).await).await?;
        let Some((last, _)) = years.last() else { return Ok(()) };
        after.clone_from(last);
        let above = above.clone();
        db.write(async move |tx: &mut Tx| store::put_years(tx, &years, &above).await).await?;
    }
}

/// A sum of a place: by its measure, and what that is split by.
type Sums = BTreeMap<(String, &'static str, String), (i64, i64)>;

async fn read(tx: &mut Tx, month: i64, today: Day) -> Result<Vec<Cell>, DbError> {
    let (first, until) = (Day::from_number(first_day(month)), first_day(month + 1));
    let last = Day::from_number(until - 1).min(today);
    let (_, rule) = recognition::store::newest_rule(tx).await?;
    let mut sums = Sums::new();
    for (village, it) in recognition::store::gather(tx, &rule, first, last).await? {
        let mut put = |measure: Measure, value: i64| {
            sums.insert((village.clone(), measure.name(), String::new()), (value, it.shops));
        };
        put(Measure::Sales, it.revenue_minor);
        put(Measure::Shops, it.shops);
        put(Measure::ActiveShops, it.active_shops);
        put(Measure::Households, it.households_with_shop);
    }
    let mut add = |measure: Measure, found: Vec<store::Found>| {
        for (village, key, value, behind) in found {
            let sum = sums.entry((village, measure.name(), key)).or_default();
            *sum = (sum.0.saturating_add(value), sum.1.saturating_add(behind));
        }
    };
    let days = (first.number(), until);
    add(Measure::Orders, store::orders(tx, days).await?);
    add(Measure::ByCraft, store::by_craft(tx, days).await?);
    add(Measure::ByChannel, store::by_channel(tx, days).await?);
    // Shops that belonged to the village in the whole of both months.
    let (then, then_over) = (first_day(month - 12), first_day(month - 11));
    add(Measure::Like, store::like(tx, days, (then, until)).await?);
    add(Measure::LikeBefore, store::like(tx, (then, then_over), (then, until)).await?);
    add(Measure::Buyers, store::buyers(tx, month, last).await?);
    add(Measure::Shows, store::shows(tx, days, last).await?);
    for (village, count, latitude, longitude) in store::middles(tx, last).await? {
        add(Measure::Latitude, vec![(village.clone(), String::new(), latitude, count)]);
        add(Measure::Longitude, vec![(village, String::new(), longitude, count)]);
    }
    let year = month.div_euclid(12);
    for (village, born, people) in store::births(tx, last).await? {
        let bands = BANDS.iter().filter(|band| band.has(born, year));
        let of = |name: &str| (village.clone(), name.to_owned(), people, people);
        add(Measure::Founders, bands.map(|band| of(band.name)).collect());
    }
    let above = store::above_villages(tx).await?;
    let cell = |((place, measure, key), (value, behind)): ((String, &str, String), (i64, i64))| {
        Some(Cell { place, month, measure: Measure::parse(measure)?, key, value, behind })
    };
    Ok(add_up(sums, &above).into_iter().filter_map(cell).collect())
}

/// The same of everything in which the villages lie: a shop is of one village, so what is of several is their sum.
fn add_up(villages: Sums, above: &BTreeMap<String, String>) -> Sums {
    let mut all = Sums::new();
    for ((village, measure, key), (value, behind)) in villages {
        let (mut here, mut seen) = (Some(village), BTreeSet::new());
        while let Some(place) = here {
            // Nothing lies in itself, whatever a registry says.
            if !seen.insert(place.clone()) {
                break;
            }
            here = above.get(&place).cloned();
            let sum = all.entry((place, measure, key.clone())).or_default();
            *sum = (sum.0.saturating_add(value), sum.1.saturating_add(behind));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_the_sum_of_its_villages_and_no_circle_has_an_end() {
        let sales = |village: &str, value: i64| ((village.to_owned(), "sales", String::new()), (value, 2));
        let above = [("v1", "town"), ("v2", "town"), ("town", "CN"), ("a", "b"), ("b", "a")];
        let above = above.map(|(place, above)| (place.to_owned(), above.to_owned())).into();
        let all = add_up(Sums::from([sales("v1", 5), sales("v2", 8), sales("a", 1)]), &above);
        let of = |place: &str| all.get(&(place.to_owned(), "sales", String::new())).copied();
        assert_eq!((of("v1"), of("town"), of("CN")), (Some((5, 2)), Some((13, 4)), Some((13, 4))));
        assert_eq!((of("a"), of("b")), (Some((1, 2)), Some((1, 2))));
    }
}
