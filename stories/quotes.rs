//! Quotes: what is made for one buyer, paid at once or in two parts, and heard of on the way.

use kernel::{days, hours};
use serde_json::{Value, json};

use crate::{
    harness::{Market, Page, Person, address},
    story,
};

/// A maker, and somebody who wants something of her own.
struct Bench {
    shop: Person,
    buyer: Person,
}

async fn bench(market: &Market) -> Bench {
    let (shop, id) = market.maker("Ana").await;
    market.thing(id, "Bowl", 10_000, 3).await;
    let (buyer, _) = market.person("Lin").await;
    Bench { shop, buyer }
}

fn id(page: &Page) -> String {
    page.is(201).json()["id"].as_str().unwrap().to_owned()
}

fn terms(amount: &str, deposit: &str) -> Value {
    json!({
        "title": "A saddle bag", "includes": "Leather and thread", "amount": amount, "shipping": "12.00",
        "deposit": deposit, "days": 30, "revisions": 2, "milestones": ["Drawing", "Carving"],
    })
}

impl Bench {
    async fn conversation(&self) -> String {
        id(&self.buyer.send("POST", "/api/v1/shops/ana/conversations", &json!({})).await)
    }

    async fn ask(&self) -> String {
        let path = format!("/api/v1/conversations/{}/briefs", self.conversation().await);
        id(&self.buyer.send("POST", &path, &json!({ "words": "A bag for a small horse" })).await)
    }

    async fn quoted(&self, amount: &str, deposit: &str) -> String {
        let quote = self.ask().await;
        let path = format!("/api/v1/quotes/{quote}/terms");
        self.shop.send("PUT", &path, &terms(amount, deposit)).await.is(200);
        quote
    }

    async fn order(&self, quote: &str, key: &str) -> Page {
        let mut body: serde_json::Map<String, Value> =
            address().into_iter().map(|(name, value)| (name.to_owned(), json!(value))).collect();
        body.insert("key".into(), json!(key));
        self.buyer.send("POST", &format!("/api/v1/quotes/{quote}/checkout"), &json!(body)).await
    }

    /// Pay what waits at a purchase, on the provider's page.
    async fn pay(&self, purchase: &str) {
        let gateway = self.buyer.post(&format!("/purchases/{purchase}/payment"), &[]).await;
        self.buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    }

    /// An order whose deposit is paid.
    async fn begun(&self, market: &Market, amount: &str, deposit: &str) -> String {
        let quote = self.quoted(amount, deposit).await;
        let placed = self.order(&quote, &quote).await;
        let (purchase, order) = (text(&placed, "purchase"), placed.is(201).json());
        self.pay(&purchase).await;
        market.work().await;
        order["orders"][0].as_str().unwrap().to_owned()
    }

    async fn state(&self, order: &str) -> String {
        let page = self.buyer.get(&format!("/api/v1/orders/{order}")).await;
        page.is(200).json()["state"].as_str().unwrap().to_owned()
    }

    async fn does(&self, person: &Person, order: &str, act: &str) -> Page {
        person.send("POST", &format!("/api/v1/orders/{order}/{act}"), &json!({})).await
    }

    /// The purchase that pays the rest.
    async fn rest(&self, order: &str) -> String {
        let page = self.buyer.get(&format!("/api/v1/orders/{order}")).await.json();
        page["deposit"]["rest"].as_str().unwrap().to_owned()
    }
}

fn text(page: &Page, name: &str) -> String {
    page.json()[name].as_str().unwrap_or_default().to_owned()
}

async fn state_of(person: &Person, quote: &str) -> String {
    text(&person.get(&format!("/api/v1/quotes/{quote}")).await, "state")
}

async fn balance(market: &Market, account: &str) -> i64 {
    let balances = market.balances().await;
    balances.iter().find(|(name, _)| name == account).map_or(0, |(_, minor)| *minor)
}

