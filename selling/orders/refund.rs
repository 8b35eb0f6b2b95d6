use goods::catalog;
use kernel::{Actor, Money, MoneyError, Timestamp};
use platform::db::{DbError, Tx};

use super::{
    CancelError, Order, OrderAct, OrderAmount, OrderId, PurchaseState, Reason, Step, lines, money_moved,
    order_moved,
    promises::{BuyerNews, tell_buyer},
    store, tax,
};
use crate::{
    ledger::{self, Account, Cause, Leg, Transfer, Unbalanced},
    payments::{self, Payment},
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
    store::advance(tx, now, by, OrderAct::Refund, order, &refunded).await?;
    order_moved::announce(tx, now, order.id, OrderAct::Refund).await?;
    put_stock_back(tx, order.id).await?;
    tell_buyer(tx, now, now, order.id, BuyerNews::Refunded).await?;
    close_rest(tx, order).await?;
    let amount = order.left().and_then(OrderAmount::total).map_err(Unbalanced::from)?;
    if amount.is_zero() {
        return Ok(refunded);
    }
    let back = SentBack::of(tx, order, amount).await?.ok_or(CancelError::NoPayment)?;
    let sums = || Ok::<_, MoneyError>((order.held()?.negate()?, order.market_share_kept()?));
    let (escrow, market) = sums().map_err(Unbalanced::from)?;
    let mut legs = vec![
        Leg { account: Account::Escrow, amount: escrow },
        Leg { account: Account::Coupons, amount: market },
    ];
    legs.extend(back.legs());
    let transfer = Transfer::about(order.id.shop(), order.id.number(), order.id, Cause::Refund, legs)?;
    let posted = ledger::post(tx, now, &transfer).await?;
    money_moved::announce(tx, now, order.id.shop(), posted).await?;
    tax::cancelled(tx, now, order).await?;
    back.send(tx, now, &order.id.to_string()).await?;
    Ok(refunded)
}

/// Nobody shall pay the rest of an order that does not go on.
pub(super) async fn close_rest(tx: &mut Tx, order: &Order) -> Result<(), DbError> {
    let rest = order.deposit.filter(|deposit| deposit.due.is_positive()).and_then(|deposit| deposit.rest);
    match rest {
        Some(rest) => store::advance_purchase(tx, rest, PurchaseState::Closed).await,
        None => Ok(()),
    }
}

/// Through which payments an amount of one order goes back: the latest is emptied first, so that whatever is sent
/// back in whatever steps, no payment sends back more than it brought.
pub(super) struct SentBack(Vec<(Payment, Money)>);

impl SentBack {
    /// None when a payment that should be there is not.
    pub async fn of(tx: &mut Tx, order: &Order, amount: Money) -> Result<Option<Self>, DbError> {
        let Some(first) = payments::find_settled(tx, order.purchase.get()).await? else { return Ok(None) };
        let rest = order.deposit.filter(|deposit| deposit.due.is_zero()).and_then(|deposit| deposit.rest);
        let Some(rest) = rest else { return Ok(Some(Self(vec![(first, amount)]))) };
        let Some(second) = payments::find_settled(tx, rest.get()).await? else { return Ok(None) };
        let overflow = || DbError::Raced;
        let already = order.refunded.total().map_err(|_| overflow())?;
        let open = second.amount.minor().saturating_sub(already.minor()).clamp(0, amount.minor());
        let of_second = Money::new(open, amount.currency());
        let of_first = amount.checked_sub(of_second).map_err(|_| overflow())?;
        let parts = [(second, of_second), (first, of_first)];
        Ok(Some(Self(parts.into_iter().filter(|(_, part)| part.is_positive()).collect())))
    }

    pub fn legs(&self) -> impl Iterator<Item = Leg> + '_ {
        self.0.iter().map(|(payment, amount)| Leg {
            account: Account::Provider(payment.provider.clone()),
            amount: *amount,
        })
    }

    /// Want it sent, once per key and payment.
    pub async fn send(&self, tx: &mut Tx, now: Timestamp, key: &str) -> Result<(), DbError> {
        for (payment, amount) in &self.0 {
            payments::refund(tx, now, payment, key, *amount).await?;
        }
        Ok(())
    }
}

/// Give the pieces of an order back to the shop's stock.
pub(super) async fn put_stock_back(tx: &mut Tx, id: OrderId) -> Result<(), DbError> {
    let lines = lines(tx, id).await?;
    let held: Vec<catalog::Pieces> =
        lines.iter().filter(|line| line.is_held).map(|line| (line.variant, line.quantity)).collect();
    catalog::put_back(tx, &held).await
}
