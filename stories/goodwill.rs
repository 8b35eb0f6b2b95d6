//! What a shop gives back by itself, before and after it ships.

use serde_json::json;

use crate::{
    aftersale::{ADDRESS, Sale, buy, minor, shipped},
    harness::{Market, Page},
    notifications::told,
    story,
};

impl Sale {
    fn giving(&self) -> String {
        format!("/desk/ana/orders/{}/repayments", self.order)
    }

    /// Type a sum and look at what it comes to.
    async fn weigh(&self, amount: &str) -> Page {
        let key = self.shop.get(&format!("{}/new", self.giving())).await.is(200).field("key");
        let fields = [("amount", amount), ("words", "Sorry for the wait."), ("key", &key)];
        self.shop.post(&self.giving(), &fields).await
    }

    /// Give a sum that was looked at.
    async fn give(&self, amount: &str, key: &str) -> Page {
        let fields =
            [("amount", amount), ("words", "Sorry for the wait."), ("key", key), ("confirmed", "true")];
        self.shop.post(&self.giving(), &fields).await
    }

    async fn api_give(&self, body: &serde_json::Value) -> Page {
        self.shop.send("POST", &format!("/api/v1/orders/{}/repayments", self.order), body).await
    }
}

/// A sale that has not left yet: two bowls for 100.02.
async fn paid(market: &Market) -> Sale {
    let (shop, id) = market.maker("Ana").await;
    let thing = market.thing(id, "Bowl", 5_001, 9).await;
    let (buyer, _) = market.person("Lin").await;
    let order = buy(market, &buyer, thing, 2).await;
    Sale { shop, buyer, order }
}

story!(a_shop_gives_a_part_back_by_itself_and_sees_first_what_it_comes_to, |market| {
    let sale = shipped(market, 2).await;
    let desk = format!("/desk/ana/orders/{}", sale.order);
    sale.shop.get(&desk).await.shows(&format!("{}/new", sale.giving()));
    for (amount, says) in
        [("", "amount"), ("0", "more than nothing"), ("x", "amount"), ("100.03", "At most 100.02")]
    {
        let page = sale.weigh(amount).await;
        page.is(422).shows(says).shows("Sorry for the wait.").hides("cannot be taken back");
    }
    let key = sale.shop.get(&format!("{}/new", sale.giving())).await.field("key");
    sale.shop.post(&sale.giving(), &[("amount", "20"), ("words", " "), ("key", &key)]).await.is(422);
    // Nothing moves before it is confirmed.
    let sums = sale.weigh("20.01").await;
    sums.is(200)
        .shows("¥20.01")
        .shows("¥80.01")
        .shows("¥95.02")
        .shows("¥76.01")
        .shows("cannot be taken back");
    assert_eq!(minor(&market.balances().await, "escrow"), 10_002);
    let key = sums.field("key");
    let done = sale.give("20.01", &key).await;
    done.is(200).shows("Sorry for the wait.").shows("The shop gives it by itself").shows("¥20.01");
    // The same key gives once, whatever else it says.
    for amount in ["20.01", "30.00"] {
        assert_eq!(sale.give(amount, &key).await.is(200).path, done.path);
    }
    market.work().await;
    assert_eq!(market.balances().await, [("escrow".into(), 8_001), ("provider:sandbox".into(), -8_001)]);
    assert_eq!(market.number("SELECT refunded_minor FROM payment").await, 2_001);
    let mail = told(market, "lin", "¥20.01 was given back").await;
    assert!(mail.text.contains("Sorry for the wait.") && mail.text.contains("by itself"), "{}", mail.text);
    assert!(market.mail("ana@fair.example").await.iter().all(|mail| !mail.subject.contains("given back")));
    sale.shows("Given back").await;
    let request = done.end().split('?').next().unwrap().to_owned();
    let seen = sale.buyer.get(&format!("/refunds/{request}")).await;
    seen.shows("Sorry for the wait.").shows("What the shop gives back").hides("Asked back");
    sale.buyer
        .send("POST", &format!("/api/v1/refund-requests/{request}/withdrawal"), &json!({}))
        .await
        .is(409);
    // The days to object go on, and the rest is released with the commission on it: 500 x 8001 / 10002.
    sale.receive().await;
    assert_eq!(minor(&market.balances().await, "commission"), 400);
    assert_eq!(minor(&market.balances().await, "shop"), 7_601);
});