story!(a_piece_is_asked_for_quoted_paid_in_two_parts_and_received_without_javascript, |market| {
    let bench = bench(market).await;
    let form = bench.buyer.get("/shops/ana/quotes/new").await;
    form.is(200).shows("What should it be?");
    let wish = [("words", "A bag 🐎 for a small horse"), ("budget", "1200")];
    // Nothing said: refused beside the field, with the budget as it was typed.
    bench.buyer.post("/shops/ana/quotes", &[("budget", "900")]).await.is(422).shows("900");
    let drawn = crate::photos::picture(90, 60, image::ImageFormat::Png);
    let sketch = [("photos", "sketch.png", drawn.as_slice())];
    let talk = bench.buyer.upload("/shops/ana/quotes", &wish, &sketch).await;
    talk.is(200).shows("You asked for a quote").shows("Would spend ¥1,200");
    let at = talk.path.split('?').next().unwrap().to_owned();
    bench.shop.get("/desk/ana/conversations").await.shows("[Quote]");
    let page = bench.shop.get(&at).await;
    let page = bench.shop.get(&page.shows("Asks for a quote").link("/quotes/")).await;
    page.is(200).shows("A bag 🐎 for a small horse").shows("Your quote");
    let quote = page.path.clone();
    let mut fields = vec![
        ("title", "Saddle bag"),
        ("includes", "Leather, thread, a box"),
        ("amount", "1000"),
        ("shipping", ""),
        ("deposit", "800"),
        ("days", "30"),
        ("revisions", "2"),
        ("milestones", "Drawing\nCarving"),
    ];
    let refused = bench.shop.post(&format!("{quote}/terms"), &fields).await;
    refused.is(422).shows("No more than 500.00").shows("Leather, thread, a box");
    fields[4].1 = "300";
    bench.shop.post(&format!("{quote}/terms"), &fields).await.is(200).shows("You quoted");
    let page = bench.buyer.get(&quote).await;
    page.shows("Saddle bag").shows("Ready in 30 days").shows("2 changes included").shows("¥700");
    // The deposit is paid, the rest named.
    let checkout = bench.buyer.get(&page.link(&format!("{quote}/checkout"))).await;
    checkout.is(200).shows("Pay ¥300").shows("the deposit goes to the shop");
    let (key, seen) = (checkout.field("key"), checkout.field("seen"));
    let mut order = address();
    order.extend([("key", key.as_str()), ("seen", &seen)]);
    let gateway = bench.buyer.post(&format!("{quote}/checkout"), &order).await;
    bench.buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    assert_eq!((balance(market, "escrow").await, market.mail("lin@fair.example").await.len()), (30_000, 1));
    let page = bench.buyer.get("/orders").await;
    let order = page.shows("Being made").link("/orders/");
    bench.buyer.get(&order).await.shows("Rest, when it is ready").shows("Drawing").shows("Carving");
    // A part of the work is shown in the conversation.
    let desk = format!("/desk/ana{order}");
    let progress = [("words", "The drawing is done")];
    bench
        .shop
        .upload(&format!("{desk}/milestones/1"), &progress, &sketch)
        .await
        .is(200)
        .shows("Next: Carving");
    bench.shop.post(&format!("{desk}/milestones/1"), &progress).await.is(409);
    bench.buyer.get(&at).await.shows("1 of 2").shows("The drawing is done");
    // Nothing is sent before the rest is paid.
    bench.shop.post(&format!("{desk}/shipment"), &[]).await.is(409);
    bench.shop.post(&format!("{desk}/readiness"), &[]).await.is(200).shows("Made; the rest is not paid yet");
    bench.shop.post(&format!("{desk}/shipment"), &[]).await.is(409);
    market.work().await;
    let page = bench.buyer.get(&order).await;
    page.shows("Your piece is ready").shows("Pay the rest, ¥700");
    let pay = page.html().forms().into_iter().find(|form| form.action.ends_with("/payment")).unwrap();
    let gateway = bench.buyer.post(&pay.action, &[]).await;
    bench.buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    assert_eq!(balance(market, "escrow").await, 100_000);
    bench.shop.post(&format!("{desk}/shipment"), &[("tracking", "SF1")]).await.is(200);
    bench.buyer.post(&format!("{order}/receipt"), &[]).await.is(200);
    market.work().await;
    assert_eq!(balance(market, "escrow").await, 0);
    assert_eq!((balance(market, "shop").await, balance(market, "commission").await), (95_000, 5_000));
    bench.buyer.get(&format!("{order}/papers/invoice.pdf")).await.is(200);
    market.check().await;
});

