use kernel::days;

use super::*;

fn one_of(state: OrderStage) -> OrderState {
    let at = Timestamp::from_micros(0);
    let parcel = Parcel { carrier: String::new(), tracking: String::new() };
    match state {
        OrderStage::Unpaid => OrderState::Unpaid { close_at: at },
        OrderStage::Unaddressed => OrderState::Unaddressed { paid_at: at, address_by: at },
        OrderStage::Deposited => OrderState::Deposited { paid_at: at, ready_at: None, ready_by: at },
        OrderStage::Due => OrderState::Due { paid_at: at, rest_by: at },
        OrderStage::Paid => OrderState::Paid { paid_at: at, ready_at: None, ship_by: at },
        OrderStage::Shipped => OrderState::Shipped {
            parcel,
            shipped_at: at,
            objection_until: at,
            extension: Extension::Possible,
        },
        OrderStage::Objected => {
            OrderState::Objected { parcel, shipped_at: at, left: days(3), extension: Extension::Used }
        }
        OrderStage::Completed => OrderState::Completed { at, receipt: Receipt::Confirmed, parcel: None },
        OrderStage::Closed => OrderState::Closed { at, reason: Reason::Unpaid },
        OrderStage::Refunded => OrderState::Refunded { at, reason: Reason::Buyer, parcel: None },
    }
}

fn step_of(act: OrderAct) -> Step {
    let at = Timestamp::from_micros(1);
    match act {
        OrderAct::Pay => Step::Pay { at, ready_at: None, ship_by: at },
        OrderAct::PayGift => Step::PayGift { at, address_by: at },
        OrderAct::PayDeposit => Step::PayDeposit { at, ready_at: None, ready_by: at },
        OrderAct::Ready => Step::Ready { rest_by: at },
        OrderAct::PayRest => Step::PayRest { ship_by: at },
        OrderAct::Forfeit => Step::Forfeit { at },
        OrderAct::Address => Step::Address { ready_at: None, ship_by: at },
        OrderAct::Close => Step::Close { at, reason: Reason::Unpaid },
        OrderAct::Ship => Step::Ship {
            at,
            parcel: Parcel { carrier: String::new(), tracking: String::new() },
            objection_until: at,
        },
        OrderAct::Extend => Step::Extend { until: at },
        OrderAct::Object => Step::Object { at },
        OrderAct::Resume => Step::Resume { at },
        OrderAct::Repay => Step::Repay { at },
        OrderAct::Receive => Step::Receive { at, receipt: Receipt::Silence },
        OrderAct::Refund => Step::Refund { at, reason: Reason::NotShipped },
    }
}

kernel::lifecycle_tests! {
    OrderStage ends at [Completed, Closed, Refunded], drawn in include_str!("mod.rs"),
    next by |from, act| one_of(from).next(step_of(act)).map(|state| state.stage())
}

#[test]
fn what_has_ended_waits_for_nothing() {
    for end in [OrderStage::Completed, OrderStage::Closed, OrderStage::Refunded] {
        assert_eq!(one_of(end).due_at(), None);
    }
}

#[test]
fn the_days_are_extended_once() {
    let once = one_of(OrderStage::Shipped).next(step_of(OrderAct::Extend)).unwrap();
    assert!(once.next(step_of(OrderAct::Extend)).is_err());
}

#[test]
fn a_request_stops_the_clock_and_its_end_gives_back_the_time_that_was_left() {
    let until = Timestamp::from_micros(0) + days(10);
    let shipped = one_of(OrderStage::Paid).next(Step::Ship {
        at: Timestamp::from_micros(0),
        parcel: Parcel { carrier: String::new(), tracking: String::new() },
        objection_until: until,
    });
    let objected = shipped.unwrap().next(Step::Object { at: until - days(4) }).unwrap();
    assert_eq!(objected.due_at(), None);
    let later = until + days(50);
    assert_eq!(objected.next(Step::Resume { at: later }).unwrap().due_at(), Some(later + days(4)));
}
