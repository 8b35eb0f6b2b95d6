use goods::catalog::{ListingId, VariantId};
use kernel::{Currency, ShopId};
use people::rules::Rules;
use proptest::prelude::*;

use super::*;

const AT: Timestamp = Timestamp::from_micros(0);
const SHOP: ShopId = ShopId::new(1);

fn one_of(state: OfferStage) -> OfferState {
    match state {
        OfferStage::Open => OfferState::Open { until: AT },
        OfferStage::Accepted => OfferState::Accepted { at: AT, held_until: AT },
        OfferStage::Declined => OfferState::Declined { at: AT },
        OfferStage::Countered => OfferState::Countered { at: AT, with: OfferId::new(SHOP, 9) },
        OfferStage::Withdrawn => OfferState::Withdrawn { at: AT },
        OfferStage::Expired => OfferState::Expired { at: AT },
        OfferStage::Ended => OfferState::Ended { at: AT, cause: Cause::SoldOut },
        OfferStage::Ordered => OfferState::Ordered { at: AT, purchase: PurchaseId::new(9), held_until: AT },
        OfferStage::Lapsed => OfferState::Lapsed { at: AT },
    }
}

fn step_of(act: OfferAct) -> Step {
    match act {
        OfferAct::Accept => Step::Accept { at: AT, held_until: AT },
        OfferAct::Decline => Step::Decline { at: AT },
        OfferAct::Counter => Step::Counter { at: AT, with: OfferId::new(SHOP, 9) },
        OfferAct::Withdraw => Step::Withdraw { at: AT },
        OfferAct::Expire => Step::Expire { at: AT },
        OfferAct::End => Step::End { at: AT, cause: Cause::Changed },
        OfferAct::Order => Step::Order { at: AT, purchase: PurchaseId::new(9) },
        OfferAct::Lapse => Step::Lapse { at: AT },
        OfferAct::Reopen => Step::Reopen { at: AT },
    }
}

fn yuan(fen: i64) -> Money {
    Money::new(fen, Currency::CNY)
}

fn offer(by: Side, state: OfferState, things: &[(i64, i64)], amount: i64) -> Offer {
    let thing = |(at, &(unit, quantity)): (i64, &(i64, i64))| OfferLine {
        listing: ListingId::new(SHOP, at),
        variant: VariantId::new(SHOP, at),
        title: String::new(),
        title_en: String::new(),
        choices: String::new(),
        choices_en: String::new(),
        picture: String::new(),
        quantity,
        unit: yuan(unit),
    };
    Offer {
        id: OfferId::new(SHOP, 2),
        conversation: ConversationId::new(SHOP, 3),
        buyer: AccountId::new(4),
        by,
        state,
        things: (1..).zip(things).map(thing).collect(),
        list: yuan(things.iter().map(|(unit, quantity)| unit * quantity).sum()),
        amount: yuan(amount),
        note: String::new(),
        answers: None,
        decline_at: None,
        host: None,
        created_at: AT,
        updated_at: AT,
    }
}

kernel::lifecycle_tests! {
    OfferStage ends at [Declined, Countered, Withdrawn, Expired, Ended, Lapsed], drawn in include_str!("mod.rs"),
    next by |from, act| one_of(from).next(step_of(act)).map(|state| state.stage())
}

#[test]
fn what_waits_for_an_answer_or_a_purchase_ends_by_itself() {
    for &stage in OfferStage::ALL {
        let facts = one_of(stage);
        // What was bought waits for its payment, whose clock is the purchase's.
        let waits = [OfferStage::Open, OfferStage::Accepted].contains(&stage);
        assert_eq!((facts.due_at().is_some(), facts.at_the_end(AT).is_some()), (waits, waits), "{stage:?}");
        if let Some(step) = facts.at_the_end(AT) {
            assert!(facts.next(step).is_ok());
        }
    }
}

#[test]
fn nobody_answers_their_own_offer() {
    for by in [Side::Buyer, Side::Seller] {
        let open = offer(by, one_of(OfferStage::Open), &[(100, 1)], 90);
        assert_eq!(open.acts(by), [OfferAct::Withdraw]);
        let other = if by == Side::Buyer { Side::Seller } else { Side::Buyer };
        assert_eq!(open.acts(other), [OfferAct::Accept, OfferAct::Decline, OfferAct::Counter]);
        let accepted = offer(by, one_of(OfferStage::Accepted), &[(100, 1)], 90);
        assert_eq!(accepted.acts(Side::Buyer), [OfferAct::Withdraw, OfferAct::Order]);
        assert_eq!(accepted.acts(Side::Seller), []);
        assert_eq!(open.acts(Side::Market), []);
    }
}

#[test]
fn a_deal_from_before_the_hold_was_kept_is_read_and_not_good_again() {
    let old: OfferState =
        serde_json::from_str(r#"{"ordered":{"at":"2026-03-01T08:30:00Z","purchase":"0000000000009"}}"#)
            .unwrap();
    assert!(matches!(old, OfferState::Ordered { held_until, .. } if held_until == Timestamp::MIN));
}

#[test]
fn three_pieces_for_a_hundred_are_their_list_price_less_what_was_agreed() {
    let deal = offer(Side::Buyer, one_of(OfferStage::Open), &[(4_000, 3)], 10_000);
    let priced = deal.priced(&Rules::default()).unwrap();
    let line = &priced.lines[0];
    assert_eq!((line.list, line.left()), (yuan(12_000), Ok(yuan(10_000))));
    let said: Vec<_> = line.deductions.iter().map(|one| (one.kind.name, one.amount)).collect();
    assert_eq!(said, [("agreed", yuan(2_000))]);
}

proptest! {
    #[test]
    fn what_the_things_cost_is_the_amount(
        things in proptest::collection::vec((1..2_000_000_i64, 1..60_i64), 1..6),
        share in 1..=1_000_i64,
    ) {
        let list: i64 = things.iter().map(|(unit, quantity)| unit * quantity).sum();
        let amount = (list * share / 1_000).max(1);
        let deal = offer(Side::Buyer, one_of(OfferStage::Open), &things, amount);
        let priced = deal.priced(&Rules::default()).unwrap();
        prop_assert_eq!(priced.lines.iter().map(|line| line.left().unwrap().minor()).sum::<i64>(), amount);
        prop_assert!(priced.lines.iter().all(|line| !line.left().unwrap().is_negative()));
    }
}