story!(before_shipment_all_of_it_is_a_cancellation, |market| {
    let sale = paid(market).await;
    sale.weigh("100.02").await.is(422).shows("At most 100.01");
    sale.give("100.02", "all").await.is(422);
    sale.give("30.00", "some").await.is(200);
    sale.weigh("70.02").await.is(422).shows("At most 70.01");
    market.work().await;
    assert_eq!(minor(&market.balances().await, "escrow"), 7_002);
    let cancel = format!("/desk/ana/orders/{}/cancellation", sale.order);
    sale.shop.post(&cancel, &[]).await.is(200);
    market.work().await;
    assert_eq!(market.balances().await, [("escrow".into(), 0), ("provider:sandbox".into(), 0)]);
    assert_eq!(market.number("SELECT refunded_minor FROM payment").await, 10_002);
    // Each mail tells what goes back with it.
    told(market, "lin", "¥30 was given back").await;
    told(market, "lin", "¥70.02 is coming back to you").await;
    sale.shop.get(&format!("{}/new", sale.giving())).await.is(409);
    sale.give("1.00", "more").await.is(409);
});

story!(what_was_given_before_shipment_does_not_stop_the_parcel, |market| {
    let sale = paid(market).await;
    sale.give("30.00", "some").await.is(200);
    sale.shop
        .post(&format!("/desk/ana/orders/{}/shipment", sale.order), &[("tracking", "SF1")])
        .await
        .is(200);
    sale.receive().await;
    assert_eq!(minor(&market.balances().await, "shop"), 7_002 - 350);
    market.check().await;
});

story!(all_of_a_shipped_order_ends_it, |market| {
    let sale = shipped(market, 2).await;
    sale.give("100.02", "all").await.is(200);
    sale.shows("All of it was given back").await;
    sale.buyer.post(&format!("/orders/{}/receipt", sale.order), &[]).await.is(409);
    sale.buyer.get(&format!("/orders/{}/refunds/new", sale.order)).await.is(409);
    market.pass(kernel::days(40)).await;
    assert_eq!(market.balances().await, [("escrow".into(), 0), ("provider:sandbox".into(), 0)]);
});

story!(after_completion_it_comes_from_the_shop_and_the_commission_comes_back, |market| {
    let sale = shipped(market, 2).await;
    sale.receive().await;
    assert_eq!(minor(&market.balances().await, "shop"), 9_502);
    let given = sale.api_give(&json!({"amount": "50.01", "words": "One of them was not my best."})).await;
    let given = given.is(201).json();
    assert_eq!((&given["reason"], &given["state"]), (&"goodwill".into(), &"refunded".into()));
    assert_eq!((&given["refunded"]["goods"]["amount"], &given["turn"]), (&"50.01".into(), &json!(null)));
    market.work().await;
    assert_eq!(
        market.balances().await,
        [
            ("commission".into(), 250),
            ("escrow".into(), 0),
            ("provider:sandbox".into(), -5_001),
            ("shop".into(), 4_751)
        ]
    );
    sale.shop.get("/desk/ana/statements").await.shows("¥50.01");
    // What was given is gone for later requests, of pieces that the buyer still has.
    let path = format!("/api/v1/orders/{}/refund-requests", sale.order);
    let all = json!({"kind": "refund", "reason": "damaged", "words": "Both.",
        "lines": [{"position": 1, "pieces": 2}]});
    let asked = sale.buyer.send("POST", &path, &all).await.is(201).json();
    assert_eq!(asked["asked"]["goods"]["amount"], "50.01");
    // The shop answers an open request, and gives nothing beside it.
    sale.api_give(&json!({"amount": "1.00", "words": "Well."}))
        .await
        .is(409)
        .shows("Answer that request first");
    sale.give("1.00", "beside").await.is(409);
    sale.shop.get(&format!("/desk/ana/orders/{}", sale.order)).await.hides("repayments/new");
});

