use kernel::{Day, ShopId, Timestamp};
use platform::db::{Db, DbError, Tx};
use selling::ledger;

use super::{
    count::{count_taking, rate, settle},
    store,
};

/// Rows that are looked at in one transaction.
const BATCH: i64 = 500;
/// A rate of a day may still come so many days later.
const LATE_DAYS: i64 = 14;

/// Count what nobody was told of: of orders from before there were villages, say. Cost: all transfers of the
/// market are read.
pub async fn recount(db: &Db) -> Result<(), DbError> {
    let mut shop = 0;
    loop {
        let shops = db.read(async move |tx: &mut Tx| store::shops(tx, shop, BATCH).await).await?;
        let Some((last, _)) = shops.last() else { return Ok(()) };
        shop = last.get();
        for (shop, zone) in shops {
            recount_shop(db, shop, &zone).await?;
        }
    }
}

async fn recount_shop(db: &Db, shop: ShopId, zone: &str) -> Result<(), DbError> {
    let mut after = 0;
    loop {
        let look = async move |tx: &mut Tx| {
            let mut takings = ledger::takings(tx, shop, after, BATCH).await?;
            let Some(last) = takings.last().map(|taking| taking.transfer) else { return Ok(None) };
            let known = store::known(tx, shop, after, last).await?;
            takings.retain(|taking| !known.contains(&taking.transfer));
            Ok::<_, DbError>(Some((last, takings)))
        };
        let Some((last, missed)) = db.report(look).await? else { return Ok(()) };
        after = last;
        if missed.is_empty() {
            continue;
        }
        let zone = zone.to_owned();
        let act = async move |tx: &mut Tx| {
            store::lock(tx, shop).await?;
            for taking in &missed {
                count_taking(tx, shop, &zone, *taking).await?;
            }
            Ok::<_, DbError>(())
        };
        db.write(act).await?;
    }
}

/// Count sales by the rates of their days that have become known since. Cost: the sales that wait for one.
pub async fn rate_again(db: &Db, now: Timestamp) -> Result<(), DbError> {
    let since = Day::from_number(Day::of(now).number() - LATE_DAYS);
    let waiting = db.read(async move |tx: &mut Tx| store::list_foreign(tx, since, BATCH * 20).await).await?;
    for sale in waiting {
        let act = async move |tx: &mut Tx| {
            let found = rate(tx, sale.day, sale.amount).await?;
            let is_better = found.is_some_and(|found| sale.rate.is_none_or(|known| known.day < found.day));
            if !is_better {
                return Ok(());
            }
            store::lock(tx, sale.shop).await?;
            let before = store::sales_of_order(tx, sale.shop, sale.order).await?;
            let mut after = before.clone();
            after.iter_mut().filter(|it| it.transfer == sale.transfer).for_each(|it| it.rate = found);
            settle(tx, sale.shop, sale.order, &before, after).await
        };
        db.write(act).await?;
    }
    Ok(())
}
