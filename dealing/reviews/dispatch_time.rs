//! Whether orders leave their shop in the days that it promised.

use kernel::{Timestamp, days};
use people::{rules::Rules, shops};
use platform::{
    db::{DbError, Tx},
    jobs,
};
use selling::orders::{self, Order, OrderAct, OrderId, OrderState, Reason};

use super::{numbers, promises::RemindReview, review::day, store};

/// Take in what has happened to an order: it left the shop, it never will, or it has been received.
pub async fn order_moved(
    tx: &mut Tx,
    now: Timestamp,
    rules: &Rules,
    id: OrderId,
    act: OrderAct,
) -> Result<(), DbError> {
    let Some(order) = orders::find(tx, id).await? else { return Ok(()) };
    match (act, &order.state) {
        (OrderAct::Ship, _) => mark(tx, &order, OrderAct::Ship).await,
        (OrderAct::Refund, OrderState::Refunded { reason: Reason::NotShipped | Reason::Seller, .. }) => {
            mark(tx, &order, OrderAct::Refund).await
        }
        (OrderAct::Receive, OrderState::Completed { at, .. }) => {
            let remind_at = *at + rules.time(numbers::REMINDER);
            if remind_at < *at + rules.time(numbers::REVIEW) && remind_at > now {
                jobs::enqueue(tx, now, remind_at, &RemindReview { order: id }).await?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Count an order by the day on which it left its shop, or on which it was clear that it would not.
async fn mark(tx: &mut Tx, order: &Order, act: OrderAct) -> Result<(), DbError> {
    let steps = orders::steps(tx, order.id).await?;
    let at = |act: OrderAct| steps.iter().find(|step| step.act == act.name()).map(|step| step.at);
    // A gift could not leave before it had an address.
    let begun = at(OrderAct::Pay).or_else(|| at(OrderAct::Address)).or_else(|| at(OrderAct::PayRest));
    let (Some(paid), Some(moved)) = (begun, at(act)) else { return Ok(()) };
    let promised = promise(tx, order, paid).await?;
    store::count_dispatch(tx, order.id, day(moved), act == OrderAct::Ship && moved <= promised).await
}

/// Until when a shop has promised to send what was paid then: its days to dispatch, after the days that its slowest
/// thing takes to make, and not before the harvest is ripe.
async fn promise(tx: &mut Tx, order: &Order, paid: Timestamp) -> Result<Timestamp, DbError> {
    let dispatch = shops::find(tx, order.id.shop()).await?.map_or(0, |shop| shop.dispatch_days);
    // What was made for a deposit is there when its rest is paid.
    let ready = if order.deposit.is_some() { paid } else { order.ready_at(paid) };
    Ok(ready + days(u64::try_from(dispatch).unwrap_or(0)))
}
