use kernel::{Actor, Forbidden, Refused, Timestamp};
use people::rules::Rules;
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{
    Deposit, Order, OrderAct, OrderId, OrderStage, Purchase, PurchaseId, PurchaseState, Step, numbers,
    order_moved,
    promises::ForfeitDeposit,
    promises::{BuyerNews, tell_buyer, tell_of_deposit},
    receive::release,
    refund::close_rest,
    store,
};
use crate::ledger::{self, Unbalanced};

#[derive(Clone, Debug, thiserror::Error)]
pub enum ReadyError {
    #[error("there is no such order")]
    NoSuchOrder,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error(transparent)]
    Refused(#[from] Refused<OrderStage>),
    #[error(transparent)]
    Unbalanced(#[from] Unbalanced),
    #[error("the step could not be recorded")]
    Store(#[from] DbError),
}

/// How long before the deposit is forfeit the buyer is told again.
const REMINDER: std::time::Duration = kernel::days(3);

/// The piece is made: ask the buyer for the rest of its price.
///
/// The rest is a purchase of its own that stays open for as long as the buyer has to pay it. Nothing is shipped
/// before it is paid, since only a paid order can be.
pub async fn ready(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: OrderId,
) -> Result<Order, ReadyError> {
    let order = store::find_for_seller(tx, by.shop()?, id).await?.ok_or(ReadyError::NoSuchOrder)?;
    let rest_by = now + rules.time(numbers::REST);
    let due = order.step(Step::Ready { rest_by })?;
    let Deposit { due: total, .. } = order.deposit.ok_or(DbError::Raced)?;
    store::advance(tx, now, by, OrderAct::Ready, &order, &due).await?;
    let rest = Purchase {
        id: PurchaseId::new(tx.next_id(now)),
        buyer: order.buyer,
        total,
        state: PurchaseState::Unpaid,
        close_at: rest_by,
        created_at: now,
    };
    store::insert_rest(tx, &order, &rest).await?;
    jobs::enqueue(tx, now, rest_by, &ForfeitDeposit { order: id }).await?;
    tell_buyer(tx, now, now, id, BuyerNews::Ready).await?;
    if rest_by - REMINDER > now {
        tell_buyer(tx, now, rest_by - REMINDER, id, BuyerNews::Ready).await?;
    }
    store::find(tx, id).await?.ok_or(ReadyError::NoSuchOrder)
}

/// The rest was not paid in time: the deposit is the shop's, less the market's commission on it.
///
/// The order is completed, so the buyer may still ask for money back, and call the market in, as after any other.
pub(super) async fn forfeit(tx: &mut Tx, now: Timestamp, id: OrderId) -> Result<Order, ReadyError> {
    let order = store::find(tx, id).await?.ok_or(ReadyError::NoSuchOrder)?;
    let forfeited = order.step(Step::Forfeit { at: now })?;
    store::advance(tx, now, &Actor::System, OrderAct::Forfeit, &order, &forfeited).await?;
    close_rest(tx, &order).await?;
    ledger::post(tx, now, &release(&order)?).await?;
    order_moved::announce(tx, now, id, OrderAct::Forfeit).await?;
    tell_buyer(tx, now, now, id, BuyerNews::Forfeited).await?;
    tell_of_deposit(tx, now, id).await?;
    Ok(forfeited)
}
