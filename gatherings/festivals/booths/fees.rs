//! Fees: an order that is paid confirms a booth, and what has no booth goes back.

use kernel::{Actor, Money, OrderId, ShopRole, Timestamp};
use people::{rules::Rules, shops};
use platform::db::{DbError, Tx};
use selling::orders::{self, Order, OrderAmount, OrderLine, OrderStage, Parcel, refunds};

use super::{
    Application, ApplicationAct, ApplyError, Fee, FeeState, Step, fee_store,
    give::lose,
    promises::{News, tell},
    store,
};
use crate::festivals::{Zone, store as festival_store};

/// What happens to a fee whose booth is given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WhatOfFee {
    GiveBack,
    Keep,
}

/// The organiser, as who looks after their orders.
async fn organiser(tx: &mut Tx, order: OrderId) -> Result<Option<Actor>, DbError> {
    let owner = shops::owned_by(tx, order.shop()).await?;
    Ok(owner.map(|account| Actor::Seller { account, shop: order.shop(), role: ShopRole::Owner }))
}

/// What of an order is a fee: its line with the zones for which it may be paid.
async fn fee_line(tx: &mut Tx, lines: &[OrderLine]) -> Result<Option<(OrderLine, Vec<Zone>)>, DbError> {
    for line in lines {
        let Some(listing) = line.page() else { continue };
        let zones = festival_store::zones_of_fee(tx, listing).await?;
        if !zones.is_empty() {
            return Ok(Some((line.clone(), zones)));
        }
    }
    Ok(None)
}

/// Have the fee of an order be as it is now: told once or often, early or late, it comes to the same.
pub(super) async fn settle(
    tx: &mut Tx,
    now: Timestamp,
    rules: &Rules,
    id: OrderId,
) -> Result<(), ApplyError> {
    let Some(order) = orders::find(tx, id).await? else { return Ok(()) };
    let known = fee_store::find(tx, id).await?;
    match (order.state.stage(), known) {
        (OrderStage::Paid | OrderStage::Shipped | OrderStage::Completed, None) => {
            paid(tx, now, rules, &order).await
        }
        (OrderStage::Refunded, Some(fee)) if fee.state != FeeState::Returned => gone_back(tx, now, fee).await,
        _ => Ok(()),
    }
}

/// A fee was paid: it confirms the booth of a shop in which its buyer works, or goes back at once.
async fn paid(tx: &mut Tx, now: Timestamp, rules: &Rules, order: &Order) -> Result<(), ApplyError> {
    let lines = orders::lines(tx, order.id).await?;
    let Some((_, zones)) = fee_line(tx, &lines).await? else { return Ok(()) };
    let mut accepted = None;
    for zone in &zones {
        accepted = store::accepted_of(tx, zone.id, order.buyer).await?;
        if accepted.is_some() {
            break;
        }
    }
    let Some(before) = accepted else {
        let Some(zone) = zones.first().map(|zone| zone.id) else { return Ok(()) };
        let state = give_back(tx, now, rules, order).await?;
        let fee = Fee { order: order.id, zone, application: None, state };
        return Ok(fee_store::insert(tx, now, &fee).await?);
    };
    let confirmed = before.next(Step::Confirm { order: Some(order.id) })?;
    store::advance(tx, now, &Actor::System, ApplicationAct::Confirm, (&before, &confirmed)).await?;
    let fee = Fee {
        order: order.id,
        zone: before.wants.zone,
        application: Some(before.id),
        state: FeeState::Booth,
    };
    fee_store::insert(tx, now, &fee).await?;
    hand_over(tx, now, rules, (order, &lines), &confirmed).await?;
    tell(tx, now, &confirmed, News::ToOrganiser).await?;
    Ok(tell(tx, now, &confirmed, News::ToApplicant).await?)
}