story!(a_rest_that_is_never_paid_forfeits_the_deposit, |market| {
    let bench = bench(market).await;
    let order = bench.begun(market, "100.00", "30.00").await;
    bench.does(&bench.shop, &order, "readiness").await.is(200);
    let rest = bench.rest(&order).await;
    let gateway = bench.buyer.post(&format!("/purchases/{rest}/payment"), &[]).await;
    market.pass(days(13)).await;
    assert_eq!(bench.state(&order).await, "due");
    market.pass(days(2)).await;
    assert_eq!(bench.state(&order).await, "completed");
    assert_eq!((balance(market, "shop").await, balance(market, "commission").await), (2_850, 150));
    bench.buyer.get(&format!("/orders/{order}")).await.shows("The deposit is the shop");
    // Too late: what is paid now goes back whole.
    bench.buyer.post(&gateway.path, &[("outcome", "paid")]).await;
    market.work().await;
    assert_eq!(balance(market, "escrow").await, 0);
    assert_eq!(market.number("SELECT COUNT(*) FROM payment_refund").await, 1);
    // The market can still decide otherwise, about what was paid and no more.
    let ask = json!({ "reason": "other", "kind": "refund", "words": "I was ill",
        "lines": [{ "position": 1, "pieces": 1 }], "amount": "99.00" });
    let path = format!("/api/v1/orders/{order}/refund-requests");
    bench.buyer.send("POST", &path, &ask).await.is(422);
    let mut ask = ask;
    ask["amount"] = json!("30.00");
    let request = id(&bench.buyer.send("POST", &path, &ask).await);
    bench.shop.post(&format!("/desk/ana/refunds/{request}/repayment"), &[]).await.is(200);
    market.work().await;
    assert_eq!((balance(market, "shop").await, balance(market, "commission").await), (0, 0));
    market.check().await;
});

story!(what_is_not_ready_in_time_is_refunded_and_a_begun_piece_is_not_cancelled_by_its_buyer, |market| {
    let bench = bench(market).await;
    let order = bench.begun(market, "100.00", "30.00").await;
    market.pass(hours(25)).await;
    bench.does(&bench.buyer, &order, "cancellation").await.is(409);
    bench.buyer.get(&format!("/orders/{order}")).await.hides("/cancellation");
    market.pass(days(42)).await;
    assert_eq!(bench.state(&order).await, "deposited");
    market.pass(days(3)).await;
    assert_eq!(bench.state(&order).await, "refunded");
    assert_eq!(market.number("SELECT refunded_minor FROM payment").await, 3_000);
    market.check().await;
});

story!(a_buyer_changes_their_mind_on_the_first_day_and_a_shop_gives_up_what_is_made, |market| {
    let bench = bench(market).await;
    let order = bench.begun(market, "100.00", "30.00").await;
    bench.does(&bench.buyer, &order, "cancellation").await.is(200);
    assert_eq!(bench.state(&order).await, "refunded");
    // The shop may do so at any time before it is sent, also while the rest is open: nobody can pay it then.
    let order = bench.begun(market, "50.00", "20.00").await;
    bench.does(&bench.shop, &order, "readiness").await.is(200);
    let rest = bench.rest(&order).await;
    let gateway = bench.buyer.post(&format!("/purchases/{rest}/payment"), &[]).await;
    bench.does(&bench.shop, &order, "cancellation").await.is(200);
    bench.buyer.post(&gateway.path, &[("outcome", "paid")]).await;
    market.work().await;
    assert_eq!((bench.state(&order).await.as_str(), balance(market, "escrow").await), ("refunded", 0));
    market.check().await;
});

story!(money_goes_back_through_both_payments_of_an_order, |market| {
    let bench = bench(market).await;
    let order = bench.begun(market, "100.00", "30.00").await;
    bench.does(&bench.shop, &order, "readiness").await.is(200);
    bench.pay(&bench.rest(&order).await).await;
    market.work().await;
    bench.does(&bench.shop, &order, "shipment").await.is(200);
    market.work().await;
    // 82.00 were paid last, with 12.00 of shipping; 90.00 are more than that.
    for (amount, first, last) in [("50.00", 0, 5_000), ("40.00", 800, 8_200), ("22.00", 3_000, 8_200)] {
        let ask = json!({ "reason": "damaged", "kind": "refund", "words": "Broken", "shipping": amount == "22.00",
            "lines": [{ "position": 1, "pieces": 1 }], "amount": amount });
        let path = format!("/api/v1/orders/{order}/refund-requests");
        let request = id(&bench.buyer.send("POST", &path, &ask).await);
        bench.shop.post(&format!("/desk/ana/refunds/{request}/repayment"), &[]).await.is(200);
        market.work().await;
        let back = market.number("SELECT refunded_minor FROM payment ORDER BY id LIMIT 1").await;
        let rest = market.number("SELECT refunded_minor FROM payment ORDER BY id DESC LIMIT 1").await;
        assert_eq!((back, rest), (first, last), "after {amount}");
        market.check().await;
    }
    assert_eq!((bench.state(&order).await.as_str(), balance(market, "escrow").await), ("refunded", 0));
});

