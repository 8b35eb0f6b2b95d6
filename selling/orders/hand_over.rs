use kernel::{Actor, Timestamp};
use people::rules::Rules;
use platform::{db::Tx, jobs};

use super::{
    Order, OrderAct, OrderId, Parcel, ShipError, Step, numbers, order_moved,
    promises::{ReleaseEscrow, warn_before_release},
    store,
};

/// What is not sent is handed over at once: a ticket stands for what was bought until its day.
///
/// The days in which the buyer may object begin when the day that was promised is over, so that the escrow is released
/// after it. Refused unless the order is paid.
pub async fn hand_over(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: OrderId,
    words: String,
) -> Result<Order, ShipError> {
    let order = store::find_for_seller(tx, by.shop()?, id).await?.ok_or(ShipError::NoSuchOrder)?;
    let from = order.lead.not_before.map_or(now, |day| day.max(now));
    let objection_until = from + rules.time(numbers::OBJECTION_HOME);
    let parcel = Parcel { carrier: words, tracking: String::new() };
    let handed = order.step(Step::Ship { at: now, parcel, objection_until })?;
    store::advance(tx, now, by, OrderAct::Ship, &order, &handed).await?;
    order_moved::announce(tx, now, id, OrderAct::Ship).await?;
    jobs::enqueue(tx, now, objection_until, &ReleaseEscrow { order: id }).await?;
    warn_before_release(tx, now, rules, id, objection_until).await?;
    Ok(handed)
}
