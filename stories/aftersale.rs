//! After the sale: refund requests, returns and disputes, every path and every clock.

use kernel::{days, hours};

use crate::{
    harness::{Market, Person, Thing},
    story,
};

/// A sale on its way to its buyer.
pub struct Sale {
    pub shop: Person,
    pub buyer: Person,
    /// The order's id.
    pub order: String,
}

pub async fn shipped(market: &Market, pieces: i64) -> Sale {
    let (shop, id) = market.maker("Ana").await;
    let thing = market.thing(id, "Bowl", 5_001, 9).await;
    let (buyer, _) = market.person("Lin").await;
    let order = buy(market, &buyer, thing, pieces).await;
    shop.post(&format!("/desk/ana/orders/{order}/shipment"), &[("tracking", "SF1")]).await.is(200);
    Sale { shop, buyer, order }
}

pub async fn buy(market: &Market, buyer: &Person, thing: Thing, pieces: i64) -> String {
    let gateway = buyer.check_out(&[(thing, pieces)], None).await;
    buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    buyer.get("/orders").await.link("/orders/").trim_start_matches("/orders/").to_owned()
}

impl Sale {
    /// Ask for pieces back; the answer is the request's id.
    pub async fn ask(&self, kind: &str, reason: &str, pieces: &str) -> String {
        let page = self.try_to_ask(kind, reason, pieces).await;
        page.is(200);
        page.path.trim_start_matches("/refunds/").split('?').next().unwrap().to_owned()
    }

    pub async fn try_to_ask(&self, kind: &str, reason: &str, pieces: &str) -> crate::harness::Page {
        let fields = [
            ("kind", kind),
            ("reason", reason),
            ("words", "It has a crack."),
            ("lines.0.position", "1"),
            ("lines.0.pieces", pieces),
        ];
        self.buyer.post(&format!("/orders/{}/refunds", self.order), &fields).await
    }

    pub async fn buyer_does(&self, request: &str, act: &str) -> crate::harness::Page {
        self.buyer.post(&format!("/refunds/{request}/{act}"), &[]).await
    }

    pub async fn shop_does(&self, request: &str, act: &str, fields: &[(&str, &str)]) -> crate::harness::Page {
        self.shop.post(&format!("/desk/ana/refunds/{request}/{act}"), fields).await
    }

    pub async fn receive(&self) {
        self.buyer.post(&format!("/orders/{}/receipt", self.order), &[]).await.is(200);
    }

    pub async fn shows(&self, text: &str) {
        self.buyer.get(&format!("/orders/{}", self.order)).await.shows(text);
    }
}

pub const REFUSAL: [(&str, &str); 1] = [("refusal", "It was whole when it left.")];
pub const ADDRESS: [(&str, &str); 1] = [("send_to", "Ana, 1 Market Street, Yinchuan")];

pub fn minor(market: &[(String, i64)], account: &str) -> i64 {
    market.iter().find(|(name, _)| name == account).map_or(0, |(_, minor)| *minor)
}

story!(one_piece_is_refunded_from_escrow_and_the_rest_is_released, |market| {
    let sale = shipped(market, 2).await;
    let request = sale.ask("refund", "damaged", "1").await;
    sale.shows("Refund asked").await;
    sale.shows("s turn").await;
    sale.shop.get("/desk/ana").await.shows("One answer is awaited");
    sale.shop.get(&format!("/desk/ana/refunds/{request}")).await.shows("Your turn").shows("It has a crack.");
    // The order does not count as received meanwhile, and the buyer asks once at a time.
    sale.buyer.post(&format!("/orders/{}/receipt", sale.order), &[]).await.is(409);
    sale.try_to_ask("refund", "damaged", "1").await.is(409);
    sale.shop_does(&request, "repayment", &[]).await.is(200).shows("Refunded");
    sale.shop_does(&request, "repayment", &[]).await.is(409);
    market.work().await;
    assert_eq!(market.balances().await, [("escrow".into(), 5_001), ("provider:sandbox".into(), -5_001)]);
    assert_eq!(market.number("SELECT refunded_minor FROM payment").await, 5_001);
    sale.shows("On the way").await;
    sale.receive().await;
    assert_eq!(
        market.balances().await,
        [
            ("commission".into(), 250),
            ("escrow".into(), 0),
            ("provider:sandbox".into(), -5_001),
            ("shop".into(), 4_751)
        ]
    );
    // Nothing is left of the first piece, and a returned one would be the second.
    sale.ask("return", "damaged", "2").await;
    market.check().await;
});

