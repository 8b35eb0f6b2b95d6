//! Bargaining: offers, counter-offers, and the deal that is bought.

use kernel::{days, hours};
use platform::db::Tx;
use serde_json::{Value, json};

use crate::{
    harness::{Market, Page, Person, Thing, address, ship_to},
    story,
};

/// A shop with a bowl that is bargained about, and somebody who wants it.
struct Stall {
    shop: Person,
    buyer: Person,
    bowl: Thing,
}

async fn stall(market: &Market, floor: Option<i64>, accept: Option<i64>) -> Stall {
    let (shop, id) = market.maker("Ana").await;
    let bowl = market.thing(id, "Bowl", 10_000, 3).await;
    market.bargain(bowl, floor, accept).await;
    let (buyer, _) = market.person("Lin").await;
    Stall { shop, buyer, bowl }
}

async fn set(market: &Market, sql: &'static str) {
    market.inner.db.write(async move |tx: &mut Tx| tx.execute(sql, &[]).await).await.unwrap();
}

impl Stall {
    async fn conversation(&self) -> String {
        let page = self.buyer.send("POST", "/api/v1/shops/ana/conversations", &json!({})).await;
        page.is(201).json()["id"].as_str().unwrap().to_owned()
    }

    async fn try_to_offer(&self, pieces: i64, amount: &str) -> Page {
        let conversation = self.conversation().await;
        let body = json!({
            "lines": [{ "variant": self.bowl.variant.to_string(), "quantity": pieces }],
            "amount": amount,
        });
        self.buyer.send("POST", &format!("/api/v1/conversations/{conversation}/offers"), &body).await
    }

    async fn offer(&self, pieces: i64, amount: &str) -> String {
        let page = self.try_to_offer(pieces, amount).await;
        page.is(201).json()["id"].as_str().unwrap().to_owned()
    }
}

async fn does(person: &Person, offer: &str, act: &str, body: Value) -> Page {
    person.send("POST", &format!("/api/v1/offers/{offer}/{act}"), &body).await
}

async fn state(person: &Person, offer: &str) -> String {
    let page = person.get(&format!("/api/v1/offers/{offer}")).await;
    page.is(200).json()["state"].as_str().unwrap().to_owned()
}

const LEFT: &str = "SELECT available FROM stock";

story!(two_people_bargain_to_a_paid_order_without_javascript, |market| {
    let stall = stall(market, None, None).await;
    let listing = stall.buyer.get("/shops/ana/bowl").await;
    listing.shows("Make an offer").shows("Ask the maker");
    let form = stall.buyer.get(&listing.link("/offers/new")).await;
    form.is(200).shows("Your price").shows("hipping to ");
    let (listing, variant) = (stall.bowl.listing.to_string(), stall.bowl.variant.to_string());
    let mut fields = vec![
        ("listing", listing.as_str()),
        ("lines.0.variant", &variant),
        ("lines.0.quantity", "2"),
        ("amount", "300"),
        ("note", "For my mother."),
    ];
    // Above the list price: refused beside the field, with everything as it was typed.
    stall.buyer.post("/offers", &fields).await.is(422).shows("at most 200.00").shows("For my mother.");
    fields[3].1 = "150";
    let talk = stall.buyer.post("/offers", &fields).await;
    talk.is(200).shows("Your offer was sent.").shows("¥150<").shows("For my mother.");
    let at = talk.path.split('?').next().unwrap().to_owned();
    // The shop sees it, counters, and the buyer takes the counter-offer.
    let desk = stall.shop.get("/desk/ana/conversations").await;
    desk.shows("Lin").shows("Offer ¥150 for Bowl, 48 h left");
    let page = stall.shop.get(&at).await;
    page.shows("You were made an offer").shows("Counter-offer");
    let counters = page.html().forms().into_iter().find(|form| form.action.ends_with("/counters")).unwrap();
    stall.shop.post(&counters.action, &[("amount", "999")]).await.is(422).shows("at most 200.00");
    stall.shop.post(&counters.action, &[("amount", "180"), ("note", "With a box.")]).await.is(200);
    let page = stall.buyer.get(&at).await;
    page.shows("You were made a counter-offer").shows("With a box.");
    let accept = page.html().forms().into_iter().find(|form| form.action.ends_with("/acceptance")).unwrap();
    let agreed = stall.buyer.post(&accept.action, &[]).await;
    agreed.is(200).shows("Agreed").shows("Buy at this price");
    assert_eq!(market.number(LEFT).await, 1);
    // Bought at that price; the pieces that were held are the ones that are sold.
    let checkout = stall.buyer.get(&agreed.link("/offers/")).await;
    checkout.is(200).shows("¥180<");
    let (key, total) = (checkout.field("key"), checkout.field("seen_total"));
    let mut fields = address();
    fields.extend([("key", key.as_str()), ("seen_total", &total)]);
    let at_checkout = checkout.path.clone();
    let gateway = stall.buyer.post(&at_checkout, &fields).await;
    stall.buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    assert_eq!(market.number(LEFT).await, 1);
    assert_eq!(market.number("SELECT items_minor - shop_discount_minor FROM orders").await, 18_000);
    stall.buyer.get(&at).await.shows("Bought at the agreed price.");
    stall.buyer.get("/orders").await.shows("To be shipped");
    // Sent twice, it is bought once.
    stall.buyer.post(&at_checkout, &fields).await;
    assert_eq!(market.number("SELECT COUNT(*) FROM purchase").await, 1);
    market.check().await;
});

