use kernel::{Currency, ShopId, days};

use super::*;

fn parcel() -> Parcel {
    Parcel { carrier: String::new(), tracking: String::new() }
}

fn one_of(state: RefundStage) -> RequestState {
    let at = Timestamp::from_micros(0);
    match state {
        RefundStage::Requested => RequestState::Requested { answer_by: at },
        RefundStage::Offered => {
            RequestState::Offered { amount: Money::zero(Currency::CNY), words: "so much".into(), call_by: at }
        }
        RefundStage::Refused => RequestState::Refused { words: "no".into(), call_by: at },
        RefundStage::ReturnGranted => RequestState::ReturnGranted { address_by: at, ordered: None },
        RefundStage::ReturnAwaited => {
            RequestState::ReturnAwaited { send_to: "Yinchuan".into(), post_by: at, ordered: None }
        }
        RefundStage::ReturnPosted => {
            RequestState::ReturnPosted { parcel: parcel(), posted_at: at, confirm_by: at }
        }
        RefundStage::Disputed => RequestState::Disputed { called_at: at, rule_by: at },
        RefundStage::Refunded => RequestState::Refunded { at, cause: Given::Seller },
        RefundStage::Ruled => RequestState::Ruled { at, ruling: Ruling::Full, words: "so".into() },
        RefundStage::Closed => RequestState::Closed { at, cause: Ended::Withdrawn },
    }
}

fn step_of(act: RefundAct) -> Step {
    let at = Timestamp::from_micros(1);
    match act {
        RefundAct::Accept => Step::Accept { send_to: "Yinchuan".into(), post_by: at },
        RefundAct::Grant => Step::Grant { address_by: at },
        RefundAct::Refuse => Step::Refuse { words: "no".into(), call_by: at },
        RefundAct::Offer => {
            Step::Offer { amount: Money::zero(Currency::CNY), words: "so much".into(), call_by: at }
        }
        RefundAct::Agree => Step::Agree { at, cause: Given::Agreed },
        RefundAct::OrderReturn => {
            Step::OrderReturn { send_to: "Yinchuan".into(), post_by: at, words: "so".into() }
        }
        RefundAct::OrderAddress => Step::OrderAddress { address_by: at, words: "so".into() },
        RefundAct::Post => Step::Post { at, parcel: parcel(), confirm_by: at },
        RefundAct::Refund => Step::Refund { at, cause: Given::Seller },
        RefundAct::Dispute => Step::Dispute { at, rule_by: at },
        RefundAct::Rule => Step::Rule { at, ruling: Ruling::Reject, words: "so".into() },
        RefundAct::Withdraw => Step::Withdraw { at },
        RefundAct::Close => Step::Close { at, cause: Ended::NotCalled },
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
        asked: OrderAmount { goods: none, shipping: none },
        refunded: OrderAmount { goods: none, shipping: none },
        created_at: at,
        updated_at: at,
    }
}

kernel::lifecycle_tests! {
    RefundStage ends at [Refunded, Ruled, Closed], drawn in include_str!("mod.rs"),
    next by |from, act| one_of(from).next(step_of(act)).map(|state| state.stage())
}

#[test]
fn it_is_somebodys_turn_until_it_has_ended() {
    for &stage in RefundStage::ALL {
        let is_end = [RefundStage::Refunded, RefundStage::Ruled, RefundStage::Closed].contains(&stage);
        assert_eq!(one_of(stage).due_at().is_none(), is_end);
        assert_eq!(one_of(stage).turn().is_none(), is_end);
    }
}

#[test]
fn no_state_waits_for_ever() {
    let at = Timestamp::from_micros(0) + days(1);
    for &kind in Kind::ALL {
        for &state in RefundStage::ALL {
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
        for &state in RefundStage::ALL {
            // Where only money is asked for, nothing goes back.
            if kind == Kind::Refund
                && [RefundStage::ReturnGranted, RefundStage::ReturnAwaited, RefundStage::ReturnPosted]
                    .contains(&state)
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
            assert!(
                !request.can(Side::Buyer, RefundAct::Refund)
                    && !request.can(Side::Seller, RefundAct::Withdraw)
            );
        }
    }
}

#[test]
fn a_silent_shop_gives_an_address_or_the_money() {
    let at = Timestamp::from_micros(0);
    let asked = one_of(RefundStage::Requested);
    let after = |address| asked.at_the_end(Kind::Return, at, address, at + days(7)).unwrap();
    assert!(matches!(after(Some("Yinchuan")), Step::Accept { .. }));
    let granted = asked.clone().next(after(None)).unwrap();
    assert_eq!((granted.turn(), granted.due_at()), (Some(Side::Seller), Some(at + days(7))));
    let end = granted.at_the_end(Kind::Return, at, None, at).unwrap();
    assert!(matches!(end, Step::Refund { cause: Given::NoAddress, .. }));
    let told = granted.next(step_of(RefundAct::Accept)).unwrap();
    assert_eq!(told.turn(), Some(Side::Buyer));
}

#[test]
fn what_is_kept_is_no_return_and_what_the_market_sends_back_is_one() {
    let kept = request(Kind::Return, one_of(RefundStage::Offered)).step(step_of(RefundAct::Agree)).unwrap();
    assert_eq!((kept.kind, kept.is_open()), (Kind::Refund, false));
    for act in [RefundAct::OrderReturn, RefundAct::OrderAddress] {
        let sent = request(Kind::Refund, one_of(RefundStage::Disputed)).step(step_of(act)).unwrap();
        assert_eq!((sent.kind, sent.state.ordered()), (Kind::Return, Some("so")));
        // The market's words stay when the shop has said where the goods go.
        if let Ok(told) = sent.step(step_of(RefundAct::Accept)) {
            assert_eq!((told.state.turn(), told.state.ordered()), (Some(Side::Buyer), Some("so")));
        }
    }
}

#[test]
fn an_offer_that_nobody_answers_is_given() {
    let at = Timestamp::from_micros(0);
    let end = one_of(RefundStage::Offered).at_the_end(Kind::Refund, at, None, at).unwrap();
    assert!(matches!(end, Step::Agree { cause: Given::OfferUnanswered, .. }));
}

#[test]
fn sql_knows_which_states_are_open() {
    let open = crate::orders::refunds::open_refunds!();
    for &stage in RefundStage::ALL {
        let is_open = one_of(stage).due_at().is_some();
        assert_eq!(open.contains(&format!("'{}'", stage.name())), is_open, "{stage:?}");
    }
}