story!(a_request_without_an_answer_is_granted, |market| {
    let sale = shipped(market, 2).await;
    let request = sale.ask("refund", "not-arrived", "2").await;
    market.pass(hours(47)).await;
    sale.buyer.get(&format!("/refunds/{request}")).await.shows("Waiting for the shop");
    market.pass(hours(2)).await;
    sale.buyer.get(&format!("/refunds/{request}")).await.shows("No answer in time: refunded");
    sale.shows("All of it was given back").await;
    assert_eq!(market.balances().await, [("escrow".into(), 0), ("provider:sandbox".into(), 0)]);
    market.pass(days(30)).await;
    sale.shows("Refunded").await;
});

story!(a_request_stops_the_clock_and_its_end_gives_back_the_time_that_was_left, |market| {
    let sale = shipped(market, 1).await;
    market.pass(days(7)).await;
    let request = sale.ask("refund", "damaged", "1").await;
    market.pass(days(1)).await;
    sale.shop_does(&request, "refusal", &[]).await.is(422);
    sale.shop_does(&request, "refusal", &REFUSAL).await.is(200);
    market.pass(days(6)).await;
    sale.shows("You asked for money back").await;
    sale.buyer_does(&request, "withdrawal").await.is(200).shows("Withdrawn");
    market.pass(days(2)).await;
    sale.shows("On its way to you").await;
    market.pass(days(2)).await;
    sale.shows("Completed").await;
    assert_eq!(minor(&market.balances().await, "commission"), 250);
});

story!(a_refusal_that_nobody_objects_to_closes_the_request, |market| {
    let sale = shipped(market, 1).await;
    let request = sale.ask("refund", "damaged", "1").await;
    sale.shop_does(&request, "refusal", &REFUSAL).await.is(200);
    market.pass(days(6)).await;
    sale.buyer.get(&format!("/refunds/{request}")).await.shows("It was whole when it left.");
    market.pass(days(2)).await;
    sale.buyer.get(&format!("/refunds/{request}")).await.shows("The market was not called in: closed");
    sale.buyer_does(&request, "dispute").await.is(409);
    sale.shows("On the way").await;
});

story!(goods_go_back_and_then_the_money, |market| {
    let sale = shipped(market, 2).await;
    let request = sale.ask("return", "changed-mind", "1").await;
    sale.buyer_does(&request, "parcel").await.is(409);
    sale.shop_does(&request, "acceptance", &[]).await.is(422);
    sale.shop_does(&request, "acceptance", &ADDRESS).await.is(200);
    sale.buyer.get(&format!("/refunds/{request}")).await.shows("1 Market Street").shows("Your turn");
    let parcel = [("carrier", "SF"), ("tracking", "SF77")];
    sale.buyer.post(&format!("/refunds/{request}/parcel"), &parcel).await.is(200).shows("SF77");
    sale.buyer_does(&request, "withdrawal").await.is(409);
    sale.shop.get("/desk/ana").await.shows("A return is on its way to you");
    sale.shop_does(&request, "repayment", &[]).await.is(200);
    assert_eq!(market.balances().await, [("escrow".into(), 5_001), ("provider:sandbox".into(), -5_001)]);
    // One piece is left that could go back.
    sale.try_to_ask("return", "changed-mind", "2").await.is(422).shows("At most 1");
});