story!(goodwill_is_no_reason_of_a_buyer_and_takes_none_of_their_requests, |market| {
    let sale = shipped(market, 2).await;
    sale.buyer.get(&format!("/orders/{}/refunds/new", sale.order)).await.hides("goodwill");
    sale.try_to_ask("refund", "goodwill", "1").await.is(422);
    let path = format!("/api/v1/orders/{}/refund-requests", sale.order);
    let mine = json!({"kind": "refund", "reason": "goodwill", "words": "Mine.",
        "lines": [{"position": 1, "pieces": 1}]});
    sale.buyer.send("POST", &path, &mine).await.is(422);
    for n in 0..5 {
        sale.give("1.00", &format!("key {n}")).await.is(200);
    }
    sale.give("1.00", "once more").await.is(409);
    for _ in 0..5 {
        let request = sale.ask("refund", "damaged", "1").await;
        sale.buyer_does(&request, "withdrawal").await.is(200);
    }
    sale.try_to_ask("refund", "damaged", "1").await.is(409);
    // Others do not give what is not theirs.
    let body = json!({"amount": "1.00", "words": "Mine."});
    let api = format!("/api/v1/orders/{}/repayments", sale.order);
    sale.buyer.send("POST", &api, &body).await.is(404);
    let (bo, _) = market.maker("Bo").await;
    bo.send("POST", &api, &body).await.is(404);
    bo.post(&format!("/desk/bo/orders/{}/repayments", sale.order), &[("amount", "1")]).await.is(404);
});

story!(a_program_gives_once_per_key, |market| {
    let sale = shipped(market, 1).await;
    let path = format!("/api/v1/orders/{}/repayments", sale.order);
    let body = json!({"amount": "5.00", "words": "Sorry."});
    let first = sale.shop.send_once(&path, &body, "k").await.is(201).json();
    assert_eq!(sale.shop.send_once(&path, &body, "k").await.json()["id"], first["id"]);
    assert_eq!(minor(&market.balances().await, "escrow"), 4_501);
    for wrong in [json!({"amount": 5, "words": "Sorry."}), json!({"amount": "5.00"}), json!({"words": "x"})] {
        sale.shop.send("POST", &path, &wrong).await.is(422);
    }
});

story!(shipping_is_given_back_only_when_the_goods_are, |market| {
    let sale = shipped(market, 2).await;
    // One piece goes back, and what is given later falls on what is left.
    let request = sale.ask("return", "changed-mind", "1").await;
    sale.shop_does(&request, "acceptance", &ADDRESS).await.is(200);
    sale.buyer_does(&request, "parcel").await.is(200);
    sale.shop_does(&request, "repayment", &[]).await.is(200);
    sale.weigh("50.02").await.is(422).shows("At most 50.01");
    sale.give("50.00", "most").await.is(200);
    assert_eq!(minor(&market.balances().await, "escrow"), 1);
    market.check().await;
});

story!(whatever_happens_at_once_is_given_once, |market| {
    let (shop, id) = market.maker("Ana").await;
    let thing = market.thing(id, "Bowl", 5_001, 9).await;
    let (buyer, _) = market.person("Lin").await;
    let completed = buy(market, &buyer, thing, 2).await;
    shop.post(&format!("/desk/ana/orders/{completed}/shipment"), &[]).await.is(200);
    let other = Sale { shop: shop.at(market.address), buyer: buyer.at(market.address), order: completed };
    other.receive().await;
    let order = buy(market, &buyer, thing, 2).await;
    let sale = Sale { shop, buyer, order };
    // The same click many times.
    let give = async || sale.give("10.00", "double").await;
    let all = tokio::join!(give(), give(), give(), give());
    for page in [all.0, all.1, all.2, all.3] {
        page.is(200);
    }
    assert_eq!(minor(&market.balances().await, "escrow"), 9_002);
    // Given and cancelled at once: the buyer has back what was paid, and not more.
    let cancel = format!("/desk/ana/orders/{}/cancellation", sale.order);
    tokio::join!(sale.give("60.00", "a"), sale.shop.post(&cancel, &[]), sale.give("60.00", "b"));
    market.work().await;
    market.check().await;
    let back = market.number("SELECT CAST(SUM(refunded_minor) AS BIGINT) FROM payment").await;
    assert!(back <= 10_002, "{back}");
    assert_eq!(minor(&market.balances().await, "escrow"), 10_002 - back);
    // Given and asked back at once, of an order that is completed: what is asked for can be given back.
    tokio::join!(other.give("30.00", "c"), other.try_to_ask("refund", "damaged", "2"));
    market.pass(kernel::days(3)).await;
    market.check().await;
    assert_eq!(market.number("SELECT COUNT(*) FROM refund_request WHERE state = 'requested'").await, 0);
});