story!(an_offer_is_answered_once_and_only_by_the_other_side, |market| {
    let stall = stall(market, None, None).await;
    let offer = stall.offer(1, "80").await;
    for act in ["acceptance", "refusal"] {
        does(&stall.buyer, &offer, act, json!({})).await.is(409);
    }
    does(&stall.buyer, &offer, "counters", json!({ "amount": "81" })).await.is(409);
    does(&stall.shop, &offer, "withdrawal", json!({})).await.is(409);
    // Another about the same listing waits until this one is answered.
    stall.try_to_offer(1, "85").await.is(409);
    let counter = does(&stall.shop, &offer, "counters", json!({ "amount": "90" })).await;
    let counter = counter.is(201).json()["id"].as_str().unwrap().to_owned();
    assert_eq!(state(&stall.buyer, &offer).await, "countered");
    does(&stall.shop, &counter, "counters", json!({ "amount": "95" })).await.is(409);
    does(&stall.shop, &counter, "acceptance", json!({})).await.is(409);
    does(&stall.buyer, &counter, "refusal", json!({})).await.is(200);
    does(&stall.buyer, &counter, "acceptance", json!({})).await.is(409);
    // Strangers and other shops see nothing of it.
    let (stranger, _) = market.person("Mo").await;
    let (other, _) = market.maker("Bo").await;
    for person in [&stranger, &other] {
        person.get(&format!("/api/v1/offers/{offer}")).await.is(404);
        does(person, &offer, "acceptance", json!({})).await.is(404);
    }
});

story!(both_sides_have_48_hours_and_the_deal_24, |market| {
    let stall = stall(market, None, None).await;
    let offer = stall.offer(1, "80").await;
    market.pass(hours(47)).await;
    assert_eq!(state(&stall.buyer, &offer).await, "open");
    market.pass(hours(2)).await;
    assert_eq!(state(&stall.buyer, &offer).await, "expired");
    let offer = stall.offer(2, "160").await;
    does(&stall.shop, &offer, "acceptance", json!({})).await.is(200);
    assert_eq!(market.number(LEFT).await, 1);
    market.pass(hours(25)).await;
    assert_eq!(state(&stall.buyer, &offer).await, "lapsed");
    assert_eq!(market.number(LEFT).await, 3);
    does(&stall.buyer, &offer, "checkout", json!({ "key": "late" })).await.is(422);
    // The buyer may leave a deal before that.
    let offer = stall.offer(3, "240").await;
    does(&stall.shop, &offer, "acceptance", json!({})).await.is(200);
    assert_eq!(market.number(LEFT).await, 0);
    does(&stall.shop, &offer, "withdrawal", json!({})).await.is(409);
    does(&stall.buyer, &offer, "withdrawal", json!({})).await.is(200);
    assert_eq!(market.number(LEFT).await, 3);
    market.check().await;
});