/// A booth is handed over with its number: from here on the days run in which its buyer may object, and an order that was
/// never sent does not go back by itself. An order of other things besides is sent by its shop.
async fn hand_over(
    tx: &mut Tx,
    now: Timestamp,
    rules: &Rules,
    (order, lines): (&Order, &[OrderLine]),
    confirmed: &Application,
) -> Result<(), ApplyError> {
    if order.state.stage() != OrderStage::Paid || lines.len() != 1 {
        return Ok(());
    }
    let Some(by) = organiser(tx, order.id).await? else { return Ok(()) };
    let tracking = confirmed.state.booth().map(|number| number.to_string()).unwrap_or_default();
    let parcel = Parcel { carrier: String::new(), tracking };
    match orders::ship(tx, &by, now, rules, order.id, parcel).await {
        Ok(_) => Ok(()),
        Err(orders::ShipError::Store(error)) => Err(error.into()),
        // It is sent by its shop in its own time.
        Err(_) => Ok(()),
    }
}

/// Whoever paid has the money already: the booth goes with it.
async fn gone_back(tx: &mut Tx, now: Timestamp, fee: Fee) -> Result<(), ApplyError> {
    fee_store::advance(tx, now, fee.order, (fee.state, FeeState::Returned)).await?;
    let Some(id) = fee.application else { return Ok(()) };
    let Some(before) = store::find(tx, id).await? else { return Ok(()) };
    if before.state.order() == Some(fee.order) { lose(tx, now, &before).await } else { Ok(()) }
}

/// What happens to the fee of a booth that was given back.
pub(super) async fn settle_ended(
    tx: &mut Tx,
    now: Timestamp,
    rules: &Rules,
    id: OrderId,
    what: WhatOfFee,
) -> Result<(), DbError> {
    let state = match (what, orders::find(tx, id).await?) {
        (WhatOfFee::Keep, _) => FeeState::Kept,
        (WhatOfFee::GiveBack, Some(order)) => give_back(tx, now, rules, &order).await?,
        (WhatOfFee::GiveBack, None) => FeeState::Owed,
    };
    fee_store::advance(tx, now, id, (FeeState::Booth, state)).await
}

/// Send a fee back in the organiser's name. What cannot go back now, since its buyer has asked for it by themselves or it is in
/// the market's hands, is owed.
async fn give_back(tx: &mut Tx, now: Timestamp, rules: &Rules, order: &Order) -> Result<FeeState, DbError> {
    let Some(by) = organiser(tx, order.id).await? else { return Ok(FeeState::Owed) };
    let lines = orders::lines(tx, order.id).await?;
    let is_alone = lines.len() == 1;
    if is_alone && order.state.stage() == OrderStage::Paid {
        return match orders::cancel(tx, &by, now, rules, order.id).await {
            Ok(_) => Ok(FeeState::Returned),
            Err(orders::CancelError::Store(error)) => Err(error),
            Err(_) => Ok(FeeState::Owed),
        };
    }
    let Some(amount) = left_of_fee(tx, order, &lines, is_alone).await? else { return Ok(FeeState::Owed) };
    match refunds::give(tx, &by, now, "festival-fee", order.id, amount, String::new()).await {
        Ok(_) => Ok(FeeState::Returned),
        Err(refunds::GiveError::Step(refunds::StepError::Store(error))) => Err(error),
        Err(_) => Ok(FeeState::Owed),
    }
}

/// What of an order is still to be given back for a fee.
async fn left_of_fee(
    tx: &mut Tx,
    order: &Order,
    lines: &[OrderLine],
    is_alone: bool,
) -> Result<Option<Money>, DbError> {
    let left = order.left().and_then(OrderAmount::total).ok();
    if is_alone {
        return Ok(left);
    }
    let paid = fee_line(tx, lines).await?.and_then(|(line, _)| line.paid().ok());
    let (Some(left), Some(paid)) = (left, paid) else { return Ok(None) };
    Ok(Some(if paid.minor() < left.minor() { paid } else { left }))
}
