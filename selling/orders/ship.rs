use kernel::{Actor, Forbidden, Refused, Timestamp};
use people::{rules::Rules, shops};
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{
    Order, OrderAct, OrderId, OrderStage, Parcel, Step, numbers, order_moved,
    promises::ReleaseEscrow,
    promises::{BuyerNews, tell_buyer, warn_before_release},
    store,
};

#[derive(Clone, Debug, thiserror::Error)]
pub enum ShipError {
    #[error("there is no such order")]
    NoSuchOrder,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error(transparent)]
    Refused(#[from] Refused<OrderStage>),
    #[error("the shipment could not be recorded")]
    Store(#[from] DbError),
}

/// Mark an order as shipped and start the days in which the buyer may object.
///
/// Refused unless the order is paid, so nothing leaves a shop before the money is held.
pub async fn ship(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: OrderId,
    parcel: Parcel,
) -> Result<Order, ShipError> {
    let order = store::find_for_seller(tx, by.shop()?, id).await?.ok_or(ShipError::NoSuchOrder)?;
    let shop = shops::find(tx, id.shop()).await?.ok_or(ShipError::NoSuchOrder)?;
    let is_home = shop.country == order.ship_to.country;
    let objection_until = now
        + if is_home { rules.time(numbers::OBJECTION_HOME) } else { rules.time(numbers::OBJECTION_ABROAD) };
    let shipped = order.step(Step::Ship { at: now, parcel, objection_until })?;
    store::advance(tx, now, by, OrderAct::Ship, &order, &shipped).await?;
    order_moved::announce(tx, now, id, OrderAct::Ship).await?;
    jobs::enqueue(tx, now, objection_until, &ReleaseEscrow { order: id }).await?;
    tell_buyer(tx, now, now, id, BuyerNews::Shipped).await?;
    warn_before_release(tx, now, rules, id, objection_until).await?;
    Ok(shipped)
}
