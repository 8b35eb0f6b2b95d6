//! Two impatient people, a clock and crashes: whatever they do in whatever order, offers and stock add up.

use std::time::Duration;

use kernel::Chance;
use platform::db::Tx;
use serde_json::{Value, json};

use crate::{
    harness::{Market, Person, Place, START, Thing, program, ship_to},
    on_both,
};

const PIECES: i64 = 4;
const ACTS: usize = 160;

on_both!(any_order_of_offers_keeps_every_invariant, any_order);

async fn any_order(place: Place) {
    let mut reopened = 0;
    // Three of them, and more until what is to be seen was seen.
    for seed in 0..12 {
        if seed >= 3 && reopened > 0 {
            break;
        }
        let place = if seed == 0 { place.clone() } else { place.another().await };
        reopened += play(&place, seed).await;
    }
    assert!(reopened > 0, "no deal was good again");
}

/// The two, with what they bargain about.
struct Pair {
    buyer: String,
    seller: String,
    things: Vec<Thing>,
    conversation: String,
}

async fn gather(market: &Market) -> Pair {
    let (_, ana) = market.person("Ana").await;
    let (_, lin) = market.person("Lin").await;
    let shop = market.shop_of(ana, "ana").await;
    let mut things = Vec::new();
    for (name, floor, accept) in
        [("Bowl", None, None), ("Jar", Some(500), Some(900)), ("Cup", Some(700), None)]
    {
        let thing = market.thing(shop, name, 1_000, PIECES).await;
        market.bargain(thing, floor, accept).await;
        things.push(thing);
    }
    let (buyer, seller) = (market.token(lin).await, market.token(ana).await);
    let page =
        program(market.address, &buyer).send("POST", "/api/v1/shops/ana/conversations", &json!({})).await;
    let conversation = page.is(201).json()["id"].as_str().unwrap().to_owned();
    Pair { buyer, seller, things, conversation }
}

impl Pair {
    /// One act of one of the two; what it is answered does not matter, as long as it is an answer.
    async fn act(&self, market: &Market, dice: &Chance) {
        let is_buyer = dice.below(2) == 0;
        let person = program(market.address, if is_buyer { &self.buyer } else { &self.seller });
        let amount = format!("{}.{:02}", dice.below(21), dice.below(100));
        if dice.below(3) == 0 {
            let mut lines = Vec::new();
            for thing in self.things.iter().filter(|_| dice.below(2) == 0) {
                let quantity = 1 + dice.below(3);
                lines.push(json!({ "variant": thing.variant.to_string(), "quantity": quantity }));
            }
            let path = format!("/api/v1/conversations/{}/offers", self.conversation);
            answered(&person, &path, &json!({ "lines": lines, "amount": amount })).await;
            return;
        }
        let offers = offers(market).await;
        let Some(offer) = offers.get(dice.below(offers.len().max(1) as u64) as usize) else { return };
        let path = |act: &str| format!("/api/v1/offers/{offer}/{act}");
        match dice.below(8) {
            0 | 1 => answered(&person, &path("acceptance"), &json!({})).await,
            2 => answered(&person, &path("refusal"), &json!({})).await,
            3 => answered(&person, &path("withdrawal"), &json!({})).await,
            4 | 5 => answered(&person, &path("counters"), &json!({ "amount": amount })).await,
            _ => {
                let mut body = serde_json::to_value(ship_to()).unwrap();
                body["key"] = format!("k{}", dice.below(6)).into();
                answered(&person, &path("checkout"), &body).await;
            }
        }
    }
}

async fn answered(person: &Person, path: &str, body: &Value) {
    let page = person.send("POST", path, body).await;
    assert!(page.status.as_u16() < 500, "{path} {body}: {} {}", page.status, page.body);
}

async fn offers(market: &Market) -> Vec<String> {
    let read = async |tx: &mut Tx| {
        tx.list("SELECT shop_id, id FROM offer ORDER BY id DESC LIMIT 8", &[], |mut row| {
            Ok(dealing::negotiation::OfferId::new(row.shop()?, row.int()?).to_string())
        })
        .await
    };
    market.inner.db.read(read).await.unwrap()
}

/// Play, and tell how many deals were good again after their purchase closed unpaid.
async fn play(place: &Place, seed: u64) -> i64 {
    let dice = Chance::seeded(seed);
    let mut market = Market::open_at(place, START, Chance::seeded(seed)).await;
    let pair = gather(&market).await;
    for act in 0..ACTS {
        match dice.below(12) {
            0 | 1 => {
                let (one, other) = (Chance::seeded(dice.below(1 << 40)), Chance::seeded(dice.below(1 << 40)));
                tokio::join!(pair.act(&market, &one), pair.act(&market, &other));
            }
            2 => market.pass(kernel::minutes(dice.below(45))).await,
            3 => market.pass(kernel::hours(dice.below(30))).await,
            4 => {
                let work = market.runner.run_due();
                let _ = tokio::time::timeout(Duration::from_micros(dice.below(3_000)), work).await;
                let now = market.now();
                market.stop();
                market = Market::open_at(place, now, Chance::seeded(seed * 1_000 + act as u64)).await;
            }
            _ => pair.act(&market, &dice).await,
        }
        market.check().await;
        every_piece_is_somewhere(&market).await;
    }
    assert!(market.number("SELECT COUNT(*) FROM offer").await >= 5, "nobody bargained");
    // Long enough for every clock, and for the leases of those who crashed.
    market.pass(kernel::days(20)).await;
    assert_eq!(market.number("SELECT COUNT(*) FROM offer WHERE state IN ('open', 'accepted')").await, 0);
    market.check().await;
    let reopened = market.number("SELECT COUNT(*) FROM offer_step WHERE act = 'reopen'").await;
    market.end().await;
    reopened
}

/// Pieces on the shelf, held by deals and held by living orders are what there was.
async fn every_piece_is_somewhere(market: &Market) {
    let there = market.number("SELECT CAST(SUM(available) AS BIGINT) FROM stock").await;
    let sold = "SELECT CAST(COALESCE(SUM(l.quantity), 0) AS BIGINT) FROM order_line l \
        JOIN orders o ON o.shop_id = l.shop_id AND o.id = l.order_id \
        WHERE o.state IN ('unpaid', 'paid', 'shipped', 'completed')";
    let read = async |tx: &mut Tx| {
        tx.list("SELECT things FROM offer WHERE state = 'accepted'", &[], |mut row| row.json::<Value>()).await
    };
    let deals: Vec<Value> = market.inner.db.read(read).await.unwrap();
    let things = deals.iter().flat_map(|things| things.as_array().unwrap());
    let held: i64 = things.map(|thing| thing["quantity"].as_i64().unwrap()).sum();
    assert_eq!(there + held + market.number(sold).await, PIECES * 3);
}