story!(what_comes_back_whole_is_in_stock_again_when_the_shop_says_so, |market| {
    let sale = shipped(market, 3).await;
    let left = "SELECT CAST(SUM(available) AS BIGINT) FROM stock";
    assert_eq!(market.number(left).await, 6);
    for (restock, stock) in [("true", 7), ("", 7)] {
        let request = sale.ask("return", "changed-mind", "1").await;
        sale.shop_does(&request, "acceptance", &ADDRESS).await.is(200);
        let desk = format!("/desk/ana/refunds/{request}");
        sale.shop.get(&desk).await.hides("can be sold again");
        sale.buyer_does(&request, "parcel").await.is(200);
        sale.shop.get(&desk).await.shows("The goods can be sold again");
        sale.shop_does(&request, "repayment", &[("restock", restock)]).await.is(200);
        assert_eq!(market.number(left).await, stock);
    }
    // What never came back is not put on the shelf.
    let request = sale.ask("refund", "damaged", "1").await;
    sale.shop_does(&request, "repayment", &[("restock", "true")]).await.is(200);
    assert_eq!(market.number(left).await, 7);
    market.check().await;
});

story!(a_return_that_is_not_posted_is_closed, |market| {
    let sale = shipped(market, 1).await;
    let request = sale.ask("return", "changed-mind", "1").await;
    sale.shop_does(&request, "acceptance", &ADDRESS).await.is(200);
    market.pass(days(8)).await;
    sale.buyer.get(&format!("/refunds/{request}")).await.shows("Nothing was posted in time");
    sale.shows("On its way to you").await;
});

story!(a_return_that_the_shop_does_not_confirm_is_refunded, |market| {
    let sale = shipped(market, 1).await;
    let request = sale.ask("return", "wrong-goods", "1").await;
    sale.shop_does(&request, "acceptance", &ADDRESS).await.is(200);
    sale.buyer_does(&request, "parcel").await.is(200);
    market.pass(days(9)).await;
    sale.buyer.get(&format!("/refunds/{request}")).await.shows("On the way back to the shop");
    market.pass(days(2)).await;
    sale.buyer.get(&format!("/refunds/{request}")).await.shows("Return not confirmed in time: refunded");
    assert_eq!(minor(&market.balances().await, "escrow"), 0);
});

story!(a_silent_shop_must_still_say_where_the_goods_go, |market| {
    let sale = shipped(market, 2).await;
    let request = sale.ask("return", "damaged", "1").await;
    market.pass(days(3)).await;
    let page = sale.buyer.get(&format!("/refunds/{request}")).await;
    page.shows("Waiting for the return address").shows("s turn");
    sale.buyer_does(&request, "parcel").await.is(409);
    market.pass(days(8)).await;
    sale.buyer.get(&format!("/refunds/{request}")).await.shows("No return address in time: refunded");

    // An address that was given once serves the return that the shop forgets.
    let second = sale.ask("return", "damaged", "1").await;
    sale.shop_does(&second, "acceptance", &ADDRESS).await.is(200);
    sale.buyer_does(&second, "withdrawal").await.is(200);
    let third = sale.ask("return", "damaged", "1").await;
    market.pass(days(3)).await;
    sale.buyer.get(&format!("/refunds/{third}")).await.shows("1 Market Street").shows("Your turn");
});

