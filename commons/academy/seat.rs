//! Seats that are bought: an order that is paid opens the course, and one whose money goes back closes it again.

use kernel::{AccountId, Actor, OrderId, Timestamp};
use platform::db::{DbError, Tx};
use selling::orders::{self, OrderState};

use super::{
    Course, Enrolment, EnrolmentAct, EnrolmentStage, certify, cohorts, course_store,
    enrolment_store as store, learn_error::LearnError,
};

/// Whether the money for an order is there, and has not gone back.
pub(super) fn is_paid(state: &OrderState) -> bool {
    match state {
        OrderState::Paid { .. }
        | OrderState::Unaddressed { .. }
        | OrderState::Shipped { .. }
        | OrderState::Objected { .. }
        | OrderState::Completed { .. } => true,
        OrderState::Unpaid { .. }
        | OrderState::Deposited { .. }
        | OrderState::Due { .. }
        | OrderState::Closed { .. }
        | OrderState::Refunded { .. } => false,
    }
}

/// Whether somebody has paid for the seat that they had.
pub(super) async fn is_kept(tx: &mut Tx, before: Option<&Enrolment>) -> Result<bool, DbError> {
    let Some(order) = before.and_then(|it| it.order) else { return Ok(false) };
    Ok(orders::find(tx, order).await?.is_some_and(|order| is_paid(&order.state)))
}

/// Give somebody a seat, for the first time or again.
pub(super) async fn take(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    (course, account): (&Course, AccountId),
    before: Option<Enrolment>,
    order: Option<OrderId>,
) -> Result<Enrolment, LearnError> {
    if let Some(before) = before {
        let after = Enrolment { order, ..before.next(EnrolmentAct::Return, now)? };
        store::advance(tx, now, by, EnrolmentAct::Return, (&before, &after)).await?;
        // Work that was marked while they were away may have been the last that was missing.
        return Ok(certify::settle(tx, now, after).await?);
    }
    let stage = EnrolmentStage::Enrolled;
    let new = Enrolment { course: course.id, account, stage, order, enrolled_at: now, completed_at: None };
    store::insert(tx, by, &new).await?;
    Ok(new)
}

/// Have the seats of an order be as it is now: told once or often, early or late, it comes to the same. Who has completed
/// the course keeps what they have learnt, whatever becomes of the money.
pub(super) async fn settle(tx: &mut Tx, now: Timestamp, id: OrderId) -> Result<(), LearnError> {
    let Some(order) = orders::find(tx, id).await? else { return Ok(()) };
    match order.state {
        state if is_paid(&state) => {}
        OrderState::Refunded { .. } => return give_back(tx, now, id).await,
        _ => return Ok(()),
    }
    for line in orders::lines(tx, id).await? {
        let Some(listing) = line.page() else { continue };
        for course in course_store::of_seat(tx, listing).await? {
            let before = store::find(tx, course.id, order.buyer).await?;
            if before.as_ref().is_none_or(|before| !before.is_in() && before.order != Some(id)) {
                take(tx, &Actor::System, now, (&course, order.buyer), before, Some(id)).await?;
            }
        }
    }
    Ok(())
}

async fn give_back(tx: &mut Tx, now: Timestamp, id: OrderId) -> Result<(), LearnError> {
    for before in store::of_order(tx, id).await? {
        if before.stage == EnrolmentStage::Enrolled {
            let after = before.next(EnrolmentAct::Leave, now)?;
            store::advance(tx, now, &Actor::System, EnrolmentAct::Leave, (&before, &after)).await?;
            cohorts::give_up(tx, &Actor::System, now, before.course, before.account).await?;
        }
    }
    Ok(())
}
