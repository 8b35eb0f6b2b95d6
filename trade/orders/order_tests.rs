use kernel::days;

use super::*;

fn one_of(state: State) -> OrderState {
    let at = Timestamp::from_micros(0);
    let parcel = Parcel { carrier: String::new(), tracking: String::new() };
    match state {
        State::Unpaid => OrderState::Unpaid { close_at: at },
        State::Unaddressed => OrderState::Unaddressed { paid_at: at, address_by: at },
        State::Deposited => OrderState::Deposited { paid_at: at, ready_by: at },
        State::Due => OrderState::Due { paid_at: at, rest_by: at },
        State::Paid => OrderState::Paid { paid_at: at, ship_by: at },
        State::Shipped => OrderState::Shipped {
            parcel,
            shipped_at: at,
            objection_until: at,
            extension: Extension::Possible,
        },
        State::Objected => {
            OrderState::Objected { parcel, shipped_at: at, left: days(3), extension: Extension::Used }
        }
        State::Completed => OrderState::Completed { at, receipt: Receipt::Confirmed },
        State::Closed => OrderState::Closed { at, reason: Reason::Unpaid },
        State::Refunded => OrderState::Refunded { at, reason: Reason::Buyer },
    }
}

fn step_of(act: Act) -> Step {
    let at = Timestamp::from_micros(1);
    match act {
        Act::Pay => Step::Pay { at, ship_by: at },
        Act::PayGift => Step::PayGift { at, address_by: at },
        Act::PayDeposit => Step::PayDeposit { at, ready_by: at },
        Act::Ready => Step::Ready { rest_by: at },
        Act::PayRest => Step::PayRest { ship_by: at },
        Act::Forfeit => Step::Forfeit { at },
        Act::Address => Step::Address { ship_by: at },
        Act::Close => Step::Close { at, reason: Reason::Unpaid },
        Act::Ship => Step::Ship {
            at,
            parcel: Parcel { carrier: String::new(), tracking: String::new() },
            objection_until: at,
        },
        Act::Extend => Step::Extend { until: at },
        Act::Object => Step::Object { at },
        Act::Resume => Step::Resume { at },
        Act::Repay => Step::Repay { at },
        Act::Receive => Step::Receive { at, receipt: Receipt::Silence },
        Act::Refund => Step::Refund { at, reason: Reason::NotShipped },
    }
}

#[test]
fn next_agrees_with_the_graph_everywhere() {
    for &from in State::ALL {
        for &act in Act::ALL {
            let drawn = STEPS.iter().find(|(state, step, _)| *state == from && *step == act);
            let taken = one_of(from).next(step_of(act)).map(|state| state.name());
            match drawn {
                Some((_, _, to)) => assert_eq!(taken, Ok(*to), "{from:?} {act:?}"),
                None => assert_eq!(taken, Err(Refused { from, act })),
            }
        }
    }
}

#[test]
fn every_state_is_reached_and_the_ends_are_closed() {
    let mut reached = vec![State::Unpaid];
    while let Some((_, _, to)) =
        STEPS.iter().find(|(from, _, to)| reached.contains(from) && !reached.contains(to))
    {
        reached.push(*to);
    }
    assert_eq!(reached.len(), State::ALL.len());
    for end in [State::Completed, State::Closed, State::Refunded] {
        assert!(STEPS.iter().all(|(from, _, _)| *from != end));
        assert_eq!(one_of(end).due_at(), None);
    }
}

#[test]
fn the_days_are_extended_once() {
    let once = one_of(State::Shipped).next(step_of(Act::Extend)).unwrap();
    assert!(once.next(step_of(Act::Extend)).is_err());
}

#[test]
fn a_request_stops_the_clock_and_its_end_gives_back_the_time_that_was_left() {
    let until = Timestamp::from_micros(0) + days(10);
    let shipped = one_of(State::Paid).next(Step::Ship {
        at: Timestamp::from_micros(0),
        parcel: Parcel { carrier: String::new(), tracking: String::new() },
        objection_until: until,
    });
    let objected = shipped.unwrap().next(Step::Object { at: until - days(4) }).unwrap();
    assert_eq!(objected.due_at(), None);
    let later = until + days(50);
    assert_eq!(objected.next(Step::Resume { at: later }).unwrap().due_at(), Some(later + days(4)));
}

#[test]
fn the_drawing_is_the_graph() {
    let drawing = include_str!("mod.rs");
    for (from, act, to) in STEPS {
        let line = format!("{} --{}--> {}", from.name(), act.name(), to.name());
        assert!(drawing.contains(&line), "mod.rs does not draw {line}");
    }
    assert_eq!(drawing.matches("-->").count(), STEPS.len());
}