story!(the_market_decides_on_a_part_and_says_why, |market| {
    let sale = shipped(market, 2).await;
    let request = sale.ask("refund", "not-as-described", "2").await;
    let (judge, id) = market.person("Judge").await;
    judge.get("/moderator/disputes").await.is(404);
    market.make(id, "is_moderator").await;
    sale.shop_does(&request, "refusal", &REFUSAL).await.is(200);
    judge.get(&format!("/moderator/disputes/{request}")).await.is(404);
    sale.buyer_does(&request, "dispute").await.is(200).shows("The market is looking into it");
    judge.get("/moderator/disputes").await.shows("One dispute waits").shows("Bowl");
    let page = judge.get(&format!("/moderator/disputes/{request}")).await;
    page.shows("It was whole when it left.").shows("It has a crack.").shows("Your turn");
    let ruling = format!("/moderator/disputes/{request}/ruling");
    judge.post(&ruling, &[("ruling", "partial"), ("reason", "Both")]).await.is(422);
    judge.post(&ruling, &[("ruling", "partial"), ("amount", "100.02"), ("reason", "Both")]).await.is(422);
    let part = [("ruling", "partial"), ("amount", "30.01"), ("reason", "A crack, but it holds.")];
    judge.post(&ruling, &part).await.is(200).shows("Decided: a part goes back");
    judge.post(&ruling, &part).await.is(409);
    market.work().await;
    let told =
        "You get ¥30.01 of the ¥100.02 you asked for. You keep the goods; nothing has to be sent back.";
    sale.buyer.get(&format!("/refunds/{request}")).await.shows("A crack, but it holds.").shows(told);
    sale.shows(told).await;
    let desk = format!("/desk/ana/refunds/{request}");
    sale.shop
        .get(&desk)
        .await
        .shows("¥30.01 of the ¥100.02 asked for goes back to the buyer. The buyer keeps the goods.");
    assert_eq!(minor(&market.balances().await, "escrow"), 7_001);
    let noted = "SELECT COUNT(*) FROM audit WHERE act = 'dispute.rule' AND detail LIKE '%but it holds%'";
    assert_eq!(market.number(noted).await, 1);
    sale.receive().await;
    // The commission on what was kept: 500 x 7001 / 10002.
    assert_eq!(minor(&market.balances().await, "commission"), 350);
    market.check().await;
});

story!(a_dispute_may_be_rejected_or_given_in_or_forgotten, |market| {
    let sale = shipped(market, 3).await;
    let (judge, id) = market.person("Judge").await;
    market.make(id, "is_moderator").await;
    let mut escrow = Vec::new();
    for end in ["reject", "give in", "forget"] {
        let request = sale.ask("refund", "damaged", "1").await;
        sale.shop_does(&request, "refusal", &REFUSAL).await.is(200);
        sale.buyer_does(&request, "dispute").await.is(200);
        match end {
            "reject" => {
                let fields = [("ruling", "reject"), ("reason", "No crack to be seen.")];
                judge.post(&format!("/moderator/disputes/{request}/ruling"), &fields).await.is(200);
                sale.buyer.get(&format!("/refunds/{request}")).await.shows("Nothing goes back");
            }
            "give in" => {
                sale.shop_does(&request, "repayment", &[]).await.is(200);
            }
            _ => {
                market.pass(days(59)).await;
                sale.buyer.get(&format!("/refunds/{request}")).await.shows("The market is looking into it");
                market.pass(days(2)).await;
                let page = sale.buyer.get(&format!("/refunds/{request}")).await;
                page.shows("No decision in time: refunded");
            }
        }
        escrow.push(minor(&market.balances().await, "escrow"));
    }
    assert_eq!(escrow, [15_003, 10_002, 5_001]);
    market.check().await;
});

story!(the_shop_calls_the_market_in_when_the_wrong_goods_come_back, |market| {
    let sale = shipped(market, 1).await;
    let request = sale.ask("return", "changed-mind", "1").await;
    sale.shop_does(&request, "acceptance", &ADDRESS).await.is(200);
    sale.buyer_does(&request, "parcel").await.is(200);
    sale.buyer_does(&request, "dispute").await.is(409);
    sale.shop_does(&request, "dispute", &[]).await.is(200).shows("The market is looking into it");
    let (judge, id) = market.person("Judge").await;
    market.make(id, "is_operator").await;
    let fields = [("ruling", "full"), ("reason", "The bowl came back whole.")];
    judge.post(&format!("/moderator/disputes/{request}/ruling"), &fields).await.is(200);
    assert_eq!(minor(&market.balances().await, "escrow"), 0);
});

