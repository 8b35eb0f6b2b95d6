use kernel::{Actor, Timestamp};
use platform::db::{DbError, Tx};

use super::{
    OrderAct, PurchaseId, PurchaseState, Reason, Step, order_moved, promises, refund::put_stock_back, store,
};
use crate::promotions;

/// Close a purchase that was not paid, put its stock back and let its coupons be used again. Nothing happens when it no
/// longer waits.
pub async fn close(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: PurchaseId,
    reason: Reason,
) -> Result<bool, DbError> {
    let waits = store::find_purchase(tx, id).await?.is_some_and(|found| found.state == PurchaseState::Unpaid);
    if !waits {
        return Ok(false);
    }
    store::advance_purchase(tx, id, PurchaseState::Closed).await?;
    promotions::give_back(tx, now, id.get()).await?;
    for order in store::list_of_purchase(tx, id).await? {
        let closed = order.step(Step::Close { at: now, reason }).map_err(|_| DbError::Raced)?;
        store::advance(tx, now, by, OrderAct::Close, &order, &closed).await?;
        put_stock_back(tx, order.id).await?;
        order_moved::announce(tx, now, order.id, OrderAct::Close).await?;
    }
    if reason == Reason::Unpaid {
        promises::tell_of_purchase(tx, now, id).await?;
    }
    Ok(true)
}
