//! Stock under pressure: never oversold, whoever comes at once.

use std::sync::Arc;

use goods::catalog::{Kind, LeadTime};
use kernel::{AccountId, Currency, Money};
use platform::db::Tx;
use selling::{
    orders::{self, Basket, BasketLine, Channel, PlaceError, Terms},
    payments::Takes,
};

use crate::{
    harness::{Market, Thing, ship_to},
    story,
};

pub fn terms(key: String, things: &[(Thing, i64)], unit: i64) -> Terms {
    let line = |(thing, quantity): &(Thing, i64)| BasketLine {
        title_en: String::new(),
        choices_en: String::new(),
        listing: thing.listing,
        variant: thing.variant,
        kind: Kind::Stock,
        title: "Bowl".into(),
        choices: String::new(),
        sku: String::new(),
        picture: String::new(),
        quantity: *quantity,
        unit: Money::new(unit, Currency::CNY),
        is_counted: true,
        lead: LeadTime::default(),
        deductions: Vec::new(),
    };
    let basket = |thing: &(Thing, i64)| Basket {
        shop: thing.0.listing.shop(),
        lines: vec![line(thing)],
        shipping: Money::zero(Currency::CNY),
        ship_to: ship_to(),
        note: String::new(),
        tax: None,
        work: None,
        host: None,
        channel: Channel::Listing,
    };
    Terms {
        gift: None,
        coupons: Vec::new(),
        about: None,
        new_address: None,
        buyer: AccountId::new(1),
        key,
        currency: Currency::CNY,
        baskets: things.iter().map(basket).collect(),
        cart: None,
    }
}

async fn rush(market: &Market, list: Vec<Terms>) -> (usize, usize) {
    let mut waiting = Vec::new();
    for terms in list {
        let (inner, now) = (market.inner.clone(), market.now());
        waiting.push(tokio::spawn(async move { inner.door().place(now, inner.rules(), terms).await }));
    }
    let (mut placed, mut refused) = (0, 0);
    for one in waiting {
        match one.await.unwrap() {
            Ok(_) => placed += 1,
            Err(PlaceError::SoldOut(_)) => refused += 1,
            Err(error) => panic!("{error}"),
        }
    }
    (placed, refused)
}

story!(two_buyers_and_one_last_piece, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 1).await;
    let list = (0..2).map(|n| terms(format!("k{n}"), &[(bowl, 1)], 5_000)).collect();
    assert_eq!(rush(market, list).await, (1, 1));
    assert_eq!(market.stock(bowl).await, 0);
});

story!(a_rush_sells_what_there_is_and_no_more, |market| {
    let (_, shop) = market.maker("Ana").await;
    let (_, other) = market.maker("Bo").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 100).await;
    let cup = market.thing(other, "Cup", 5_000, 1_000).await;
    let list = (0..600).map(|n| terms(format!("k{n}"), &[(bowl, 1), (cup, 1)], 5_000)).collect();
    assert_eq!(rush(market, list).await, (100, 500));
    assert_eq!((market.stock(bowl).await, market.stock(cup).await), (0, 900));
    assert_eq!(market.number("SELECT COUNT(*) FROM purchase").await, 100);
    assert_eq!(market.number("SELECT COUNT(*) FROM orders").await, 200);
    market.pass(kernel::minutes(31)).await;
    assert_eq!((market.stock(bowl).await, market.stock(cup).await), (100, 1_000));
});

story!(a_set_is_placed_as_if_one_by_one, |market| {
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 5).await;
    let cup = market.thing(shop, "Cup", 5_000, 5).await;
    let list = Arc::new(vec![
        terms("a".into(), &[(bowl, 3), (cup, 1)], 5_000),
        terms("b".into(), &[(bowl, 3), (cup, 1)], 5_000),
        terms("a".into(), &[(bowl, 3), (cup, 1)], 5_000),
        terms("c".into(), &[(bowl, 2)], 5_000),
        terms("d".into(), &[(cup, 0)], 5_000),
    ]);
    let (now, rules) = (market.now(), market.inner.rules());
    let act = async move |tx: &mut Tx| orders::place_all(tx, now, &rules, Takes::ALL, &list).await;
    let answers = market.inner.db.write(act).await.unwrap();
    assert!(matches!(answers[1], Err(PlaceError::SoldOut(variant)) if variant == bowl.variant));
    assert!(matches!(answers[4], Err(PlaceError::NoPieces)));
    let (first, repeat) = (answers[0].as_ref().unwrap(), answers[2].as_ref().unwrap());
    assert_eq!(first, repeat);
    assert!(answers[3].is_ok());
    assert_eq!((market.stock(bowl).await, market.stock(cup).await), (0, 4));
});
