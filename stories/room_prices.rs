//! Prices of a room: countdowns, claims, and the last piece.

use std::time::Duration;

use commons::live::{self, Kept, RoomId};
use kernel::Actor;
use platform::db::Tx;
use serde_json::{Value, json};

use crate::{
    harness::{Market, Person, Thing, address, addressed},
    story,
};

pub const ROOMS: &str = "/api/v1/shops/ana/live";

/// A room of `ana` that is on air, with something to sell.
pub async fn on_air(market: &Market, pieces: i64) -> (Person, String, Thing) {
    let (host, shop) = market.maker("Ana").await;
    let room = host.send("POST", ROOMS, &json!({ "title": "Carving a satchel" })).await;
    let room = room.is(201).json()["id"].as_str().unwrap().to_owned();
    market.go_on_air(&room).await;
    let bag = market.thing(shop, "Satchel", 38_000, pieces).await;
    (host, room, bag)
}

pub fn price(thing: Thing, price: &str, pieces: i64, more: Value) -> Value {
    let mut body =
        json!({"listing_id": thing.listing.to_string(), "price": price, "pieces": pieces, "seconds": 60});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

pub async fn give(host: &Person, room: &str, body: &Value) -> String {
    let given = host.send("POST", &format!("{ROOMS}/{room}/prices"), body).await;
    given.is(201).json()["id"].as_str().unwrap().to_owned()
}

pub fn wanted(thing: Thing, key: &str) -> Value {
    addressed(json!({"variant": thing.variant.to_string(), "key": key}))
}

pub async fn claim(buyer: &Person, price: &str, body: &Value) -> u16 {
    buyer.send("POST", &format!("/api/v1/live/prices/{price}/claims"), body).await.status.as_u16()
}

/// What the timeline of a room tells of what is sold.
async fn told(person: &Person, room: &str) -> Vec<String> {
    let moments = person.get(&format!("/api/v1/live/{room}/moments")).await.json();
    let kinds = moments["items"].as_array().unwrap().iter().map(|it| it["kind"].as_str().unwrap().to_owned());
    kinds.collect()
}

story!(a_viewer_claims_a_room_price_with_one_tap_and_without_javascript, |market| {
    let (host, room, bag) = on_air(market, 5).await;
    let (buyer, _) = market.person("Lin").await;
    let desk = format!("/desk/ana/live/{room}/prices");
    host.get(&desk).await.is(200).shows("Start the countdown").shows("until 5 seconds after the countdown");
    let form = |price: &'static str, pieces: &'static str| {
        [
            ("listing_id", bag.listing.to_string()),
            ("price", price.into()),
            ("pieces", pieces.into()),
            ("per_buyer", "2".into()),
            ("seconds", "60".into()),
        ]
    };
    let post = async |form: [(&str, String); 5]| {
        let fields: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        host.post(&desk, &fields).await
    };
    post(form("380", "3")).await.is(422).shows("Give less than the 380.00");
    post(form("0", "3")).await.is(422);
    post(form("180", "6")).await.is(422).shows("only 5 pieces");
    post(form("180", "3")).await.is(200).shows("The countdown runs").shows("0 of 3 claimed");
    post(form("170", "2")).await.is(422).shows("runs already");
    // What costs less is on show, with what it cost before.
    let page = buyer.get(&format!("/live/{room}")).await;
    page.is(200)
        .shows("¥180")
        .shows("¥380")
        .shows("data-behaviour=\"countdown\"")
        .shows("Room price ¥180, 3 pieces");
    let form = page.link(&format!("/live/{room}/prices/"));
    // Nobody knows yet where it goes: the page of the claim asks, and its sum is the one that is placed.
    let asked = buyer.post(&form, &[("variant", &bag.variant.to_string()), ("quantity", "1")]).await;
    asked.is(422).shows("Claim the room price").shows("Room price");
    let mut fields = address();
    let (key, seen, variant) = (asked.field("key"), asked.field("seen_total"), bag.variant.to_string());
    fields.extend([
        ("key", key.as_str()),
        ("seen_total", seen.as_str()),
        ("variant", &variant),
        ("quantity", "1"),
    ]);
    let paid = buyer.post(&form, &fields).await;
    paid.is(200);
    assert!(paid.path.starts_with("/sandbox/"), "{}", paid.path);
    // The tap that had to ask is the claim, and the next one is the same.
    for _ in 0..2 {
        buyer.post(&form, &[("variant", &variant), ("quantity", "1")]).await.is(200);
    }
    assert_eq!(market.number("SELECT COUNT(*) FROM purchase").await, 1);
    assert_eq!(market.number("SELECT taken FROM live_price_taken").await, 1);
    assert_eq!(market.stock(bag).await, 4);
    let order = "SELECT items_minor - shop_discount_minor FROM orders ORDER BY id DESC LIMIT 1";
    assert_eq!(market.number(order).await, 18_000);
    let kinds = told(&buyer, &room).await;
    assert_eq!(kinds, ["pin", "price", "bought"]);
    buyer.get(&format!("/live/{room}")).await.shows("A buyer in 杭州市 bought this").hides("Lin bought");
    buyer.get("/mine/export.json").await.shows("live_bought");
});

story!(a_claim_counts_as_long_as_the_picture_of_a_viewer_may_be_behind, |market| {
    let (host, room, bag) = on_air(market, 50).await;
    let (buyer, _) = market.person("Lin").await;
    // Players half a second, two and fifteen seconds behind, who tap in the last moment that they see.
    for (allowance, counted) in
        [(None, [201, 201, 409]), (Some(0), [409, 409, 409]), (Some(20), [201, 201, 201])]
    {
        if let Some(seconds) = allowance {
            let manners = json!({"allowance_seconds": seconds, "slow_seconds": 0});
            host.send("PUT", &format!("{ROOMS}/{room}/manners"), &manners).await.is(204);
        }
        for (late_ms, expected) in [500, 2_000, 15_000].into_iter().zip(counted) {
            let id = give(&host, &room, &price(bag, "180", 1, json!({}))).await;
            market.clock.advance(Duration::from_secs(60) + Duration::from_millis(late_ms));
            let key = format!("{allowance:?}-{late_ms}");
            assert_eq!(claim(&buyer, &id, &wanted(bag, &key)).await, expected, "{allowance:?} {late_ms}");
            // A claim that counted is answered with its purchase however late it is asked for again.
            market.pass(Duration::from_secs(600)).await;
            assert_eq!(
                claim(&buyer, &id, &wanted(bag, &key)).await,
                expected,
                "{allowance:?} {late_ms} again"
            );
        }
    }
    let beyond = json!({"allowance_seconds": 21, "slow_seconds": 0});
    host.send("PUT", &format!("{ROOMS}/{room}/manners"), &beyond).await.is(422);
});

story!(the_last_piece_is_claimed_once_and_a_key_claims_once, |market| {
    let (host, room, bag) = on_air(market, 9).await;
    let (one, _) = market.person("Lin").await;
    let (other, _) = market.person("Wei").await;
    let last = give(&host, &room, &price(bag, "180", 1, json!({}))).await;
    let (first, second) = (wanted(bag, "a"), wanted(bag, "a"));
    let (first, second) = tokio::join!(claim(&one, &last, &first), claim(&other, &last, &second));
    let mut both = [first, second];
    both.sort_unstable();
    assert_eq!(both, [201, 409]);
    assert_eq!(told(&one, &room).await, ["pin", "price", "bought", "price-over"]);
    // What is gone can be given again; each buyer has their part and no more.
    let more = price(bag, "170", 4, json!({"per_buyer": 2}));
    let again = give(&host, &room, &more).await;
    let mut two = wanted(bag, "two");
    two["quantity"] = json!(2);
    let results = tokio::join!(claim(&one, &again, &two), claim(&one, &again, &two));
    assert_eq!(results, (201, 201));
    assert_eq!(claim(&one, &again, &wanted(bag, "b")).await, 409);
    assert_eq!(claim(&other, &again, &wanted(bag, "b")).await, 201);
    assert_eq!(market.number("SELECT CAST(SUM(taken) AS BIGINT) FROM live_price_taken").await, 4);
    assert_eq!(market.stock(bag).await, 9 - 4);
    // Ended by its host, it counts for who is behind, and then for nobody.
    let over = format!("/api/v1/shops/ana/live/prices/{again}/end");
    for _ in 0..2 {
        host.send("POST", &over, &json!({})).await.is(200);
    }
    let (late, _) = market.person("Mei").await;
    let mut body = wanted(bag, "late");
    body["shows_name"] = json!(true);
    assert_eq!(claim(&late, &again, &body).await, 201);
    market.clock.advance(Duration::from_secs(6));
    assert_eq!(claim(&late, &again, &wanted(bag, "later")).await, 409);
    late.get(&format!("/live/{room}")).await.shows("Mei bought this").hides("Claim<");
});

story!(who_may_not_claims_nothing_and_gives_nothing, |market| {
    if market.is_on_postgres() {
        return;
    }
    let (host, room, bag) = on_air(market, 3).await;
    let (other, other_shop) = market.maker("Bo").await;
    let jug = market.thing(other_shop, "Jug", 900, 1).await;
    let body = |more: Value| price(bag, "180", 2, more);
    let prices = format!("{ROOMS}/{room}/prices");
    for bad in [
        json!({"seconds": 9}),
        json!({"seconds": 301}),
        json!({"seconds": "soon"}),
        json!({"pieces": 0}),
        json!({"pieces": 4}),
        json!({"per_buyer": 3}),
        json!({"price": "-1"}),
        json!({"price": "💧"}),
        json!({"price": "380"}),
        json!({"listing_id": ""}),
        json!({"listing_id": jug.listing.to_string()}),
    ] {
        host.send("POST", &prices, &body(bad)).await.is(422);
    }
    let elsewhere = format!("/api/v1/shops/bo/live/{room}/prices");
    other.send("POST", &elsewhere, &body(json!({}))).await.is(404);
    let id = give(&host, &room, &body(json!({}))).await;
    other.send("POST", &format!("/api/v1/shops/bo/live/prices/{id}/end"), &json!({})).await.is(404);
    // Another thing of the shop is not to be had at this price, however it is asked for.
    let mut wrong = wanted(jug, "x");
    assert_eq!(claim(&other, &id, &wrong).await, 409);
    wrong = wanted(bag, "x");
    wrong["quantity"] = json!(2);
    assert_eq!(claim(&other, &id, &wrong).await, 409);
    wrong["quantity"] = json!(0);
    assert_eq!(claim(&other, &id, &wrong).await, 422);
    wrong = wanted(bag, "");
    assert_eq!(claim(&other, &id, &wrong).await, 422);
    wrong = wanted(bag, "seen");
    wrong["seen_total"] = json!("1.00");
    assert_eq!(claim(&other, &id, &wrong).await, 409);
    assert_eq!(market.number("SELECT COUNT(*) FROM purchase").await, 0);
    assert_eq!(market.number("SELECT taken FROM live_price_taken").await, 0);
    assert_eq!(market.stock(bag).await, 3);
    // When the show is over nothing new is given.
    let (at, now): (RoomId, _) = (room.parse().unwrap(), market.now());
    let act = async move |tx: &mut Tx| live::end(tx, &Actor::System, now, at, Kept::Nothing).await;
    market.inner.db.write(act).await.unwrap();
    host.send("POST", &prices, &body(json!({}))).await.is(409);
});
