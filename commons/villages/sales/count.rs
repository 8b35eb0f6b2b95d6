use kernel::{Day, Money, ShopId};
use people::rates;
use platform::db::{DbError, Tx};
use selling::ledger::{self, Taking};

use super::{COUNTED_IN, Rated, Sale, allot, days, difference, store};

/// Count what a transfer of the ledger took or gave back, once however often it is told, and in whatever order.
///
/// What an order comes to is worked out anew from all that is known of it, and the days of its shop and of its village
/// get the difference: so a refund may be heard of before its sale.
pub async fn count(tx: &mut Tx, shop: ShopId, transfer: i64) -> Result<(), DbError> {
    let Some(taking) = ledger::taking(tx, shop, transfer).await? else { return Ok(()) };
    store::lock(tx, shop).await?;
    let zone = store::zone(tx, shop).await?;
    count_taking(tx, shop, &zone, taking).await
}

/// The same of what was read already, by whoever counts for the shop.
pub(super) async fn count_taking(
    tx: &mut Tx,
    shop: ShopId,
    zone: &str,
    taking: Taking,
) -> Result<(), DbError> {
    let Taking { transfer, order, at, amount } = taking;
    let day = Day::there(at, zone);
    let before = store::sales_of_order(tx, shop, order).await?;
    let mut after = before.clone();
    if amount.is_negative() {
        let back = amount.negate().map_err(|_| DbError::Sum)?;
        store::insert_refund(tx, shop, transfer, order, day, back).await?;
    } else if before.iter().all(|sale| sale.transfer != transfer) {
        let back = Money::zero(amount.currency());
        let rate = rate(tx, day, amount).await?;
        after.push(Sale { shop, transfer, order, day, amount, back, rate });
        after.sort_by_key(|sale| sale.transfer);
    }
    settle(tx, shop, order, &before, after).await
}

/// Share out what went back, keep what has changed, and add the difference to the days.
pub(super) async fn settle(
    tx: &mut Tx,
    shop: ShopId,
    order: i64,
    before: &[Sale],
    mut after: Vec<Sale>,
) -> Result<(), DbError> {
    let refunds = store::refunds_of_order(tx, shop, order).await?;
    allot(&mut after, &refunds).map_err(|_| DbError::Sum)?;
    for sale in after.iter().filter(|sale| !before.contains(sale)) {
        match before.iter().any(|known| known.transfer == sale.transfer) {
            true => store::update(tx, sale).await?,
            false => store::insert(tx, sale).await?,
        }
    }
    let sums = |sales: &[Sale]| days(sales).map_err(|_| DbError::Sum);
    store::add(tx, shop, &difference(&sums(before)?, &sums(&after)?)).await
}

/// The rate of a day: that of the day itself, else the last within a week before it.
pub(super) async fn rate(tx: &mut Tx, day: Day, amount: Money) -> Result<Option<Rated>, DbError> {
    let currency = amount.currency();
    if currency == COUNTED_IN {
        return Ok(None);
    }
    let known = store::rate_of_day(tx, day, currency).await?;
    if known.is_some_and(|rated| rated.day == day) {
        return Ok(known);
    }
    let way = rates::load_of_day(tx, day).await?.between(currency, COUNTED_IN);
    Ok(way.map(|way| Rated { rate: way.rate, day: way.day }))
}
