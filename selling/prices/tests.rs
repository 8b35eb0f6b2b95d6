//! The engine, as shopkeepers know it and as chance finds it.

use kernel::{BasisPoints, Currency, Money, ShopId};
use people::{
    reduction::{Funder, Kind, Off, Over, Part, Reach, Reduction, Rule, Stage, Tier},
    rules::{Number, Rules},
    shops::MARKET,
};
use proptest::prelude::*;

use super::{Line, Priced, price};

const APART: Number = Number::new("a_apart_from_b", 0, 0, 1);

static TIERS: Kind =
    Kind { name: "tiers", stage: Stage::Quantity, beside: &[("campaign", APART), ("bundle", APART)] };
static CAMPAIGN: Kind = Kind { name: "campaign", stage: Stage::Price, beside: &[] };
static BUNDLE: Kind = Kind { name: "bundle", stage: Stage::Bundle, beside: &[("campaign", APART)] };
static THRESHOLD: Kind = Kind { name: "threshold", stage: Stage::Threshold, beside: &[] };
static DEAL: Kind = Kind { name: "deal", stage: Stage::Agreed, beside: &[] };
static CODE: Kind = Kind { name: "code", stage: Stage::Code, beside: &[] };

fn yuan(fen: i64) -> Money {
    Money::new(fen, Currency::CNY)
}

fn shop(number: i64) -> ShopId {
    ShopId::new(number)
}

fn line(of: i64, variant: i64, fen: i64, quantity: i64) -> Line {
    Line { shop: shop(of), listing: variant, variant, unit: yuan(fen), quantity, grams: quantity * 500 }
}

fn reduction(kind: &'static Kind, owner: ShopId, id: i64, rule: Rule) -> Reduction {
    Reduction {
        kind,
        owner,
        id,
        name: format!("{} {id}", kind.name),
        name_en: String::new(),
        funded_by: if owner == MARKET { Funder::Market } else { Funder::Shop },
        over: Over::Everything,
        rule,
        floor: None,
    }
}

fn share(percent: u32) -> Off {
    Off::Share { rate: BasisPoints::new(percent * 100), cap: None }
}

fn tier(from: Reach, off: Off) -> Tier {
    Tier { from, off }
}

fn goods(least: i64, off: Off) -> Rule {
    Rule::Goods { least: yuan(least), off }
}

fn priced(lines: &[Line], reductions: &[Reduction]) -> Priced {
    price(Currency::CNY, lines, reductions, &Rules::default()).unwrap()
}

fn left(priced: &Priced) -> Vec<i64> {
    priced.lines.iter().map(|line| line.left().unwrap().minor()).collect()
}

fn kinds(priced: &Priced, line: usize) -> Vec<&'static str> {
    priced.lines[line].deductions.iter().map(|deduction| deduction.kind.name).collect()
}

#[test]
fn a_box_ten_boxes_and_a_hundred_kilos_have_their_prices() {
    let tiers = Rule::Tiers(vec![
        tier(Reach::Pieces(10), Off::To(yuan(900))),
        tier(Reach::Grams(100_000), Off::To(yuan(800))),
    ]);
    let tiers = [reduction(&TIERS, shop(1), 1, tiers)];
    for (pieces, each) in [(1, 1_000), (9, 1_000), (10, 900), (199, 900), (200, 800)] {
        assert_eq!(left(&priced(&[line(1, 7, 1_000, pieces)], &tiers)), [each * pieces], "{pieces}");
    }
}

#[test]
fn of_two_that_may_not_stand_together_the_buyer_gets_the_better() {
    let tiers = reduction(&TIERS, shop(1), 1, Rule::Tiers(vec![tier(Reach::Pieces(10), Off::To(yuan(700)))]));
    let campaign = reduction(&CAMPAIGN, shop(1), 1, Rule::Piece(share(20)));
    let both = [tiers, campaign];
    let few = priced(&[line(1, 7, 1_000, 2)], &both);
    assert_eq!((left(&few), kinds(&few, 0)), (vec![1_600], vec!["campaign"]));
    let many = priced(&[line(1, 7, 1_000, 10)], &both);
    assert_eq!((left(&many), kinds(&many, 0)), (vec![7_000], vec!["tiers"]));
    let rules = Rules::from_settings(vec![(APART.name.to_owned(), "1".to_owned())]);
    let both = price(Currency::CNY, &[line(1, 7, 1_000, 10)], &both, &rules).unwrap();
    assert_eq!(left(&both), [5_600]);
}

