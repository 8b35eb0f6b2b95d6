//! Who is told what, and when: each job looks at the order as it is by then, and says nothing when it has moved on.

use std::collections::BTreeSet;

use kernel::Timestamp;
use people::{
    accounts::{self, Account},
    market::Market,
    notifications::post,
    shops,
};
use platform::{
    db::{DbError, Tx},
    jobs::Failure,
};

use super::{
    Extension, Order, OrderAmount, OrderStage, OrderState, PurchaseId, PurchaseState,
    gifts::mail::GiftPaid,
    mail::{
        Mentioned, OrderRefunded, OrderShipped, OrderToShip, PaymentSentBack, PurchaseClosed, PurchasePaid,
        ReleaseNear, ShipReminder,
    },
    mentioned, numbers,
    promises::{self, BuyerNews, Call, TellBuyer, TellOfLatePayment, TellOfPurchase, TellSeller},
    store,
    work_mail::{DepositForfeited, DepositKept, DepositPaid, PieceReady, PieceToMake},
};
use crate::{Selling, payments};

pub(super) async fn tell_of_purchase(
    market: Selling,
    now: Timestamp,
    job: TellOfPurchase,
) -> Result<(), Failure> {
    let read = async move |tx: &mut Tx| {
        let orders = store::list_of_purchase(tx, job.purchase).await?;
        let Some(first) = orders.first() else { return Ok(None) };
        let Some(buyer) = accounts::find(tx, first.buyer).await? else { return Ok(None) };
        let mut list = Vec::with_capacity(orders.len());
        for order in &orders {
            list.extend(mentioned(tx, order, buyer.language).await?);
        }
        let total = store::find_purchase(tx, job.purchase).await?.map(|purchase| purchase.total);
        Ok::<_, DbError>(total.map(|total| (buyer, orders, list, total)))
    };
    let Some((buyer, orders, mut list, total)) = market.db.read(read).await? else { return Ok(()) };
    if orders.iter().all(|order| order.state.stage() == OrderStage::Closed) {
        return post(&market, &buyer, now, &PurchaseClosed { orders: list }).await;
    }
    let ship_by: BTreeSet<Timestamp> = orders
        .iter()
        .filter_map(|order| match &order.state {
            OrderState::Paid { ship_by, .. } => Some(*ship_by),
            _ => None,
        })
        .collect();
    let address_by = orders.iter().find_map(|order| match &order.state {
        OrderState::Unaddressed { address_by, .. } => Some(*address_by),
        _ => None,
    });
    let purchase = job.purchase;
    if let [order] = orders.as_slice()
        && let (Some(deposit), OrderState::Deposited { ready_by, .. }) = (order.deposit, &order.state)
    {
        let order = list.remove(0);
        return post(&market, &buyer, now, &DepositPaid { order, deposit, ready_by: *ready_by }).await;
    }
    if let Some(address_by) = address_by {
        return post(&market, &buyer, now, &GiftPaid { purchase, orders: list, total, address_by }).await;
    }
    let Some(first) = ship_by.first().copied() else { return Ok(()) };
    let ship_by = Some(first).filter(|_| ship_by.len() == 1);
    post(&market, &buyer, now, &PurchasePaid { purchase, orders: list, total, ship_by }).await
}

pub(super) async fn tell_of_late_payment(
    market: Selling,
    now: Timestamp,
    job: TellOfLatePayment,
) -> Result<(), Failure> {
    let read = async move |tx: &mut Tx| {
        let Some(payment) = payments::find(tx, job.payment).await? else { return Ok(None) };
        let Some(purchase) = store::find_purchase(tx, PurchaseId::new(payment.purchase)).await? else {
            return Ok(None);
        };
        let payer = accounts::find(tx, payment.payer).await?;
        Ok::<_, DbError>(payer.map(|payer| (payer, purchase, payment.amount)))
    };
    let Some((payer, purchase, amount)) = market.db.read(read).await? else { return Ok(()) };
    let is_paid = purchase.state == PurchaseState::Paid;
    post(&market, &payer, now, &PaymentSentBack { purchase: purchase.id, amount, is_paid }).await
}

pub(super) async fn tell_buyer(market: Selling, now: Timestamp, job: TellBuyer) -> Result<(), Failure> {
    let read = async move |tx: &mut Tx| {
        let Some(order) = store::find(tx, job.order).await? else { return Ok(None) };
        let Some(buyer) = accounts::find(tx, order.buyer).await? else { return Ok(None) };
        let mentioned = mentioned(tx, &order, buyer.language).await?;
        Ok::<_, DbError>(mentioned.map(|mentioned| (order, buyer, mentioned)))
    };
    let Some((order, buyer, mentioned)) = market.db.read(read).await? else { return Ok(()) };
    let news = BuyerNews::parse(&job.news).ok_or_else(|| Failure(format!("{} is no news", job.news)))?;
    match news {
        BuyerNews::Shipped => tell_shipped(&market, now, &buyer, order.state, mentioned).await,
        BuyerNews::ReleaseNear => tell_release(&market, now, &buyer, order.state, mentioned).await,
        BuyerNews::Refunded => {
            // What was given back before it was cancelled has been told.
            let total = order.left().and_then(OrderAmount::total).unwrap_or(order.total);
            tell_refunded(&market, now, &buyer, order.state, Mentioned { total, ..mentioned }).await
        }
        BuyerNews::Ready => tell_ready(&market, now, &buyer, &order, mentioned).await,
        BuyerNews::Forfeited => {
            let amount = order.paid().map_or(order.total, |paid| paid.goods);
            post(&market, &buyer, now, &DepositForfeited { order: mentioned, amount }).await
        }
    }
}

