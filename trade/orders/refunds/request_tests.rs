use kernel::{Currency, ShopId, days};

use super::*;

fn parcel() -> Parcel {
    Parcel { carrier: String::new(), tracking: String::new() }
}

fn one_of(state: State) -> RequestState {
    let at = Timestamp::from_micros(0);
    match state {
        State::Requested => RequestState::Requested { answer_by: at },
        State::Refused => RequestState::Refused { words: "no".into(), call_by: at },
        State::ReturnGranted => RequestState::ReturnGranted { address_by: at },
        State::ReturnAwaited => RequestState::ReturnAwaited { send_to: "Yinchuan".into(), post_by: at },
        State::ReturnPosted => RequestState::ReturnPosted { parcel: parcel(), posted_at: at, confirm_by: at },
        State::Disputed => RequestState::Disputed { called_at: at, rule_by: at },
        State::Refunded => RequestState::Refunded { at, cause: Given::Seller },
        State::Ruled => RequestState::Ruled { at, ruling: Ruling::Full, words: "so".into() },
        State::Closed => RequestState::Closed { at, cause: Ended::Withdrawn },
    }
}

fn step_of(act: Act) -> Step {
    let at = Timestamp::from_micros(1);
    match act {
        Act::Accept => Step::Accept { send_to: "Yinchuan".into(), post_by: at },
        Act::Grant => Step::Grant { address_by: at },
        Act::Refuse => Step::Refuse { words: "no".into(), call_by: at },
        Act::Post => Step::Post { at, parcel: parcel(), confirm_by: at },
        Act::Refund => Step::Refund { at, cause: Given::Seller },
        Act::Dispute => Step::Dispute { at, rule_by: at },
        Act::Rule => Step::Rule { at, ruling: Ruling::Reject, words: "so".into() },
        Act::Withdraw => Step::Withdraw { at },
        Act::Close => Step::Close { at, cause: Ended::NotCalled },
    }
}

fn request(kind: Kind, state: RequestState) -> RefundRequest {
    let (shop, at, none) = (ShopId::new(1), Timestamp::from_micros(0), Money::zero(Currency::CNY));
    RefundRequest {
        id: RequestId::new(shop, 1),
        order: OrderId::new(shop, 2),
        buyer: AccountId::new(3),
        kind,
        reason: Reason::Damaged,
        words: String::new(),
        state,
        asked: Parts { goods: none, shipping: none },
        refunded: Parts { goods: none, shipping: none },
        created_at: at,
        updated_at: at,
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
    let mut reached = vec![State::Requested];
    while let Some((_, _, to)) =
        STEPS.iter().find(|(from, _, to)| reached.contains(from) && !reached.contains(to))
    {
        reached.push(*to);
    }
    assert_eq!(reached.len(), State::ALL.len());
    for &state in State::ALL {
        let is_end = [State::Refunded, State::Ruled, State::Closed].contains(&state);
        assert_eq!(STEPS.iter().all(|(from, _, _)| *from != state), is_end);
        assert_eq!(one_of(state).due_at().is_none(), is_end);
        assert_eq!(one_of(state).turn().is_none(), is_end);
    }
}

#[test]
fn no_state_waits_for_ever() {
    let at = Timestamp::from_micros(0) + days(1);
    for &kind in Kind::ALL {
        for &state in State::ALL {
            let open = request(kind, one_of(state));
            match open.state.at_the_end(kind, at, None, at) {
                Some(step) => assert!(open.step(step).is_ok(), "{kind:?} {state:?}"),
                None => assert!(!open.is_open(), "{kind:?} {state:?}"),
            }
        }
    }
}

#[test]
fn whoevers_turn_it_is_can_do_something_and_nobody_else_can_answer_for_them() {
    for &kind in Kind::ALL {
        for &state in State::ALL {
            // Where only money is asked for, nothing goes back.
            if kind == Kind::Refund
                && [State::ReturnGranted, State::ReturnAwaited, State::ReturnPosted].contains(&state)
            {
                continue;
            }
            let request = request(kind, one_of(state));
            if let Some(side) = request.state.turn() {
                assert!(!request.acts(side).is_empty(), "{kind:?} {state:?}");
            }
            for &side in Side::ALL {
                for act in request.acts(side) {
                    assert!(request.step(step_of(act)).is_ok(), "{side:?} {act:?} {state:?}");
                }
            }
            assert!(!request.can(Side::Buyer, Act::Refund) && !request.can(Side::Seller, Act::Withdraw));
        }
    }
}

#[test]
fn a_silent_shop_gives_an_address_or_the_money() {
    let at = Timestamp::from_micros(0);
    let asked = one_of(State::Requested);
    let after = |address| asked.at_the_end(Kind::Return, at, address, at + days(7)).unwrap();
    assert!(matches!(after(Some("Yinchuan")), Step::Accept { .. }));
    let granted = asked.clone().next(after(None)).unwrap();
    assert_eq!((granted.turn(), granted.due_at()), (Some(Side::Seller), Some(at + days(7))));
    let end = granted.at_the_end(Kind::Return, at, None, at).unwrap();
    assert!(matches!(end, Step::Refund { cause: Given::NoAddress, .. }));
    let told = granted.next(step_of(Act::Accept)).unwrap();
    assert_eq!(told.turn(), Some(Side::Buyer));
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
