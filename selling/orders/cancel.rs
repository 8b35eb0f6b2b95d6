use kernel::{Actor, Forbidden, Refused, Timestamp};
use people::rules::Rules;
use platform::db::Tx;

use super::{CancelError, Order, OrderAct, OrderId, OrderStage, Reason, close, refund::refund, store};

/// Cancel an order before it is shipped: the buyer gets the money back, the shop its stock.
///
/// What is made for one buyer is cancelled by the buyer only in the first hours; later the shop has begun.
/// An order that waits for payment is closed with its whole purchase, since they are paid together. Refused
/// once the parcel is on its way; a return is another matter.
pub async fn cancel(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: OrderId,
) -> Result<Order, CancelError> {
    let (order, reason) = match by {
        Actor::Buyer { account } => (store::find_for_buyer(tx, *account, id).await?, Reason::Buyer),
        Actor::Seller { shop, .. } => (store::find_for_seller(tx, *shop, id).await?, Reason::Seller),
        Actor::Operator { .. } => (store::find(tx, id).await?, Reason::Operator),
        Actor::System => (store::find(tx, id).await?, Reason::NotShipped),
        Actor::Guest | Actor::Moderator { .. } => return Err(Forbidden.into()),
    };
    let order = order.ok_or(CancelError::NoSuchOrder)?;
    match by {
        Actor::System if !order.is_overdue(now) => return Err(CancelError::TooEarly),
        Actor::Buyer { .. } if order.is_begun(now, rules) => return Err(CancelError::Begun),
        Actor::Buyer { .. }
        | Actor::System
        | Actor::Guest
        | Actor::Seller { .. }
        | Actor::Moderator { .. }
        | Actor::Operator { .. } => {}
    }
    let is_unaddressed = order.state.stage() == OrderStage::Unaddressed;
    let reason = if reason == Reason::NotShipped && is_unaddressed { Reason::NoAddress } else { reason };
    if order.state.stage() != OrderStage::Unpaid {
        return refund(tx, by, now, &order, reason).await;
    }
    if matches!(by, Actor::Seller { .. }) {
        // One shop must not close what the buyer is about to pay to others as well.
        return Err(Refused { from: OrderStage::Unpaid, act: OrderAct::Refund }.into());
    }
    close(tx, by, now, order.purchase, reason).await?;
    store::find(tx, id).await?.ok_or(CancelError::NoSuchOrder)
}