async fn tell_shipped(
    market: &Market,
    now: Timestamp,
    buyer: &Account,
    state: OrderState,
    order: Mentioned,
) -> Result<(), Failure> {
    let OrderState::Shipped { parcel, objection_until, .. } = state else { return Ok(()) };
    post(market, buyer, now, &OrderShipped { order, parcel, objection_until }).await
}

/// Warn before the release. While more days were asked for since, or an objection lets them stand still, the job
/// looks again later.
async fn tell_release(
    market: &Market,
    now: Timestamp,
    buyer: &Account,
    state: OrderState,
    order: Mentioned,
) -> Result<(), Failure> {
    let again = match state {
        OrderState::Shipped { objection_until: until, extension, .. } => {
            let at = until - market.rules().time(numbers::RELEASE_NOTICE);
            if at <= now {
                let may_extend = extension == Extension::Possible;
                return post(market, buyer, now, &ReleaseNear { order, until, may_extend }).await;
            }
            at
        }
        OrderState::Objected { .. } => now + kernel::days(1),
        OrderState::Unpaid { .. }
        | OrderState::Unaddressed { .. }
        | OrderState::Deposited { .. }
        | OrderState::Due { .. }
        | OrderState::Paid { .. }
        | OrderState::Completed { .. }
        | OrderState::Closed { .. }
        | OrderState::Refunded { .. } => return Ok(()),
    };
    let id = order.id;
    let later =
        async move |tx: &mut Tx| promises::tell_buyer(tx, now, again, id, BuyerNews::ReleaseNear).await;
    market.db.write(later).await.map_err(Failure::from)
}

async fn tell_ready(
    market: &Market,
    now: Timestamp,
    buyer: &Account,
    order: &Order,
    mentioned: Mentioned,
) -> Result<(), Failure> {
    let OrderState::Due { rest_by, .. } = order.state else { return Ok(()) };
    let Some((deposit, rest)) = order.deposit.and_then(|deposit| Some((deposit, deposit.rest?))) else {
        return Ok(());
    };
    post(market, buyer, now, &PieceReady { order: mentioned, deposit, rest, rest_by }).await
}

async fn tell_refunded(
    market: &Market,
    now: Timestamp,
    buyer: &Account,
    state: OrderState,
    order: Mentioned,
) -> Result<(), Failure> {
    let OrderState::Refunded { reason, .. } = state else { return Ok(()) };
    post(market, buyer, now, &OrderRefunded { order, reason }).await
}

pub(super) async fn tell_seller(market: Selling, now: Timestamp, job: TellSeller) -> Result<(), Failure> {
    let read = async move |tx: &mut Tx| {
        let Some(order) = store::find(tx, job.order).await? else { return Ok(None) };
        let Some(owner) = shops::owned_by(tx, job.order.shop()).await? else { return Ok(None) };
        let Some(owner) = accounts::find(tx, owner).await? else { return Ok(None) };
        let mentioned = mentioned(tx, &order, owner.language).await?;
        Ok::<_, DbError>(mentioned.map(|mentioned| (order, owner, mentioned)))
    };
    let Some((found, owner, order)) = market.db.read(read).await? else { return Ok(()) };
    let call = Call::parse(&job.call).ok_or_else(|| Failure(format!("{} is no call", job.call)))?;
    if call == Call::Kept {
        let amount = found.paid().map_or(found.total, |paid| paid.goods);
        let kept = found.payout().unwrap_or(amount);
        return post(&market, &owner, now, &DepositKept { order, amount, kept }).await;
    }
    if let (OrderState::Deposited { ready_by, .. }, Some(deposit)) = (&found.state, found.deposit) {
        let ready_by = *ready_by;
        return post(&market, &owner, now, &PieceToMake { order, deposit, ready_by }).await;
    }
    let OrderState::Paid { ship_by, .. } = found.state else { return Ok(()) };
    match call {
        Call::ToShip => post(&market, &owner, now, &OrderToShip { order, ship_by }).await,
        Call::Remind => {
            let days = ship_by.since(now).as_secs().div_ceil(86_400);
            post(&market, &owner, now, &ShipReminder { order, ship_by, days }).await
        }
        Call::Kept => Ok(()),
    }
}