story!(an_unpaid_order_gives_the_quote_back_and_time_ends_it, |market| {
    let bench = bench(market).await;
    let quote = bench.quoted("100.00", "").await;
    let placed = bench.order(&quote, "once").await;
    assert_eq!(state_of(&bench.buyer, &quote).await, "ordered");
    // Sent twice it is placed once; on another key there is nothing to order.
    assert_eq!(text(&bench.order(&quote, "once").await, "purchase"), text(&placed, "purchase"));
    bench.order(&quote, "twice").await.is(409);
    market.pass(hours(1)).await;
    assert_eq!(state_of(&bench.buyer, &quote).await, "quoted");
    // In full, there is no rest: it is shipped as any other, in the days that it takes to make.
    let order = bench.order(&quote, "twice").await;
    bench.pay(&text(&order, "purchase")).await;
    market.work().await;
    let order = order.json()["orders"][0].as_str().unwrap().to_owned();
    market.pass(days(43)).await;
    assert_eq!(bench.state(&order).await, "paid");
    bench.does(&bench.shop, &order, "readiness").await.is(409);
    bench.does(&bench.shop, &order, "shipment").await.is(200);
    // Nobody answers a brief, nobody takes a quote: both end by themselves.
    let (asked, quoted) = (bench.ask().await, bench.quoted("9.00", "1.00").await);
    market.pass(days(8)).await;
    assert_eq!(state_of(&bench.shop, &asked).await, "expired");
    assert_eq!(state_of(&bench.shop, &quoted).await, "quoted");
    market.pass(days(7)).await;
    assert_eq!(state_of(&bench.shop, &quoted).await, "expired");
    bench.order(&quoted, "late").await.is(409);
});

story!(a_quote_is_answered_by_the_other_side_alone, |market| {
    let bench = bench(market).await;
    let (other, _) = market.maker("Bo").await;
    let quote = bench.ask().await;
    let path = |act: &str| format!("/api/v1/quotes/{quote}/{act}");
    other.get(&format!("/api/v1/quotes/{quote}")).await.is(404);
    other.send("PUT", &path("terms"), &terms("1.00", "")).await.is(404);
    bench.buyer.send("PUT", &path("terms"), &terms("1.00", "")).await.is(409);
    bench.buyer.send("POST", &path("refusal"), &json!({})).await.is(409);
    bench.shop.send("POST", &path("withdrawal"), &json!({})).await.is(409);
    bench.shop.send("PUT", &path("terms"), &terms("100.00", "50.01")).await.is(422);
    bench.shop.send("PUT", &path("terms"), &terms("100.00", "50.00")).await.is(200);
    // Quoted anew between looking and ordering: the buyer looks once more.
    let seen = bench.buyer.get(&format!("/quotes/{quote}/checkout")).await.field("seen");
    market.pass(kernel::minutes(1)).await;
    bench.shop.send("PUT", &path("terms"), &terms("200.00", "")).await.is(200);
    let mut order = address();
    order.extend([("key", "k"), ("seen", seen.as_str())]);
    let page = bench.buyer.post(&format!("/quotes/{quote}/checkout"), &order).await;
    page.is(422).shows("quoted anew").shows("¥212");
    bench.shop.send("POST", &path("refusal"), &json!({})).await.is(409);
    bench.buyer.send("POST", &path("refusal"), &json!({})).await.is(200);
    bench.order(&quote, "late").await.is(409);
    // A shop may quote without being asked, and the buyer of the conversation alone sees it.
    let conversation = bench.conversation().await;
    let path = format!("/api/v1/conversations/{conversation}/quotes");
    let own = id(&bench.shop.send("POST", &path, &terms("5.00", "")).await);
    assert_eq!(
        bench.buyer.get(&format!("/api/v1/quotes/{own}")).await.json()["acts"],
        json!(["decline", "order"])
    );
    bench.shop.send("POST", &format!("/api/v1/quotes/{own}/withdrawal"), &json!({})).await.is(200);
    // Whoever wants to hear no more is not asked.
    bench.shop.post(&format!("/conversations/{conversation}/block"), &[]).await.is(200);
    let path = format!("/api/v1/conversations/{conversation}/briefs");
    bench.buyer.send("POST", &path, &json!({ "words": "Please" })).await.is(409);
});