story!(five_offers_a_day_and_the_cap_is_told_with_the_last, |market| {
    let stall = stall(market, None, None).await;
    let (listing, variant) = (stall.bowl.listing.to_string(), stall.bowl.variant.to_string());
    for (at, amount) in ["50", "51", "52", "53", "54"].into_iter().enumerate() {
        let fields = [
            ("listing", listing.as_str()),
            ("lines.0.variant", &variant),
            ("lines.0.quantity", "1"),
            ("amount", amount),
        ];
        let page = stall.buyer.post("/offers", &fields).await;
        page.is(200);
        match at {
            4 => page.shows("the last one for this listing today"),
            _ => page.hides("the last one"),
        };
        let id = stall.buyer.get(&page.path).await.link("/offers/");
        stall.buyer.post(&id.replace("/checkout", "/withdrawal"), &[]).await.is(200);
    }
    stall.try_to_offer(1, "55").await.is(422);
    market.pass(days(1)).await;
    stall.try_to_offer(1, "55").await.is(201);
});

story!(what_stands_against_a_deal_ends_the_offer_with_its_reason, |market| {
    let stall = stall(market, None, None).await;
    let cause = async |offer: &str| {
        let page = does(&stall.shop, offer, "acceptance", json!({})).await;
        page.is(200);
        assert_eq!(page.json()["state"], "ended");
        let at = stall.buyer.get(&format!("/offers/{offer}")).await;
        at.is(200);
        at
    };
    let offer = stall.offer(2, "160").await;
    set(market, "UPDATE stock SET available = 1").await;
    cause(&offer).await.shows("There are not so many pieces any more.");
    set(market, "UPDATE stock SET available = 3").await;
    let offer = stall.offer(2, "160").await;
    set(market, "UPDATE variant SET price_minor = 7000").await;
    cause(&offer).await.shows("The listing has changed since.");
    set(market, "UPDATE variant SET price_minor = 10000").await;
    // Those that nobody answers are found as well.
    let offer = stall.offer(1, "60").await;
    set(market, "UPDATE shop SET state = 'closed'").await;
    assert_eq!(dealing::negotiation::end_stale(&market.inner).await.unwrap(), 1);
    set(market, "UPDATE shop SET state = 'open'").await;
    stall.buyer.get(&format!("/offers/{offer}")).await.shows("The shop is resting.");
    let offer = stall.offer(1, "60").await;
    let conversation = stall.conversation().await;
    stall.shop.post(&format!("/conversations/{conversation}/block"), &[]).await.is(200);
    stall.buyer.get(&format!("/offers/{offer}")).await.shows("The conversation is closed.");
    stall.try_to_offer(1, "61").await.is(409);
    assert_eq!(market.number(LEFT).await, 3);
});

story!(a_price_from_which_the_shop_sells_is_accepted_at_once, |market| {
    let stall = stall(market, Some(6_000), Some(9_000)).await;
    let offer = stall.offer(2, "180").await;
    assert_eq!(state(&stall.buyer, &offer).await, "accepted");
    assert_eq!(market.number(LEFT).await, 1);
});

/// What a buyer is told about an offer, without what differs between any two.
async fn told(stall: &Stall, page: &Page) -> (Value, String) {
    let mut json = page.json();
    let id = json["id"].as_str().unwrap().to_owned();
    for name in ["id", "amount", "due_at"] {
        json[name] = Value::Null;
    }
    let page = stall.buyer.get(&format!("/offers/{id}")).await;
    let text =
        page.html().forms().iter().map(|form| form.action.replace(&id, "…")).collect::<Vec<_>>().join(" ");
    (json, text)
}

story!(the_floor_is_not_to_be_learnt, |market| {
    let stall = stall(market, Some(6_000), None).await;
    let mut answers = Vec::new();
    for amount in ["59.99", "60.00"] {
        let page = stall.try_to_offer(1, amount).await;
        page.is(201);
        answers.push(told(&stall, &page).await);
        let id = page.json()["id"].as_str().unwrap().to_owned();
        // As long as a person may look elsewhere, nothing happens to either.
        market.pass(kernel::minutes(5)).await;
        assert_eq!(state(&stall.buyer, &id).await, "open");
        does(&stall.buyer, &id, "withdrawal", json!({})).await.is(200);
    }
    assert_eq!(answers[0], answers[1]);
    // What is below is declined within hours, in the words of a shop that has looked at it.
    let id = stall.offer(1, "20").await;
    let conversation = stall.conversation().await;
    market.pass(hours(9)).await;
    assert_eq!(state(&stall.buyer, &id).await, "declined");
    let page = stall.buyer.get(&format!("/offers/{id}")).await;
    page.shows("The offer was declined.");
    for secret in ["floor", "60.00", "automatic", "by itself"] {
        page.hides(secret);
    }
    let seen = stall.buyer.get(&format!("/api/v1/conversations/{conversation}")).await.json();
    assert_eq!(seen["read_by_other"], seen["last_position"]);
    let messages = stall.buyer.get(&format!("/api/v1/conversations/{conversation}/messages")).await.json();
    assert_eq!(messages["items"][0]["by"], "seller");
    // The shop may still be asked: it was not answered, so nothing counts as its reply.
    assert_eq!(market.number("SELECT COUNT(*) FROM reply_day").await, 0);
});

