//! What an order waits for, and who is to be told of it.

use kernel::{Timestamp, words};
use people::rules::Rules;
use platform::{
    db::{DbError, Statement, Tx},
    jobs::{self, Lane, Promise},
};
use serde::{Deserialize, Serialize};

use super::{OrderId, PurchaseId, numbers};
use crate::payments::PaymentId;

/// Close a purchase that nobody paid.
#[derive(Serialize, Deserialize)]
pub struct CloseUnpaid {
    pub purchase: PurchaseId,
}

impl Promise for CloseUnpaid {
    const KIND: &'static str = "orders.close_unpaid";
}

/// Refund an order that was never shipped.
#[derive(Serialize, Deserialize)]
pub struct RefundUnshipped {
    pub order: OrderId,
}

impl Promise for RefundUnshipped {
    const KIND: &'static str = "orders.refund_unshipped";
}

/// Give the deposit to the shop when the rest was not paid.
#[derive(Serialize, Deserialize)]
pub struct ForfeitDeposit {
    pub order: OrderId,
}

impl Promise for ForfeitDeposit {
    const KIND: &'static str = "orders.forfeit_deposit";
}

/// Release the escrow of an order whose buyer stayed silent.
#[derive(Serialize, Deserialize)]
pub struct ReleaseEscrow {
    pub order: OrderId,
}

impl Promise for ReleaseEscrow {
    const KIND: &'static str = "orders.release_escrow";
}

words! {
    /// What a buyer is told about one order.
    BuyerNews {
        Shipped = "shipped", ReleaseNear = "release_near", Refunded = "refunded", Ready = "ready",
        Forfeited = "forfeited",
    }
}

words! {
    /// What a seller is told about one order.
    Call { ToShip = "to_ship", Remind = "remind", Kept = "kept" }
}

/// Tell a buyer that a purchase is paid, or that it was closed since it was not.
#[derive(Serialize, Deserialize)]
pub struct TellOfPurchase {
    pub purchase: PurchaseId,
}

impl Promise for TellOfPurchase {
    const KIND: &'static str = "orders.tell_of_purchase";
    const LANE: Lane = Lane::Post;
}

/// Tell a buyer that a payment came when there was nothing to pay, and goes back.
#[derive(Serialize, Deserialize)]
pub struct TellOfLatePayment {
    pub payment: PaymentId,
}

impl Promise for TellOfLatePayment {
    const KIND: &'static str = "orders.tell_of_late_payment";
    const LANE: Lane = Lane::Post;
}

/// Tell a buyer what has become of an order.
#[derive(Serialize, Deserialize)]
pub struct TellBuyer {
    pub order: OrderId,
    pub news: String,
}

impl Promise for TellBuyer {
    const KIND: &'static str = "orders.tell_buyer";
    const LANE: Lane = Lane::Post;
}

/// Tell a seller that an order is to be shipped, or still is.
#[derive(Serialize, Deserialize)]
pub struct TellSeller {
    pub order: OrderId,
    pub call: String,
}

impl Promise for TellSeller {
    const KIND: &'static str = "orders.tell_seller";
    const LANE: Lane = Lane::Post;
}

/// Have a buyer told about a purchase.
pub(super) async fn tell_of_purchase(
    tx: &mut Tx,
    now: Timestamp,
    purchase: PurchaseId,
) -> Result<(), DbError> {
    jobs::enqueue(tx, now, now, &TellOfPurchase { purchase }).await
}

/// Have a buyer told about an order, at `at`.
pub(super) async fn tell_buyer(
    tx: &mut Tx,
    now: Timestamp,
    at: Timestamp,
    order: OrderId,
    news: BuyerNews,
) -> Result<(), DbError> {
    jobs::enqueue(tx, now, at, &TellBuyer { order, news: news.name().to_owned() }).await
}

/// Have a buyer warned before the escrow of an order is released, unless that is too soon to matter.
pub(super) async fn warn_before_release(
    tx: &mut Tx,
    now: Timestamp,
    rules: &Rules,
    order: OrderId,
    until: Timestamp,
) -> Result<(), DbError> {
    let at = until - rules.time(numbers::RELEASE_NOTICE);
    if at > now { tell_buyer(tx, now, at, order, BuyerNews::ReleaseNear).await } else { Ok(()) }
}

/// Have a seller told that an order is to be made or shipped by then, and reminded while it is not.
pub(super) async fn call_seller(
    tx: &mut Tx,
    now: Timestamp,
    rules: &Rules,
    order: OrderId,
    ship_by: Timestamp,
) -> Result<(), DbError> {
    let calls = calls_of_seller(tx, now, rules, order, ship_by)?;
    tx.execute_all(&calls).await.map(drop)
}

/// The same, to be written with others.
pub(super) fn calls_of_seller(
    tx: &mut Tx,
    now: Timestamp,
    rules: &Rules,
    order: OrderId,
    ship_by: Timestamp,
) -> Result<Vec<Statement>, DbError> {
    let call = |call: Call| TellSeller { order, call: call.name().to_owned() };
    let mut calls = vec![jobs::statement(tx, now, now, &call(Call::ToShip))?];
    let made = ship_by - rules.time(numbers::SHIP_WITHIN);
    for after in [numbers::FIRST_REMINDER, numbers::SECOND_REMINDER]
        .map(|number| rules.time(number))
        .into_iter()
        .filter(|after| *after < rules.time(numbers::SHIP_WITHIN))
    {
        calls.push(jobs::statement(tx, now, made + after, &call(Call::Remind))?);
    }
    Ok(calls)
}

/// Have a seller told that a deposit is theirs.
pub(super) async fn tell_of_deposit(tx: &mut Tx, now: Timestamp, order: OrderId) -> Result<(), DbError> {
    jobs::enqueue(tx, now, now, &TellSeller { order, call: Call::Kept.name().to_owned() }).await
}