#[test]
fn three_things_together_cost_less_as_often_as_they_are_whole() {
    let parts = vec![Part { variant: 1, pieces: 1 }, Part { variant: 2, pieces: 2 }];
    let bundle = reduction(&BUNDLE, shop(1), 1, Rule::Set { parts, off: Off::To(yuan(2_500)) });
    let cart = [line(1, 1, 1_000, 3), line(1, 2, 1_000, 5), line(2, 2, 1_000, 9)];
    let found = priced(&cart, std::slice::from_ref(&bundle));
    // Two whole sets of 30, each for 25; the other shop has nothing to do with it.
    assert_eq!(left(&found).iter().sum::<i64>(), 17_000 - 1_000);
    assert_eq!(left(&found)[2], 9_000);
    // A campaign stays on what is left of its thing when the set takes more.
    let campaign = Reduction {
        over: Over::Variants(vec![(shop(1), 1)]),
        ..reduction(&CAMPAIGN, shop(1), 1, Rule::Piece(share(10)))
    };
    let found = priced(&cart, &[bundle, campaign]);
    assert_eq!(left(&found).iter().sum::<i64>(), 17_000 - 1_000 - 100);
    assert_eq!(kinds(&found, 0), ["campaign", "bundle"]);
}

#[test]
fn a_threshold_is_of_what_is_priced_and_a_code_of_what_is_left() {
    let campaign = reduction(&CAMPAIGN, shop(1), 1, Rule::Piece(share(10)));
    let twenty = reduction(&THRESHOLD, shop(1), 1, goods(20_000, Off::Amount(yuan(2_000))));
    let fifty = reduction(&THRESHOLD, shop(1), 2, goods(40_000, Off::Amount(yuan(5_000))));
    let code = reduction(&CODE, MARKET, 1, goods(20_000, share(10)));
    let all = [campaign, twenty, fifty, code];
    let found = priced(&[line(1, 1, 10_000, 3)], &all);
    // 270 after the campaign, 250 after the threshold, 225 after the market's code.
    assert_eq!(left(&found), [22_500]);
    assert_eq!(kinds(&found, 0), ["campaign", "threshold", "code"]);
    assert_eq!(found.lines[0].shares().unwrap().market, yuan(2_500));
    assert_eq!((found.short[0].deduction.id, found.short[0].missing), (2, yuan(13_000)));
    // Of two thresholds of a shop the one that takes more.
    assert_eq!(left(&priced(&[line(1, 1, 10_000, 5)], &all[1..3])), [45_000]);
}

#[test]
fn an_order_is_never_bought_for_nothing() {
    let over = |lines: &[Line], owner, fen| {
        left(&priced(lines, &[reduction(&CODE, owner, 1, goods(0, Off::Amount(yuan(fen))))]))
    };
    assert_eq!(over(&[line(1, 1, 1_000, 1), line(1, 2, 500, 1)], shop(1), 99_999).iter().sum::<i64>(), 1);
    assert_eq!(over(&[line(1, 1, 1, 1)], shop(1), 5), [1]);
    assert_eq!(over(&[line(1, 1, 0, 1), line(1, 2, 0, 1)], shop(1), 5), [0, 0]);
    assert_eq!(over(&[line(1, 1, 1, 1), line(2, 2, 1_000, 1)], MARKET, 5_000), [1, 1]);
    let whole = reduction(&CAMPAIGN, shop(1), 1, Rule::Piece(share(100)));
    assert_eq!(left(&priced(&[line(1, 1, 1_000, 3)], &[whole])), [3]);
}

#[test]
fn the_dear_line_bears_more() {
    let code = |owner, fen| [reduction(&CODE, owner, 1, goods(0, Off::Amount(yuan(fen))))];
    assert_eq!(
        left(&priced(&[line(1, 1, 3_000, 1), line(1, 2, 1_000, 1)], &code(shop(1), 400))),
        [2_700, 900]
    );
    assert_eq!(
        left(&priced(&[line(1, 1, 2_001, 1), line(2, 2, 1_001, 1)], &code(MARKET, 300))),
        [1_801, 901]
    );
}

#[test]
fn a_shop_gives_no_more_away_than_its_floor_lets_and_the_market_may() {
    let campaign =
        Reduction { floor: Some(yuan(800)), ..reduction(&CAMPAIGN, shop(1), 1, Rule::Piece(share(10))) };
    let own = reduction(&CODE, shop(1), 1, goods(0, Off::Amount(yuan(5_000))));
    let markets = reduction(&CODE, MARKET, 1, goods(0, Off::Amount(yuan(300))));
    let cart = [line(1, 1, 1_000, 10)];
    assert_eq!(left(&priced(&cart, &[campaign.clone(), own.clone()])), [8_000]);
    assert_eq!(left(&priced(&cart, &[campaign, own, markets])), [7_700]);
}

