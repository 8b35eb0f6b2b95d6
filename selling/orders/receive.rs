use kernel::{Actor, Forbidden, Refused, Timestamp};
use platform::db::{DbError, Tx};

use super::{Order, OrderAct, OrderId, OrderStage, Receipt, Step, host_paid, order_moved, sold_store, store};
use crate::ledger::{self, Account, Cause, Leg, Transfer, Unbalanced};

#[derive(Clone, Debug, thiserror::Error)]
pub enum ReceiveError {
    #[error("there is no such order")]
    NoSuchOrder,
    #[error("the days to object are not over")]
    TooEarly,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error(transparent)]
    Refused(#[from] Refused<OrderStage>),
    #[error(transparent)]
    Unbalanced(#[from] Unbalanced),
    #[error("the receipt could not be recorded")]
    Store(#[from] DbError),
}

/// The goods have arrived: release what is left in escrow to the shop, less the market's commission on it.
///
/// The buyer may say so at any time after shipment; the clock only when the days to object are over.
pub async fn receive(tx: &mut Tx, by: &Actor, now: Timestamp, id: OrderId) -> Result<Order, ReceiveError> {
    let (order, receipt) = match by {
        Actor::Buyer { account } => (store::find_for_buyer(tx, *account, id).await?, Receipt::Confirmed),
        Actor::System => (store::find(tx, id).await?, Receipt::Silence),
        Actor::Guest | Actor::Seller { .. } | Actor::Moderator { .. } | Actor::Operator { .. } => {
            return Err(Forbidden.into());
        }
    };
    let order = order.ok_or(ReceiveError::NoSuchOrder)?;
    let received = order.step(Step::Receive { at: now, receipt })?;
    if receipt == Receipt::Silence && order.state.due_at().is_some_and(|due| due > now) {
        return Err(ReceiveError::TooEarly);
    }
    store::advance(tx, now, by, OrderAct::Receive, &order, &received).await?;
    sold_store::count(tx, id).await?;
    order_moved::announce(tx, now, id, OrderAct::Receive).await?;
    if !order.held().map_err(Unbalanced::from)?.is_zero() {
        ledger::post(tx, now, &release(&order)?).await?;
        for transfer in host_paid::share(&order)? {
            ledger::post(tx, now, &transfer).await?;
        }
    }
    Ok(received)
}

pub(super) fn release(order: &Order) -> Result<Transfer, Unbalanced> {
    let (held, commission) = (order.held()?, order.commission_kept()?);
    let legs = [
        Leg { account: Account::Escrow, amount: held.negate()? },
        Leg { account: Account::Shop, amount: held.checked_sub(commission)? },
        Leg { account: Account::Commission, amount: commission },
    ];
    Transfer::about(order.id.shop(), order.id.number(), order.id, Cause::Release, legs)
}
