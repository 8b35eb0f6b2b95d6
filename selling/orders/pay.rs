use kernel::{Actor, Money, Refused, Timestamp};
use people::rules::Rules;
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{
    Order, OrderAct, OrderId, OrderStage, Purchase, PurchaseId, PurchaseState, Step,
    gifts::{self, promises::RefundUnaddressed},
    money_moved::{self, Move},
    numbers,
    promises::{self, RefundUnshipped, TellOfLatePayment},
    store, tax,
};
use crate::{
    ledger::{self, Account, Cause, Leg, Transfer, Unbalanced},
    payments::{self, Payment, PaymentState},
};

/// What became of the news that a payment succeeded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    /// The money is in escrow, order by order.
    Paid(Vec<OrderId>),
    /// Told before: nothing changes.
    Repeat,
    /// The purchase was closed or paid otherwise in the meantime: the money goes back.
    SentBack,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum PayError {
    #[error("there is no such purchase")]
    NoSuchPurchase,
    #[error("the payment is of another amount than the purchase")]
    OtherAmount,
    #[error(transparent)]
    Refused(#[from] Refused<OrderStage>),
    #[error(transparent)]
    Unbalanced(#[from] Unbalanced),
    #[error("the payment could not be recorded")]
    Store(#[from] DbError),
}

/// Put a purchase's money into escrow, once, and start the shops' clocks; of a gift, the receiver's.
///
/// A payment that comes too late, or a second one, is sent back whole. What stays true: the escrow of a
/// purchase is the sum of its orders, or nothing.
pub async fn pay(tx: &mut Tx, now: Timestamp, rules: &Rules, payment: &Payment) -> Result<Settled, PayError> {
    let id = PurchaseId::new(payment.purchase);
    let purchase = store::find_purchase(tx, id).await?.ok_or(PayError::NoSuchPurchase)?;
    if purchase.total != payment.amount {
        return Err(PayError::OtherAmount);
    }
    if !payments::settle(tx, now, payment.id).await? {
        return Ok(Settled::Repeat);
    }
    if purchase.state != PurchaseState::Unpaid {
        payments::refund(tx, now, payment, "late", payment.amount).await?;
        jobs::enqueue(tx, now, now, &TellOfLatePayment { payment: payment.id }).await?;
        return Ok(Settled::SentBack);
    }
    store::advance_purchase(tx, id, PurchaseState::Paid).await?;
    let address_by = now + rules.time(numbers::GIFT_ADDRESS);
    let is_gift = gifts::find(tx, id).await?.is_some();
    let (mut paid, mut work, mut moves) = (Vec::new(), Vec::new(), Vec::new());
    for order in store::list_of_purchase(tx, id).await? {
        let is_rest = order.deposit.is_some_and(|deposit| deposit.rest == Some(id));
        let ShipClock { ready_at, ship_by } = if is_rest {
            ShipClock { ready_at: None, ship_by: now + rules.time(numbers::SHIP_WITHIN) }
        } else {
            ShipClock::of(&order, now, rules)
        };
        let step = match order.deposit {
            Some(_) if is_rest => Step::PayRest { ship_by },
            Some(_) => Step::PayDeposit { at: now, ready_at, ready_by: ship_by },
            None if is_gift => Step::PayGift { at: now, address_by },
            None => Step::Pay { at: now, ready_at, ship_by },
        };
        let act: OrderAct = step.act();
        let stepped = order.step(step)?;
        store::advance(tx, now, &Actor::System, act, &order, &stepped).await?;
        if is_rest {
            store::rest_paid(tx, order.id).await?;
        }
        let amount = match order.deposit {
            Some(deposit) if is_rest => deposit.due,
            Some(deposit) => deposit.amount,
            None => order.total,
        };
        let transfer = capture(tx, now, &order, payment, amount).await?;
        moves.extend(transfer.map(|transfer| Move { shop: order.id.shop(), transfer }));
        tax::sold(tx, now, &order, is_rest).await?;
        if is_gift {
            work.push(jobs::statement(tx, now, address_by, &RefundUnaddressed { order: order.id })?);
        } else {
            work.push(jobs::statement(tx, now, ship_by, &RefundUnshipped { order: order.id })?);
            work.extend(promises::calls_of_seller(tx, now, rules, order.id, ship_by)?);
        }
        paid.push(order.id);
    }
    work.extend(money_moved::statement(tx, now, moves)?);
    tx.execute_all(&work).await?;
    promises::tell_of_purchase(tx, now, id).await?;
    Ok(Settled::Paid(paid))
}

/// What payments brought that no order of a purchase holds: they came after it was closed, or a second time. All of it
/// goes back.
pub async fn paid_in_vain(tx: &mut Tx, purchase: &Purchase) -> Result<Money, DbError> {
    let paid = payments::list_of_purchase(tx, purchase.id.get()).await?;
    let settled = paid.into_iter().filter(|payment| payment.state == PaymentState::Succeeded);
    let held = usize::from(purchase.state == PurchaseState::Paid);
    let amounts = settled.skip(held).map(|payment| payment.amount);
    Money::sum(amounts, purchase.total.currency()).map_err(|_| DbError::Raced)
}

/// Put what a payment brought into the escrow of one order, with what the market pays of it. The deposit and the rest
/// are two transfers into one escrow, so each has the key of its own payment. The answer is the transfer's number.
async fn capture(
    tx: &mut Tx,
    now: Timestamp,
    order: &Order,
    payment: &Payment,
    amount: Money,
) -> Result<Option<i64>, PayError> {
    // What is paid in two parts is bargained and has no discount.
    let market = order.discount.market;
    let escrow = amount.checked_add(market).map_err(Unbalanced::from)?;
    if escrow.is_zero() {
        return Ok(None);
    }
    let legs = [
        Leg {
            account: Account::Provider(payment.provider.clone()),
            amount: amount.negate().map_err(Unbalanced::from)?,
        },
        Leg { account: Account::Coupons, amount: market.negate().map_err(Unbalanced::from)? },
        Leg { account: Account::Escrow, amount: escrow },
    ];
    let (shop, number) = (order.id.shop(), order.id.number());
    let transfer = match order.deposit {
        Some(_) => Transfer::about(shop, number, payment.id, Cause::Capture, legs)?,
        None => Transfer::about(shop, number, order.id, Cause::Capture, legs)?,
    };
    Ok(ledger::post(tx, now, &transfer).await?)
}

/// The days in which an order is to leave its shop.
pub(super) struct ShipClock {
    /// When it is ready, as the shop has promised; nothing when it could leave at once.
    pub ready_at: Option<Timestamp>,
    /// Some days of grace later: what has not left by then is refunded.
    pub ship_by: Timestamp,
}

impl ShipClock {
    /// The clock of an order that is begun now.
    pub fn of(order: &Order, now: Timestamp, rules: &Rules) -> Self {
        let ready = order.ready_at(now);
        Self { ready_at: (ready > now).then_some(ready), ship_by: ready + rules.time(numbers::SHIP_WITHIN) }
    }
}
