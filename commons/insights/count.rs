use std::collections::BTreeSet;

use goods::catalog::VariantId;
use kernel::Timestamp;
use people::shops;
use platform::db::{DbError, Tx};
use selling::orders::{self, Order, OrderId};

use super::{
    counted::Counted,
    market, sale_store as store,
    span::{day_in, month, utc_day},
};
use crate::villages::sales;

/// Have an order stand in the sums of its shop as it is now: told once or often, early or late, it comes to the same.
pub async fn count(tx: &mut Tx, now: Timestamp, id: OrderId) -> Result<(), DbError> {
    if store::find_locked(tx, id).await?.is_none() && begin(tx, now, id).await? {
        return Ok(());
    }
    let Some(before) = store::find_locked(tx, id).await? else { return Ok(()) };
    // As it is now that nobody else counts it.
    let Some(order) = orders::find(tx, id).await? else { return Ok(()) };
    let Ok(Some(after)) = Counted::of(&order, before.day, before.is_again) else { return Ok(()) };
    if before == after {
        return Ok(());
    }
    store::update(tx, id, &before, &after).await?;
    note_late(tx, now, id, before.day).await
}

/// Have the months gathered again whose days have changed, where nobody does so every night any more.
async fn note_late(tx: &mut Tx, now: Timestamp, id: OrderId, day: i64) -> Result<(), DbError> {
    let last = month(utc_day(now)) - 1;
    if month(day) >= last {
        return Ok(());
    }
    // A piece that was paid in parts stands in the months of its parts.
    let sales = sales::store::sales_of_order(tx, id.shop(), id.number()).await?;
    let days = sales.iter().map(|sale| sale.day.number()).chain([day]);
    let months: BTreeSet<i64> = days.map(month).filter(|of| *of < last).collect();
    for of in months {
        market::note_stale(tx, of).await?;
    }
    Ok(())
}

/// Count an order for the first time. False when somebody else has done so meanwhile.
async fn begin(tx: &mut Tx, now: Timestamp, id: OrderId) -> Result<bool, DbError> {
    let Some(order) = orders::find(tx, id).await? else { return Ok(true) };
    let (day, is_again) = (paid_on(tx, now, &order).await?, store::has_bought_before(tx, &order).await?);
    let Ok(Some(first)) = Counted::of(&order, day, is_again) else { return Ok(true) };
    if !store::insert(tx, id, &first).await? {
        return Ok(false);
    }
    store::add_buyer(tx, &order, month(day)).await?;
    let lines = orders::lines(tx, id).await?;
    // What was made for one buyer is no piece of a listing.
    let pieces = lines.iter().filter_map(|line| {
        let left = line.unit.times(line.quantity).ok()?.checked_sub(line.discount.total().ok()?).ok()?;
        let listing = line.page()?;
        let variant = VariantId::new(id.shop(), line.variant.number());
        Some((variant, listing.number(), line.quantity, left.minor()))
    });
    store::add_pieces(tx, day, pieces.collect()).await?;
    Ok(true)
}

/// The shop's own day on which an order was paid first.
async fn paid_on(tx: &mut Tx, now: Timestamp, order: &Order) -> Result<i64, DbError> {
    let steps = orders::steps(tx, order.id).await?;
    let at = steps.iter().find(|step| step.act.starts_with("pay")).map_or(now, |step| step.at);
    let shop = shops::find(tx, order.id.shop()).await?;
    Ok(day_in(at, shop.as_ref().map_or("UTC", |shop| shop.zone.as_str())))
}
