//! What becomes of wishes: cheaper, sold out, there again; on their list, on the home page, and in one letter a day.

use kernel::days;
use platform::{db::Tx, params};
use server::wiring;

use crate::{
    harness::{Market, Person, Thing, Town},
    story,
};

async fn keep(person: &Person, thing: Thing) {
    let listing = thing.listing.to_string();
    person.post("/wishes", &[("listing", &listing), ("keep", "yes"), ("return_to", "/wishes")]).await.is(200);
}

async fn price(market: &Market, thing: Thing, minor: i64) {
    let sql = "UPDATE listing SET price_low = $3, price_high = $3 WHERE shop_id = $1 AND id = $2";
    let (shop, id) = (thing.listing.shop(), thing.listing.number());
    let act = async move |tx: &mut Tx| tx.execute_one(sql, params![shop, id, minor]).await;
    market.inner.db.write(act).await.unwrap();
}

async fn stock(market: &Market, thing: Thing, pieces: i64) {
    let sql = "UPDATE stock SET available = $3 WHERE shop_id = $1 AND variant_id = $2";
    let (shop, id) = (thing.variant.shop(), thing.variant.number());
    let act = async move |tx: &mut Tx| tx.execute_one(sql, params![shop, id, pieces]).await;
    market.inner.db.write(act).await.unwrap();
}

story!(whoever_keeps_a_thing_hears_that_it_is_cheaper_or_there_again, |market| {
    let town = Town::build(market).await;
    wiring::begin(&market.inner).await.unwrap();
    let (lin, _) = market.person("Mei").await;
    let guest = market.visitor();
    for person in [&lin, &guest] {
        keep(person, town.bowl).await;
        keep(person, town.basket).await;
        person.get("/").await.is(200).shows("Your wishes").hides("cheaper than").hides("Back in stock");
    }
    market.visitor().get("/").await.is(200).hides("Your wishes");
    let told = async || market.mail("mei@fair.example").await.len();
    market.pass(days(1)).await;
    assert_eq!(told().await, 0, "nothing has changed");

    // Dearer is no news; cheaper than when it was kept is.
    price(market, town.bowl, 6_000).await;
    market.pass(days(1)).await;
    assert_eq!(told().await, 0);
    price(market, town.bowl, 4_000).await;
    for person in [&lin, &guest] {
        person.get("/wishes").await.shows("¥10 cheaper than when you kept it");
        person.get("/").await.shows("¥10 cheaper than when you kept it");
    }
    market.pass(days(1)).await;
    let mail = market.mail("mei@fair.example").await;
    assert_eq!((mail.len(), mail[0].subject.as_str()), (1, "Cheaper now: Bowl"));
    assert!(mail[0].text.contains("¥40 · ¥10 cheaper than when you kept it"), "{}", mail[0].text);
    market.pass(days(2)).await;
    assert_eq!(told().await, 1, "what was told is not told again");

    stock(market, town.basket, 0).await;
    lin.get("/wishes").await.shows("Sold out");
    market.pass(days(1)).await;
    assert_eq!(told().await, 1, "that it is sold out is no news");
    stock(market, town.basket, 3).await;
    lin.get("/wishes").await.shows("Back in stock").hides("Sold out");
    price(market, town.bowl, 3_500).await;
    market.pass(days(1)).await;
    let mail = market.mail("mei@fair.example").await;
    assert_eq!((mail.len(), mail[0].subject.as_str()), (2, "2 of your wishes are cheaper or back in stock"));
    for person in [&lin, &guest] {
        person.get("/wishes").await.shows("Back in stock");
    }
    let listed = lin.get("/api/v1/wishes").await.json();
    assert_eq!(
        (&listed["items"][0]["is_back"], &listed["items"][1]["cheaper_by"]["amount"]),
        (&true.into(), &"15.00".into())
    );
    // A week later it is simply there.
    market.pass(days(8)).await;
    lin.get("/wishes").await.hides("Back in stock").shows("¥15 cheaper");
    assert_eq!(told().await, 2);

    // Whoever wants none of it gets none.
    let off = [("wishes-news.list", "on")];
    lin.post("/mine/notifications", &off).await.is(200);
    price(market, town.bowl, 3_000).await;
    market.pass(days(1)).await;
    assert_eq!(told().await, 2);
    lin.get("/notifications").await.shows("Cheaper now: Bowl");
    market.check().await;
});