story!(a_bundle_has_one_price_and_is_bought_whole, |market| {
    let (shop, id) = market.maker("Ana").await;
    let bowl = market.thing(id, "Bowl", 10_000, 9).await;
    let jar = market.thing(id, "Jar", 3_333, 9).await;
    market.bargain(bowl, None, None).await;
    let (buyer, _) = market.person("Lin").await;
    let at = buyer.send("POST", "/api/v1/shops/ana/conversations", &json!({})).await.json()["id"].clone();
    let at = format!("/api/v1/conversations/{}", at.as_str().unwrap());
    let lines = json!([
        { "variant": bowl.variant.to_string(), "quantity": 1 },
        { "variant": jar.variant.to_string(), "quantity": 3 },
    ]);
    let body = json!({ "lines": lines, "amount": "150" });
    // The jar is not bargained about yet.
    buyer.send("POST", &format!("{at}/offers"), &body).await.is(422);
    market.bargain(jar, None, None).await;
    let offer = buyer.send("POST", &format!("{at}/offers"), &body).await;
    let offer = offer.is(201).json()["id"].as_str().unwrap().to_owned();
    does(&shop, &offer, "acceptance", json!({})).await.is(200);
    let mut checkout = serde_json::to_value(ship_to()).unwrap();
    checkout["key"] = "bundle".into();
    let placed = does(&buyer, &offer, "checkout", checkout.clone()).await;
    placed.is(201);
    // A repeat is answered with the same purchase.
    assert_eq!(does(&buyer, &offer, "checkout", checkout).await.json(), placed.json());
    assert_eq!(market.number("SELECT items_minor - shop_discount_minor FROM orders").await, 15_000);
    assert_eq!(market.number("SELECT CAST(SUM(quantity) AS BIGINT) FROM order_line").await, 4);
    // Not paid: held again for what is left of the day, and then back on the shelf.
    market.pass(hours(1)).await;
    assert_eq!(market.number("SELECT CAST(SUM(available) AS BIGINT) FROM stock").await, 14);
    market.pass(hours(24)).await;
    assert_eq!(market.number("SELECT CAST(SUM(available) AS BIGINT) FROM stock").await, 18);
    market.check().await;
});

story!(a_list_says_what_is_offered_and_a_conversation_what_waits, |market| {
    let stall = stall(market, None, None).await;
    let offer = stall.offer(1, "80.00").await;
    let conversation = stall.conversation().await;
    let talk = format!("/conversations/{conversation}");
    let words = "Offer ¥80 for Bowl, 48 h left";
    stall.buyer.get("/conversations").await.shows(words);
    stall.buyer.get(&talk).await.hides("Waiting for you");
    stall.shop.get("/desk/ana/conversations").await.shows(words);
    stall.shop.get(&talk).await.shows(&format!("Waiting for you: {words}")).shows("href=\"#m1\"");
    market.pass(hours(1)).await;
    does(&stall.shop, &offer, "counters", json!({"amount": "90.00"})).await.is(201);
    // Much is said after it, so that it stands on an earlier page.
    for n in 0..45 {
        if n % 20 == 0 {
            market.pass(hours(1)).await;
        }
        let say = [("words", "And another thing."), ("key", &format!("k{n}"))];
        stall.shop.post(&format!("{talk}/messages"), &say).await.is(200);
    }
    let page = stall.buyer.get(&talk).await;
    page.shows("Waiting for you: Offer ¥90 for Bowl, 45 h left").hides("href=\"#m2\"").hides("href=\"#m3\"");
    let way = page.link("?before=");
    stall.buyer.get(&format!("{talk}{}", way.split('#').next().unwrap())).await.shows("90");
    stall.shop.get(&talk).await.hides("Waiting for you");
});