story!(nobody_decides_in_their_own_case, |market| {
    let (shop, id) = market.maker("Ana").await;
    let thing = market.thing(id, "Bowl", 5_001, 9).await;
    let (buyer, judge) = market.person("Lin").await;
    market.make(judge, "is_moderator").await;
    let order = buy(market, &buyer, thing, 1).await;
    shop.post(&format!("/desk/ana/orders/{order}/shipment"), &[]).await.is(200);
    let sale = Sale { shop, buyer, order };
    let request = sale.ask("refund", "damaged", "1").await;
    sale.shop_does(&request, "refusal", &REFUSAL).await.is(200);
    sale.buyer_does(&request, "dispute").await.is(200);
    let fields = [("ruling", "full"), ("reason", "I say so.")];
    sale.buyer.post(&format!("/moderator/disputes/{request}/ruling"), &fields).await.is(409);
    assert_eq!(minor(&market.balances().await, "escrow"), 5_001);
});

story!(after_completion_the_money_comes_from_the_shop_and_later_sales_make_up_for_it, |market| {
    let sale = shipped(market, 2).await;
    sale.receive().await;
    let request = sale.ask("refund", "damaged", "2").await;
    sale.shop_does(&request, "repayment", &[]).await.is(200);
    market.work().await;
    let none =
        [("commission".into(), 0), ("escrow".into(), 0), ("provider:sandbox".into(), 0), ("shop".into(), 0)];
    assert_eq!(market.balances().await, none);
    sale.shop.get("/desk/ana/money").await.shows("Refunded").shows(&sale.order);
    sale.shows("Given back").await;
    sale.buyer.get(&format!("/orders/{}/refunds/new", sale.order)).await.is(409);
    sale.try_to_ask("refund", "damaged", "1").await.is(409);
    sale.buyer.get(&format!("/orders/{}", sale.order)).await.hides("refunds/new");
});

story!(a_month_ends_with_what_the_next_begins_with, |market| {
    let sale = shipped(market, 2).await;
    sale.receive().await;
    market.pass(days(9)).await;
    let request = sale.ask("refund", "damaged", "1").await;
    sale.shop_does(&request, "repayment", &[]).await.is(200);
    sale.shop.get("/desk/ana/statements?month=2026-11").await.shows("¥95.02").shows("¥100.02");
    let file = sale.shop.get("/desk/ana/statements.csv?month=2026-12").await;
    file.shows("2026-12,opening,,95.02,CNY").shows("2026-12,sales,,0.00,CNY");
    file.shows("2026-12,refunds,,-50.01,CNY").shows("2026-12,commission-back,,2.50,CNY");
    file.shows("2026-12,closing,,47.51,CNY").shows(",refund,").shows(",-47.51,CNY");
    sale.shop.get("/desk/ana/statements").await.shows("2026-12").shows("¥47.51");
    sale.shop.get("/desk/ana/statements?month=2026-13").await.is(422).shows("Write a month as 2026-11.");
    sale.shop.get("/desk/ana/statements.csv?month=x").await.is(422);
});

story!(the_days_after_receipt_are_counted_in_the_buyers_zone, |market| {
    let sale = shipped(market, 2).await;
    // Received at 10 in the morning of the 22nd in China: the seventh day after it ends with the 29th.
    sale.receive().await;
    market.pass(hours(7 * 24 + 13)).await;
    let request = sale.ask("return", "changed-mind", "1").await;
    sale.buyer_does(&request, "withdrawal").await.is(200);
    market.pass(hours(1)).await;
    sale.try_to_ask("return", "changed-mind", "1").await.is(409);
    let request = sale.ask("return", "damaged", "1").await;
    sale.buyer_does(&request, "withdrawal").await.is(200);
    market.pass(days(8)).await;
    sale.try_to_ask("return", "damaged", "1").await.is(409);
    sale.buyer.get(&format!("/orders/{}", sale.order)).await.hides("refunds/new");
});