#[test]
fn what_is_in_another_currency_is_not_of_this_cart() {
    let yen = Rule::Piece(Off::Amount(Money::new(100, Currency::JPY)));
    assert_eq!(left(&priced(&[line(1, 1, 1_000, 1)], &[reduction(&CAMPAIGN, shop(1), 1, yen)])), [1_000]);
}

#[test]
fn what_two_agree_on_stands_alone() {
    let agreed = |fen| reduction(&DEAL, shop(1), 7, goods(0, Off::To(yuan(fen))));
    let code = reduction(&CODE, shop(1), 1, goods(0, share(50)));
    let cart = [line(1, 1, 1_000, 3), line(1, 2, 333, 1)];
    let found = priced(&cart, &[code.clone(), agreed(2_000)]);
    assert_eq!(left(&found).iter().sum::<i64>(), 2_000);
    assert_eq!((kinds(&found, 0), kinds(&found, 1)), (vec!["deal"], vec!["deal"]));
    // The list price, agreed on.
    let found = priced(&cart, &[code, agreed(3_333)]);
    assert_eq!((left(&found), kinds(&found, 0)), (vec![3_000, 333], vec![]));
}

fn any_off() -> impl Strategy<Value = Off> {
    prop_oneof![
        (1..3_000_i64).prop_map(|fen| Off::Amount(yuan(fen))),
        (1..3_000_i64).prop_map(|fen| Off::To(yuan(fen))),
        (1..=10_000_u32, proptest::option::of(1..2_000_i64))
            .prop_map(|(rate, cap)| Off::Share { rate: BasisPoints::new(rate), cap: cap.map(yuan) }),
    ]
}

fn any_over() -> impl Strategy<Value = Over> {
    let some = proptest::collection::vec((1..3_i64, 1..5_i64), 1..4)
        .prop_map(|list| list.into_iter().map(|(of, it)| (shop(of), it)).collect::<Vec<_>>());
    prop_oneof![Just(Over::Everything), some.clone().prop_map(Over::Listings), some.prop_map(Over::Variants)]
}

fn any_reduction() -> impl Strategy<Value = Reduction> {
    let tiers = proptest::collection::vec((1..12_i64, any_off()), 1..4).prop_map(|list| {
        Rule::Tiers(list.into_iter().map(|(from, off)| tier(Reach::Pieces(from), off)).collect())
    });
    let set = (proptest::collection::vec((1..5_i64, 1..3_i64), 1..4), any_off()).prop_map(|(list, off)| {
        let mut parts: Vec<Part> = Vec::new();
        for (variant, pieces) in list {
            if !parts.iter().any(|part| part.variant == variant) {
                parts.push(Part { variant, pieces });
            }
        }
        Rule::Set { parts, off }
    });
    let goods = || (0..20_000_i64, any_off()).prop_map(|(least, off)| goods(least, off));
    let rule = prop_oneof![
        tiers.prop_map(|rule| (&TIERS, rule)),
        any_off().prop_map(|off| (&CAMPAIGN, Rule::Piece(off))),
        set.prop_map(|rule| (&BUNDLE, rule)),
        goods().prop_map(|rule| (&THRESHOLD, rule)),
        goods().prop_map(|rule| (&CODE, rule)),
    ];
    let floor = proptest::option::of(1..2_000_i64);
    (0..3_i64, 1..9_i64, rule, any_over(), floor).prop_map(|(owner, id, (kind, rule), over, floor)| {
        Reduction { over, floor: floor.map(yuan), ..reduction(kind, shop(owner), id, rule) }
    })
}

/// Some reductions; one number is one reduction.
fn any_reductions() -> impl Strategy<Value = Vec<Reduction>> {
    proptest::collection::vec(any_reduction(), 0..8).prop_map(|list| {
        let mut all: Vec<Reduction> = Vec::new();
        for one in list {
            let key = |one: &Reduction| (one.kind.name, one.owner, one.id);
            if !all.iter().any(|other| key(other) == key(&one)) {
                all.push(one);
            }
        }
        all
    })
}

fn any_cart() -> impl Strategy<Value = Vec<Line>> {
    proptest::collection::vec((1..3_i64, 1..5_i64, 0..4_000_i64, 1..15_i64), 1..7).prop_map(|list| {
        let mut lines: Vec<Line> = Vec::new();
        for (of, variant, fen, quantity) in list {
            if !lines.iter().any(|one| one.shop == shop(of) && one.variant == variant) {
                lines.push(line(of, variant, fen, quantity));
            }
        }
        lines
    })
}

