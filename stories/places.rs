//! What online trade does for a place, for whoever looks after it.

use commons::villages::{self, divisions::Unlisted};
use kernel::{AccountId, Actor, Currency, Money, days};
use platform::db::Tx;
use selling::orders::{self, OrderId, Parcel, refunds};
use server::wiring;

use crate::{
    harness::Market,
    story,
    villages::{DIVISIONS, code, join, owner_of, paid_in, take},
};

async fn appoint(market: &Market, official: &str, account: AccountId) {
    let (now, by, place) = (market.now(), Actor::Operator { account: AccountId::new(1) }, code(official));
    let act = async move |tx: &mut Tx| villages::appoint(tx, &by, now, &place, account).await;
    market.inner.db.write(act).await.unwrap();
}

/// What nobody ships is undone.
async fn ship(market: &Market, order: OrderId) {
    let (now, rules, by) = (market.now(), market.inner.rules(), owner_of(order.shop()));
    let parcel = Parcel { carrier: String::new(), tracking: String::new() };
    let act = async move |tx: &mut Tx| orders::ship(tx, &by, now, &rules, order, parcel.clone()).await;
    market.inner.db.write(act).await.unwrap();
}

const LOOKS: &str = "SELECT COUNT(*) FROM village_look";

story!(a_steward_sees_what_trade_does_for_the_place_and_nobody_else_does, |market| {
    take(market, DIVISIONS, "2026-06-30", Unlisted::Stay).await;
    let ding = code("371721110200");
    let (ana, leather) = market.maker("Ana").await;
    let (_, goji) = market.maker("Bo").await;
    let bowl = market.thing(leather, "Bowl", 5_000, 90).await;
    let basket = market.thing(goji, "Basket", 5_000, 90).await;
    join(market, leather, &ding, "Wang").await;
    join(market, goji, &code("371721110201"), "Li").await;
    let (county, wei) = market.person("Wei").await;
    let (village, hua) = market.person("Hua").await;
    appoint(market, "371721", wei).await;
    appoint(market, "371721110201", hua).await;
    wiring::begin(&market.inner).await.unwrap();
    let (_, lin) = market.person("Lin").await;
    let first = paid_in(market, lin, bowl, 90_000, Currency::CNY).await;
    let second = paid_in(market, lin, basket, 10_000, Currency::CNY).await;
    for order in [first, second] {
        ship(market, order).await;
    }
    // This month is not over, and belongs to no year yet.
    market.pass(days(2)).await;
    let path = "/api/v1/stewardships/CN-371721/dashboard";
    let told = county.get(path).await.is(200).json();
    assert_eq!(told["months"][12]["sold"]["amount"], "1000.00");
    assert_eq!(told["ranking"][0]["sold"]["amount"], "0.00");
    market.pass(days(12)).await;
    let told = county.get(path).await.is(200).json();
    let figure = |told: &serde_json::Value, measure: &str| {
        let all = told["figures"].as_array().unwrap().clone();
        all.into_iter().find(|it| it["measure"] == measure).map(|it| it["number"].clone())
    };
    let number = |measure: &str| figure(&told, measure);
    assert_eq!(number("sales"), Some(100_000.into()));
    assert_eq!((number("orders"), number("shops")), (Some(2.into()), Some(2.into())));
    assert_eq!(number("households"), Some(2.into()));
    // A part of it is one shop's, and was told to nobody.
    assert_eq!(number("by-channel"), Some(serde_json::Value::Null));
    assert_eq!(told["sold_per_household"]["amount"], "500.00");
    // What is right within a county is its towns.
    assert_eq!(told["ranking"][0]["code"], "CN-371721110");
    assert_eq!(told["ranking"][0]["sold"]["amount"], "1000.00");
    let town = county.get("/api/v1/stewardships/CN-371721110/dashboard").await.is(200).json();
    assert_eq!(town["ranking"][0]["code"], "CN-371721110200");
    assert_eq!(town["ranking"][1]["sold"]["amount"], "100.00");
    let page = county.get("/mine/villages/CN-371721110/dashboard").await;
    page.is(200).shows("大集镇").shows("丁楼村民委员会").shows("¥1,000");
    let (operator, op) = market.person("Op").await;
    market.make_operator(op).await;
    operator.get("/operator/insights/countries/CN").await.is(200).shows("¥1,000");
    // Each look is noted, and stops where the right of whoever looks stops.
    let looks = market.number(LOOKS).await;
    village.get("/mine/villages/CN-371721110201/dashboard").await.is(200).shows("¥100");
    assert_eq!(market.number(LOOKS).await, looks + 1);
    for path in ["/mine/villages/CN-371721/dashboard", "/mine/villages/CN-371721110200/dashboard"] {
        village.get(path).await.is(404);
        ana.get(path).await.is(404);
    }
    ana.get(path).await.is(404);
    county.get("/operator/insights/countries/CN").await.is(404);
    for wrong in ["CN-3717211102", "CN-%F0%9F%8F%A1", "xx", "CN-37"] {
        county.get(&format!("/mine/villages/{wrong}/dashboard")).await.is(404);
    }
    // What is given back months later changes the month in which it was sold.
    market.pass(days(75)).await;
    let (now, by) = (market.now(), owner_of(leather));
    let act = async move |tx: &mut Tx| {
        let amount = Money::new(30_000, Currency::CNY);
        refunds::give(tx, &by, now, "late", first, amount, "It broke.".into()).await
    };
    market.inner.db.write(act).await.unwrap();
    market.work().await;
    market.pass(days(2)).await;
    let told = county.get(path).await.is(200).json();
    assert_eq!(figure(&told, "sales"), Some(70_000.into()));
    assert_eq!(market.number("SELECT COUNT(*) FROM insight_stale").await, 0);
    market.check().await;
});