story!(a_program_asks_answers_and_is_told_whose_turn_it_is, |market| {
    let sale = shipped(market, 2).await;
    let wanted = serde_json::json!({
        "kind": "refund", "reason": "damaged", "words": "A crack.",
        "lines": [{"position": 1, "pieces": 2}], "amount": "12.34",
    });
    let path = format!("/api/v1/orders/{}/refund-requests", sale.order);
    let made = sale.buyer.send("POST", &path, &wanted).await;
    made.is(201);
    let request = made.json();
    assert_eq!((&request["turn"], &request["asked"]["goods"]["amount"]), (&"seller".into(), &"12.34".into()));
    assert_eq!(request["acts"], serde_json::json!(["withdraw"]));
    let id = request["id"].as_str().unwrap();
    let seen = sale.shop.send("GET", "/api/v1/shops/ana/refund-requests", &serde_json::Value::Null).await;
    assert_eq!(seen.json()["items"][0]["acts"], serde_json::json!(["refuse", "offer", "refund"]));
    let too_much = serde_json::json!({
        "kind": "refund", "reason": "damaged", "words": "A crack.",
        "lines": [{"position": 1, "pieces": 3}],
    });
    sale.buyer.send("POST", &path, &too_much).await.is(409);
    let none = serde_json::json!({});
    let given = sale.shop.send("POST", &format!("/api/v1/refund-requests/{id}/repayment"), &none).await;
    assert_eq!(given.json()["state"], "refunded");
    sale.buyer.send("POST", &path, &too_much).await.is(422);
    let order = sale.buyer.send("GET", &format!("/api/v1/orders/{}", sale.order), &none).await.json();
    assert_eq!(order["refunded"]["amount"], "12.34");
    let (stranger, _) = market.person("Eve").await;
    stranger.send("GET", &format!("/api/v1/refund-requests/{id}"), &none).await.is(404);
    stranger.send("GET", &path, &none).await.is(404);
});

story!(evidence_is_seen_by_both_sides_and_by_nobody_else, |market| {
    let sale = shipped(market, 1).await;
    let request = sale.ask("refund", "damaged", "1").await;
    let photo = include_bytes!("../pictures/fixtures/cmyk.jpg");
    let mut body = b"--x\r\nContent-Disposition: form-data; name=\"words\"\r\n\r\nLook at the rim.\r\n\
        --x\r\nContent-Disposition: form-data; name=\"photos\"; filename=\"a.jpg\"\r\n\r\n"
        .to_vec();
    body.extend_from_slice(photo);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let kind = "multipart/form-data; boundary=x";
    let path = format!("/refunds/{request}/evidence");
    let shown = sale.buyer.send_bytes(&path, kind, body.clone()).await;
    shown.is(200).shows("Look at the rim.");
    let photo = shown.link(&format!("/refunds/{request}/photos/"));
    sale.buyer.get(&photo).await.is(200);
    sale.shop.get(&photo).await.is(200);
    sale.shop.get(&format!("/desk/ana/refunds/{request}")).await.shows("Look at the rim.");
    let (stranger, _) = market.person("Eve").await;
    stranger.get(&photo).await.is(404);
    stranger.send_bytes(&path, kind, body).await.is(404);
    stranger.get(&format!("/refunds/{request}")).await.is(404);
    // The market's pictures are everybody's; this one is not among them.
    let name = photo.rsplit('/').next().unwrap().replace("-proof", "");
    sale.buyer.get(&format!("/media/{name}")).await.is(404);
    sale.buyer.post(&path, &[("words", "")]).await.is(422);
});

story!(the_market_asks_so_often_and_not_more, |market| {
    let sale = shipped(market, 1).await;
    for _ in 0..5 {
        let request = sale.ask("refund", "damaged", "1").await;
        sale.buyer_does(&request, "withdrawal").await.is(200);
    }
    sale.try_to_ask("refund", "damaged", "1").await.is(409);
});
