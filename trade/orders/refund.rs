use kernel::{Actor, Timestamp};
use platform::db::{DbError, Tx};

use super::{
    Act, CancelError, Order, OrderId, Reason, Step, news, store,
    tell::{News, tell_buyer},
};
use crate::{
    catalog,
    ledger::{self, Account, Cause, Leg, Transfer, Unbalanced},
    payments,
};

/// Give the buyer back what is in escrow for an order that has not been shipped, and the shop its stock.
pub(super) async fn refund(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    order: &Order,
    reason: Reason,
) -> Result<Order, CancelError> {
    let refunded = order.step(Step::Refund { at: now, reason })?;
    store::advance(tx, now, by, Act::Refund, order, &refunded).await?;
    news::announce(tx, now, order.id, Act::Refund).await?;
    put_stock_back(tx, order.id).await?;
    tell_buyer(tx, now, now, order.id, News::Refunded).await?;
    if order.total.is_zero() {
        return Ok(refunded);
    }
    let payment = payments::find_settled(tx, order.purchase.get()).await?.ok_or(CancelError::NoPayment)?;
    let escrow = order.total.checked_add(order.discount.market).map_err(Unbalanced::from)?;
    let legs = [
        Leg { account: Account::Escrow, amount: escrow.negate().map_err(Unbalanced::from)? },
        Leg { account: Account::Provider(payment.provider.clone()), amount: order.total },
        Leg { account: Account::Coupons, amount: order.discount.market },
    ];
    let transfer = Transfer::about(order.id.shop(), order.id.number(), order.id, Cause::Refund, legs)?;
    ledger::post(tx, now, &transfer).await?;
    payments::refund(tx, now, &payment, &order.id.to_string(), order.total).await?;
    Ok(refunded)
}

/// Give the pieces of an order back to the shop's stock.
pub(super) async fn put_stock_back(tx: &mut Tx, id: OrderId) -> Result<(), DbError> {
    let lines = store::lines(tx, id).await?;
    let held: Vec<catalog::Pieces> =
        lines.iter().filter(|line| line.is_held).map(|line| (line.variant, line.quantity)).collect();
    catalog::put_back(tx, &held).await
}