proptest! {
    #[test]
    fn prices_are_list_prices_less_deductions_and_keep_what_must_be_kept(
        cart in any_cart(),
        reductions in any_reductions(),
    ) {
        let found = priced(&cart, &reductions);
        for (line, asked) in found.lines.iter().zip(&cart) {
            prop_assert_eq!(line.list, asked.unit.times(asked.quantity).unwrap());
            let off: i64 = line.deductions.iter().map(|deduction| deduction.amount.minor()).sum();
            prop_assert_eq!(line.left().unwrap().minor(), line.list.minor() - off);
            prop_assert!(!line.left().unwrap().is_negative());
            prop_assert!(line.deductions.iter().all(|deduction| deduction.amount.is_positive()));
            prop_assert!(line.shares().unwrap().is_sound());
        }
        for of in [shop(1), shop(2)] {
            let list: i64 = found.of_shop(of).map(|line| line.list.minor()).sum();
            let left: i64 = found.of_shop(of).map(|line| line.left().unwrap().minor()).sum();
            prop_assert!(list == 0 || left > 0, "{list} {left}");
        }
        let taken: i64 = found.taken().unwrap().iter().map(|deduction| deduction.amount.minor()).sum();
        let deductions: i64 = found.lines.iter().flat_map(|line| &line.deductions).map(|deduction| deduction.amount.minor()).sum();
        prop_assert_eq!(taken, deductions);
    }

    #[test]
    fn a_floor_holds_wherever_its_reduction_applies(
        cart in any_cart(),
        reductions in any_reductions(),
    ) {
        let found = priced(&cart, &reductions);
        for (line, asked) in found.lines.iter().zip(&cart) {
            let kept = line.list.minor() - line.shares().unwrap().shop.minor();
            for deduction in line.deductions.iter().filter(|deduction| deduction.funded_by == Funder::Shop) {
                let same = |one: &&Reduction| one.kind.name == deduction.kind.name && one.owner == deduction.owner && one.id == deduction.id;
                let floor = reductions.iter().filter(same).filter_map(|one| one.floor).map(Money::minor).min();
                // A set has its floor for its own pieces.
                if let Some(floor) = floor.filter(|_| deduction.kind.stage != Stage::Bundle) {
                    let bundled = line.deductions.iter().any(|deduction| deduction.kind.stage == Stage::Bundle);
                    prop_assert!(bundled || kept >= floor * asked.quantity, "{kept} {floor} {}", asked.quantity);
                }
            }
        }
    }

    #[test]
    fn the_order_in_which_reductions_are_named_changes_nothing(
        cart in any_cart(),
        reductions in any_reductions(),
        turn in 0..8_usize,
    ) {
        let named = reductions;
        let mut other = named.clone();
        other.reverse();
        let turn = turn % other.len().max(1);
        other.rotate_left(turn);
        let (one, other) = (priced(&cart, &named), priced(&cart, &other));
        prop_assert_eq!(format!("{:?}", one.lines), format!("{:?}", other.lines));
    }

    #[test]
    fn a_reduction_more_never_costs_the_buyer_a_piece_price(
        cart in any_cart(),
        reductions in any_reductions(),
        more in any_off(),
    ) {
        let before = priced(&cart, &reductions);
        let mut all = reductions;
        all.push(reduction(&CAMPAIGN, shop(1), 99, Rule::Piece(more)));
        let after = priced(&cart, &all);
        for (before, after) in before.lines.iter().zip(&after.lines) {
            prop_assert!(after.unit.minor() <= before.unit.minor());
        }
    }

    #[test]
    fn a_bundle_more_never_costs_the_buyer_more(
        cart in any_cart(),
        parts in proptest::collection::vec((1..5_i64, 1..5_i64, 1..3_i64, 1..900_i64), 1..6),
    ) {
        let bundle = |(at, (one, other, pieces, fen)): (usize, &(i64, i64, i64, i64))| {
            let mut parts = vec![Part { variant: *one, pieces: *pieces }];
            if one != other {
                parts.push(Part { variant: *other, pieces: 1 });
            }
            let rule = Rule::Set { parts, off: Off::Amount(yuan(*fen)) };
            reduction(&BUNDLE, shop(1), i64::try_from(at).unwrap() + 1, rule)
        };
        let all: Vec<Reduction> = parts.iter().enumerate().map(bundle).collect();
        let paid = |reductions: &[Reduction]| left(&priced(&cart, reductions)).iter().sum::<i64>();
        let mut before = paid(&[]);
        for count in 1..=all.len() {
            let after = paid(&all[..count]);
            prop_assert!(after <= before, "{after} {before}");
            before = after;
        }
    }
}
