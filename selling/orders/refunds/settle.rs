//! The end of a request: what it gives back, and how the order goes on.

use kernel::{Actor, Money, Timestamp};
use platform::{db::Tx, jobs};

use super::{
    RefundRequest, Step, StepError,
    plan::share,
    promises::{self, RefundPaid},
    store,
};
use crate::{
    ledger::{self, Account, Cause, Leg, Transfer, Unbalanced},
    orders::{
        self, Order, OrderAct, OrderStage, Proration, money_moved, promises::ReleaseEscrow, refund::SentBack,
    },
};

/// End a request with money: an amount up to what was asked for goes back to the buyer, at once.
///
/// Before the order is completed it comes out of escrow; afterwards the shop owes it, and the market its commission
/// on it. What the market had paid by a coupon goes back to the market in proportion. A shop's balance may fall below
/// nothing; what is released to it later makes up for that.
pub(super) async fn settle(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    request: &RefundRequest,
    step: Step,
    amount: Money,
) -> Result<RefundRequest, StepError> {
    let act = step.act();
    let lines = store::lines(tx, request.id).await?;
    let share = share(&lines, request.asked.shipping, amount)?;
    let parts = share.parts()?;
    let after = RefundRequest { refunded: parts, updated_at: now, ..request.step(step)? };
    let order = find_order(tx, request).await?;
    store::advance(tx, now, by, act, request, &after).await?;
    for (line, part) in lines.iter().zip(&share.lines) {
        store::give_line(tx, request.id, line.position, *part).await?;
    }
    let (given, back) = order.give_back(parts)?;
    orders::store::give_back(tx, order.id, parts, back.market).await?;
    let given_lines: Vec<(i64, Money)> =
        lines.iter().map(|line| line.position).zip(share.lines.iter().copied()).collect();
    orders::tax::gave_back(tx, now, &order, request.id.number(), &given_lines, (parts, back)).await?;
    let sent = SentBack::of(tx, &order, amount).await?.ok_or(StepError::NoPayment)?;
    let mut legs = if order.state.stage() == OrderStage::Completed {
        from_the_shop(amount, back)?
    } else {
        from_escrow(amount, back)?
    };
    legs.extend(sent.legs());
    let about = order.id;
    let transfer = Transfer::about(about.shop(), about.number(), request.id, Cause::Refund, legs)?;
    let posted = ledger::post(tx, now, &transfer).await?;
    money_moved::announce(tx, now, about.shop(), posted).await?;
    if order.state.stage() == OrderStage::Completed {
        for transfer in orders::host_paid::give_back(&order, request.id.to_string(), back.host)? {
            ledger::post(tx, now, &transfer).await?;
        }
    }
    sent.send(tx, now, &request.id.to_string()).await?;
    go_on(tx, by, now, &given).await?;
    jobs::enqueue(tx, now, now, &RefundPaid { request: request.id }).await?;
    promises::tell_of_step(tx, by, now, &after).await?;
    Ok(after)
}

/// End a request without money.
pub(super) async fn close(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    request: &RefundRequest,
    step: Step,
) -> Result<RefundRequest, StepError> {
    let act = step.act();
    let after = RefundRequest { updated_at: now, ..request.step(step)? };
    let order = find_order(tx, request).await?;
    store::advance(tx, now, by, act, request, &after).await?;
    go_on(tx, by, now, &order).await?;
    promises::tell_of_step(tx, by, now, &after).await?;
    Ok(after)
}

async fn find_order(tx: &mut Tx, request: &RefundRequest) -> Result<Order, StepError> {
    orders::find(tx, request.order).await?.ok_or(StepError::NoSuchRequest)
}

fn from_escrow(amount: Money, back: Proration) -> Result<Vec<Leg>, Unbalanced> {
    let escrow = Leg { account: Account::Escrow, amount: amount.checked_add(back.market)?.negate()? };
    Ok(vec![escrow, Leg { account: Account::Coupons, amount: back.market }])
}

fn from_the_shop(amount: Money, back: Proration) -> Result<Vec<Leg>, Unbalanced> {
    let owed = amount.checked_add(back.market)?.checked_sub(back.commission)?;
    let shop = Leg { account: Account::Shop, amount: owed.negate()? };
    let market = Leg { account: Account::Commission, amount: back.commission.negate()? };
    Ok(vec![shop, market, Leg { account: Account::Coupons, amount: back.market }])
}

/// Let the order go on after its request: with the days that were left, or to its end when nothing of it is left.
async fn go_on(tx: &mut Tx, by: &Actor, now: Timestamp, order: &Order) -> Result<(), StepError> {
    let (act, step) = match order.state.stage() {
        OrderStage::Objected | OrderStage::Shipped if order.is_given_back() => {
            (OrderAct::Repay, orders::Step::Repay { at: now })
        }
        OrderStage::Objected => (OrderAct::Resume, orders::Step::Resume { at: now }),
        OrderStage::Unpaid
        | OrderStage::Unaddressed
        | OrderStage::Deposited
        | OrderStage::Due
        | OrderStage::Paid
        | OrderStage::Shipped
        | OrderStage::Completed
        | OrderStage::Closed
        | OrderStage::Refunded => return Ok(()),
    };
    let after = order.step(step)?;
    orders::store::advance(tx, now, by, act, order, &after).await?;
    if let Some(until) = after.state.due_at() {
        jobs::enqueue(tx, now, until, &ReleaseEscrow { order: order.id }).await?;
    }
    Ok(())
}
