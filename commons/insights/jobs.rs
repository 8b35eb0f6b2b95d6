//! Following what is sold; and every night what many look for, what is over, and who is around a shop.

use kernel::{Actor, Day, ShopId, Timestamp, days, hours};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Bodies, Failure},
};
use selling::orders::{
    self, TellOfPurchase,
    order_moved::OrderMoved,
    refunds::{RefundPaid, find_for},
};

use super::{
    CROWD, count, market,
    opened::close_weeks,
    places,
    promises::{CountOrders, FreezeSegments, GatherInsights, GatherPlaces, TellShops},
    sale_store, segments,
    span::{monday, month, utc_day},
    tell, word_store,
};
use crate::Commons;

/// Pieces are kept for this year's weeks and the same a year ago.
const PIECE_DAYS: i64 = 400;
/// Months that are gathered at first.
const MOST_MONTHS: i64 = 36;
/// Orders of one transaction, when all are counted.
const BATCH: i64 = 200;

pub fn bodies(bodies: &mut Bodies<Commons>) {
    bodies.on(paid);
    bodies.on(moved);
    bodies.on(refunded);
    bodies.on(count_all);
    bodies.on(gather);
    bodies.on(gather_places);
    bodies.on(tell::tell_shops);
    bodies.on(tell::tell_shop);
    bodies.on(freeze);
    bodies.on(segments::deliver);
    bodies.on(segments::deliver_one);
}

/// Begin to gather every night, and count what was sold before anybody counted, unless that was begun before.
pub async fn begin(market: &Commons) -> Result<(), DbError> {
    let now = market.now();
    let night = now.day_after(1, "UTC").unwrap_or(now + days(1)) + hours(2);
    let monday = night + days(u64::try_from((4 - utc_day(night)).rem_euclid(7)).unwrap_or_default());
    let act = async move |tx: &mut Tx| {
        // Whoever has counted any goes on from there.
        if !sale_store::has_counted(tx).await? {
            jobs::begin(tx, now, now, &CountOrders { shop: ShopId::new(0), after: 0 }).await?;
        }
        jobs::begin(tx, now, monday + hours(6), &TellShops { after: 0 }).await?;
        jobs::begin(tx, now, night, &GatherInsights {}).await
    };
    market.db.write(act).await
}

async fn paid(market: Commons, now: Timestamp, told: TellOfPurchase) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| {
        for order in orders::list_of_purchase(tx, told.purchase).await? {
            count(tx, now, order.id).await?;
        }
        Ok::<_, DbError>(())
    };
    Ok(market.db.write(act).await?)
}

async fn moved(market: Commons, now: Timestamp, told: OrderMoved) -> Result<(), Failure> {
    Ok(market.db.write(async move |tx: &mut Tx| count(tx, now, told.order).await).await?)
}

async fn refunded(market: Commons, now: Timestamp, told: RefundPaid) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| match find_for(tx, &Actor::System, told.request).await? {
        Some(request) => count(tx, now, request.order).await,
        None => Ok(()),
    };
    Ok(market.db.write(act).await?)
}

/// Orders from before anybody counted; one that is counted already stays as it is.
async fn count_all(market: Commons, now: Timestamp, job: CountOrders) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| {
        let list = sale_store::uncounted(tx, job.shop, job.after, BATCH).await?;
        for order in &list {
            count(tx, now, *order).await?;
        }
        match list.last() {
            Some(last) => {
                jobs::enqueue(tx, now, now, &CountOrders { shop: last.shop(), after: last.number() }).await
            }
            None => Ok(()),
        }
    };
    Ok(market.db.write(act).await?)
}

/// This month, the one before and those in which something was given back since; all of them when none `is_gathered` yet.
async fn months(tx: &mut Tx, today: i64, stale: &[i64], is_gathered: bool) -> Result<Vec<i64>, DbError> {
    let this = month(today);
    if !is_gathered {
        let first = market::first_month(tx).await?.unwrap_or(this).max(this - MOST_MONTHS);
        return Ok((first.min(this)..=this).collect());
    }
    Ok(stale.iter().copied().filter(|of| *of < this - 1).chain([this - 1, this]).collect())
}

async fn gather(commons: Commons, now: Timestamp, _: GatherInsights) -> Result<(), Failure> {
    let (today, home) = (utc_day(now), commons.config.currency);
    let act = async move |tx: &mut Tx| {
        let words = word_store::lately(tx, today).await?;
        word_store::keep(tx, &words).await?;
        close_weeks(tx, now).await?;
        let stale = market::take_stale(tx).await?;
        let is_gathered = !market::months(tx).await?.is_empty();
        for month in months(tx, today, &stale, is_gathered).await? {
            market::gather(tx, home, month).await?;
        }
        let is_gathered = places::is_gathered(tx).await?;
        let months = months(tx, today, &stale, is_gathered).await?;
        jobs::enqueue(tx, now, now, &GatherPlaces { months }).await?;
        segments::sweep(tx, monday(today)).await?;
        jobs::enqueue(tx, now, now, &FreezeSegments { after: ShopId::new(0) }).await?;
        sale_store::sweep(tx, today - PIECE_DAYS).await?;
        jobs::again(tx, now, now + days(1), &GatherInsights {}).await
    };
    Ok(commons.db.write(act).await?)
}

async fn gather_places(commons: Commons, now: Timestamp, job: GatherPlaces) -> Result<(), Failure> {
    let today = Day::of(now);
    let mut months = job.months.into_iter();
    if let Some(month) = months.next() {
        places::gather(&commons.db, month, today).await?;
    }
    let months: Vec<i64> = months.collect();
    if months.is_empty() {
        return Ok(places::sum_up(&commons.db, today).await?);
    }
    let rest = GatherPlaces { months };
    Ok(commons.db.write(async move |tx: &mut Tx| jobs::enqueue(tx, now, now, &rest).await).await?)
}

/// Segments of some shops as they are today.
async fn freeze(market: Commons, now: Timestamp, job: FreezeSegments) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| {
        let since = month(utc_day(now)) - 12;
        let list = segments::shops_around(tx, job.after, CROWD, since, BATCH).await?;
        for shop in &list {
            segments::freeze_segments(tx, now, *shop).await?;
        }
        match list.last() {
            Some(last) => jobs::enqueue(tx, now, now, &FreezeSegments { after: *last }).await,
            None => Ok(()),
        }
    };
    Ok(market.db.write(act).await?)
}
