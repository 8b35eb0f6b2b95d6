//! What the engine of prices takes for one answer, beside what it takes to sum the list prices of the same lines.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use kernel::{BasisPoints, Currency, Money, ShopId};
use people::{
    reduction::{Funder, Off, Over, Part, Reach, Reduction, Rule, Tier},
    rules::Rules,
    shops::MARKET,
};
use selling::{
    prices::{Line, price},
    promotions::{COUPON, reductions::kinds},
};

use crate::Figure;

const TIME: Duration = Duration::from_millis(700);
const LINES: [usize; 3] = [1, 10, 100];
const REDUCTIONS: [usize; 3] = [0, 5, 50];

fn yuan(fen: i64) -> Money {
    Money::new(fen, Currency::CNY)
}

fn number(at: usize) -> i64 {
    i64::try_from(at).unwrap() + 1
}

/// Things of three shops, two pieces of each.
fn cart(lines: usize) -> Vec<Line> {
    let line = |at: usize| {
        let (number, unit) = (number(at), yuan(1_000 + 37 * number(at)));
        Line {
            shop: ShopId::new(number % 3 + 1),
            listing: number,
            variant: number,
            unit,
            quantity: 2,
            grams: 1_000,
        }
    };
    (0..lines).map(line).collect()
}

/// One of each kind after the other, over what lies in the cart.
fn reductions(cart: &[Line], count: usize) -> Vec<Reduction> {
    let share = |percent: u32| Off::Share { rate: BasisPoints::new(percent * 100), cap: None };
    let reduction = |at: usize| {
        let line = cart[at / 5 % cart.len()];
        let other = cart.iter().find(|one| one.shop == line.shop && one.variant != line.variant);
        let own = Over::Variants(vec![(line.shop, line.variant)]);
        let (kind, owner, over, rule) = match at % 5 {
            0 => {
                let tier = Tier { from: Reach::Pieces(2), off: share(8) };
                (&kinds::TIERS, line.shop, own, Rule::Tiers(vec![tier]))
            }
            1 => (&kinds::CAMPAIGN, line.shop, own, Rule::Piece(share(10))),
            2 => {
                let mut parts = vec![Part { variant: line.variant, pieces: 1 }];
                parts.extend(other.map(|other| Part { variant: other.variant, pieces: 1 }));
                (&kinds::BUNDLE, line.shop, Over::Everything, Rule::Set { parts, off: share(15) })
            }
            3 => {
                let rule = Rule::Goods { least: yuan(500), off: Off::Amount(yuan(50)) };
                (&kinds::THRESHOLD, line.shop, Over::Everything, rule)
            }
            _ => (&COUPON, MARKET, Over::Everything, Rule::Goods { least: yuan(0), off: share(3) }),
        };
        Reduction {
            kind,
            owner,
            id: number(at),
            name: "Bench".to_owned(),
            name_en: String::new(),
            funded_by: if owner == MARKET { Funder::Market } else { Funder::Shop },
            over,
            rule,
            floor: None,
        }
    };
    (0..count).map(reduction).collect()
}

/// Nanoseconds of one call.
fn time_of(mut act: impl FnMut()) -> f64 {
    let (begin, mut calls) = (Instant::now(), 0_u32);
    while begin.elapsed() < TIME {
        for _ in 0..16 {
            act();
        }
        calls += 16;
    }
    begin.elapsed().as_secs_f64() * 1e9 / f64::from(calls)
}

pub fn run() -> Vec<Figure> {
    let rules = Rules::default();
    let mut figures = Vec::new();
    for lines in LINES {
        let cart = cart(lines);
        let list = || cart.iter().map(|line| line.unit.times(line.quantity).unwrap());
        let sum = time_of(|| {
            black_box(Money::sum(black_box(list()), Currency::CNY).unwrap());
        });
        for count in REDUCTIONS {
            let all = reductions(&cart, count);
            let ours = time_of(|| {
                black_box(price(Currency::CNY, black_box(&cart), black_box(&all), &rules).unwrap());
            });
            let what = format!("price of {lines} lines, {count} reductions");
            figures.push(Figure::new(what, ours, Some(sum), "ns").note("limit: summing the list prices"));
        }
    }
    figures
}
