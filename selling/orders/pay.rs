use std::time::Duration;

use kernel::{Actor, Money, Refused, Timestamp};
use people::rules::Rules;
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{
    Order, OrderAct, OrderId, OrderStage, PurchaseId, PurchaseState, Step,
    gifts::{self, promises::RefundUnaddressed},
    numbers,
    promises::{self, RefundUnshipped},
    store,
};
use crate::{
    ledger::{self, Account, Cause, Leg, Transfer, Unbalanced},
    payments::{self, Payment},
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
        return Ok(Settled::SentBack);
    }
    store::advance_purchase(tx, id, PurchaseState::Paid).await?;
    let (ship_by, address_by) =
        (now + rules.time(numbers::SHIP_WITHIN), now + rules.time(numbers::GIFT_ADDRESS));
    let is_gift = gifts::find(tx, id).await?.is_some();
    let mut paid = Vec::new();
    for order in store::list_of_purchase(tx, id).await? {
        let is_rest = order.deposit.is_some_and(|deposit| deposit.rest == Some(id));
        let ship_by = if is_rest { ship_by } else { ship_by + days(order.make_days) };
        let step = match order.deposit {
            Some(_) if is_rest => Step::PayRest { ship_by },
            Some(_) => Step::PayDeposit { at: now, ready_by: ship_by },
            None if is_gift => Step::PayGift { at: now, address_by },
            None => Step::Pay { at: now, ship_by },
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
        capture(tx, now, &order, payment, amount).await?;
        if is_gift {
            jobs::enqueue(tx, now, address_by, &RefundUnaddressed { order: order.id }).await?;
        } else {
            jobs::enqueue(tx, now, ship_by, &RefundUnshipped { order: order.id }).await?;
            promises::call_seller(tx, now, rules, order.id, ship_by).await?;
        }
        paid.push(order.id);
    }
    promises::tell_of_purchase(tx, now, id).await?;
    Ok(Settled::Paid(paid))
}

/// Put what a payment brought into the escrow of one order, with what the market pays of it. The deposit and the rest
/// are two transfers into one escrow, so each has the key of its own payment.
async fn capture(
    tx: &mut Tx,
    now: Timestamp,
    order: &Order,
    payment: &Payment,
    amount: Money,
) -> Result<(), PayError> {
    // What is paid in two parts is bargained and has no discount.
    let market = order.discount.market;
    let escrow = amount.checked_add(market).map_err(Unbalanced::from)?;
    if escrow.is_zero() {
        return Ok(());
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
    ledger::post(tx, now, &transfer).await?;
    Ok(())
}

fn days(count: i64) -> Duration {
    kernel::days(u64::try_from(count).unwrap_or(0))
}
