//! A shop answers with a smaller sum, and the market may have goods sent back before the money.

use kernel::{days, hours};
use serde_json::json;

use crate::{
    aftersale::{ADDRESS, REFUSAL, Sale, minor, shipped},
    harness::{Market, Page, Person},
    notifications::told,
    story,
};

const OFFER: [(&str, &str); 2] = [("amount", "30.01"), ("note", "The crack is small. Keep it.")];

impl Sale {
    async fn offered(&self, kind: &str, pieces: &str) -> String {
        let request = self.ask(kind, "damaged", pieces).await;
        self.shop_does(&request, "offer", &OFFER).await.is(200).shows("The buyer sees it now");
        request
    }

    async fn at(&self, request: &str) -> Page {
        self.buyer.get(&format!("/refunds/{request}")).await
    }

    /// Refused and called in.
    async fn disputed(&self, kind: &str, reason: &str) -> String {
        let request = self.ask(kind, reason, "1").await;
        self.shop_does(&request, "refusal", &REFUSAL).await.is(200);
        self.buyer_does(&request, "dispute").await.is(200);
        request
    }
}

async fn judge(market: &Market) -> Person {
    let (judge, id) = market.person("Judge").await;
    market.make(id, "is_moderator").await;
    judge
}

async fn send_back(judge: &Person, request: &str) -> Page {
    let fields = [("ruling", "return"), ("reason", "Send it back, then you get the money.")];
    judge.post(&format!("/moderator/disputes/{request}/ruling"), &fields).await
}

story!(a_smaller_sum_is_offered_and_taken, |market| {
    let sale = shipped(market, 2).await;
    let request = sale.ask("refund", "damaged", "2").await;
    for (amount, says) in
        [("", "empty"), ("0", "less than all"), ("100.02", "less than all"), ("x", "amount")]
    {
        let fields = [("amount", amount), ("note", "Keep it.")];
        let page = sale.shop_does(&request, "offer", &fields).await;
        page.is(422).shows("Keep it.");
        assert!(!says.contains("less") || page.body.contains("less than all"), "{amount}");
    }
    sale.shop_does(&request, "offer", &[("amount", "30.01")]).await.is(422);
    sale.buyer_does(&request, "agreement").await.is(409);
    sale.shop_does(&request, "offer", &OFFER).await.is(200).shows("¥30.01");
    sale.shop_does(&request, "offer", &OFFER).await.is(409);
    sale.shop_does(&request, "refusal", &REFUSAL).await.is(409);
    let page = sale.at(&request).await;
    page.shows("Your turn").shows("The shop offers ¥30.01").shows("The crack is small. Keep it.");
    page.shows("Take ¥30.01").shows("Call the market in").shows("Withdraw");
    let mail = told(market, "lin", "ana offers ¥30.01 back").await;
    assert!(mail.text.contains("The crack is small.") && mail.text.contains("29 Nov"), "{}", mail.text);
    sale.shows("Refund asked").await;
    // The shop does not take its own offer.
    let api = format!("/api/v1/refund-requests/{request}");
    let empty = json!({});
    sale.shop.send("POST", &format!("{api}/agreement"), &empty).await.is(404);
    let seen = sale.buyer.get(&api).await.json();
    assert_eq!(seen["acts"], json!(["agree", "dispute", "withdraw"]));
    assert_eq!((&seen["offered"]["amount"], &seen["turn"]), (&"30.01".into(), &"buyer".into()));
    assert_eq!(sale.shop.get(&api).await.json()["acts"], json!(["refund"]));
    sale.buyer_does(&request, "agreement").await.is(200).shows("The buyer took the offer");
    sale.buyer_does(&request, "agreement").await.is(409);
    market.work().await;
    assert_eq!(minor(&market.balances().await, "escrow"), 7_001);
    told(market, "ana", "¥30.01 was given back").await;
    sale.shows("On the way").await;
});

story!(what_the_buyer_keeps_for_less_can_still_go_back, |market| {
    let sale = shipped(market, 1).await;
    let request = sale.offered("return", "1").await;
    sale.buyer_does(&request, "agreement").await.is(200).shows("Refunded");
    let left = "SELECT CAST(SUM(available) AS BIGINT) FROM stock";
    assert_eq!(market.number(left).await, 8);
    // The bowl is with the buyer, and 20.00 of it are left to ask for.
    let again = sale.ask("return", "damaged", "1").await;
    sale.at(&again).await.shows("¥20");
    market.check().await;
});

story!(an_offer_without_an_answer_goes_back, |market| {
    let sale = shipped(market, 2).await;
    let request = sale.offered("refund", "1").await;
    market.pass(days(6)).await;
    sale.at(&request).await.shows("Your turn");
    market.pass(days(1) + hours(1)).await;
    sale.at(&request).await.shows("No answer to the offer in time: that sum went back");
    assert_eq!(minor(&market.balances().await, "escrow"), 7_001);
    for who in ["lin", "ana"] {
        told(market, who, "¥30.01 was given back").await;
    }
    sale.shows("On its way to you").await;
});

story!(an_offer_may_be_left_disputed_or_outdone, |market| {
    let sale = shipped(market, 3).await;
    let judge = judge(market).await;
    let request = sale.offered("refund", "1").await;
    sale.buyer_does(&request, "withdrawal").await.is(200).shows("Withdrawn");
    assert_eq!(minor(&market.balances().await, "escrow"), 15_003);
    // The shop may still give all of it.
    let request = sale.offered("return", "1").await;
    sale.shop_does(&request, "repayment", &[]).await.is(200);
    assert_eq!(minor(&market.balances().await, "escrow"), 10_002);
    let request = sale.offered("refund", "1").await;
    sale.buyer_does(&request, "dispute").await.is(200);
    sale.buyer_does(&request, "agreement").await.is(409);
    let page = judge.get(&format!("/moderator/disputes/{request}")).await;
    page.shows("The shop offers ¥30.01").shows("The crack is small. Keep it.").shows("Offered by the shop");
    let fields = [("ruling", "partial"), ("amount", "40.00"), ("reason", "A little more.")];
    judge.post(&format!("/moderator/disputes/{request}/ruling"), &fields).await.is(200);
    assert_eq!(minor(&market.balances().await, "escrow"), 6_002);
});

story!(a_program_offers_and_takes, |market| {
    let sale = shipped(market, 1).await;
    let request = sale.ask("refund", "damaged", "1").await;
    let api = format!("/api/v1/refund-requests/{request}");
    let offer = json!({"amount": "50.01", "note": "Less."});
    sale.shop.send("POST", &format!("{api}/offer"), &offer).await.is(409).shows("less than all");
    let offer = json!({"amount": "20.00", "note": "Less."});
    sale.buyer.send("POST", &format!("{api}/offer"), &offer).await.is(409);
    let made = sale.shop.send("POST", &format!("{api}/offer"), &offer).await.is(200).json();
    assert_eq!((&made["state"], &made["history"][1]["words"]), (&"offered".into(), &"Less.".into()));
    let listed = sale.shop.get("/api/v1/shops/ana/refund-requests?state=offered").await.json();
    assert_eq!(listed["items"][0]["offered"]["amount"], "20.00");
    let taken = sale.buyer.send("POST", &format!("{api}/agreement"), &json!({})).await.is(200).json();
    assert_eq!(
        (&taken["state"], &taken["refunded"]["goods"]["amount"]),
        (&"refunded".into(), &"20.00".into())
    );
    assert_eq!(minor(&market.balances().await, "escrow"), 3_001);
});

story!(the_market_has_the_goods_sent_back_to_the_address_that_is_known, |market| {
    let sale = shipped(market, 2).await;
    let judge = judge(market).await;
    let first = sale.ask("return", "damaged", "1").await;
    sale.shop_does(&first, "acceptance", &ADDRESS).await.is(200);
    sale.buyer_does(&first, "withdrawal").await.is(200);
    let request = sale.disputed("refund", "not-as-described").await;
    let page = judge.get(&format!("/moderator/disputes/{request}")).await;
    page.shows("The goods go back first");
    let reasonless = [("ruling", "return"), ("reason", "")];
    judge.post(&format!("/moderator/disputes/{request}/ruling"), &reasonless).await.is(422);
    send_back(&judge, &request).await.is(200).shows("Decided: the goods go back first");
    send_back(&judge, &request).await.is(409);
    let page = sale.at(&request).await;
    page.shows("Return and refund").shows("1 Market Street").shows("Send it back, then you get the money.");
    page.shows("Your turn").shows("The market wants the goods sent back first").hides("did not answer");
    let desk = sale.shop.get(&format!("/desk/ana/refunds/{request}")).await;
    desk.shows("Send it back, then you get the money.").shows("sent back to you");
    for who in ["lin", "ana"] {
        let mail = told(market, who, "The market wants the goods sent back").await;
        assert!(mail.text.contains("1 Market Street") && mail.text.contains("Send it back"), "{}", mail.text);
    }
    let noted = "SELECT COUNT(*) FROM audit WHERE act = 'dispute.rule' AND detail LIKE '%return%'";
    assert_eq!(market.number(noted).await, 1);
    assert_eq!(minor(&market.balances().await, "escrow"), 10_002);
    // From here on it is a return like any other.
    sale.buyer_does(&request, "parcel").await.is(200);
    sale.shop_does(&request, "repayment", &[("restock", "true")]).await.is(200);
    assert_eq!(minor(&market.balances().await, "escrow"), 5_001);
    assert_eq!(market.number("SELECT CAST(SUM(available) AS BIGINT) FROM stock").await, 8);
    sale.try_to_ask("return", "damaged", "2").await.is(422).shows("At most 1");
});

story!(a_shop_that_the_market_asks_for_its_address_gives_it_or_the_money, |market| {
    let sale = shipped(market, 2).await;
    let judge = judge(market).await;
    let request = sale.disputed("refund", "damaged").await;
    let ruling = json!({"ruling": "return", "reason": "Back it goes."});
    let path = format!("/api/v1/refund-requests/{request}/ruling");
    let ruled = judge.send("POST", &path, &ruling).await.is(200).json();
    assert_eq!((&ruled["state"], &ruled["kind"]), (&"return-granted".into(), &"return".into()));
    let desk = sale.shop.get(&format!("/desk/ana/refunds/{request}")).await;
    desk.shows("Your turn").shows("Back it goes.").hides("did not answer in time");
    sale.shop.get("/desk/ana").await.shows("Say where the return should go");
    let asked = told(market, "ana", "The market wants the goods sent back").await;
    assert!(
        asked.text.contains("where they should go") && asked.text.contains("Back it goes."),
        "{}",
        asked.text
    );
    sale.shop_does(&request, "acceptance", &ADDRESS).await.is(200);
    sale.at(&request).await.shows("1 Market Street").shows("Back it goes.").shows("Your turn");
    // Not posted in time: closed, and the order goes on.
    market.pass(days(8)).await;
    sale.at(&request).await.shows("Nothing was posted in time");
    assert_eq!(minor(&market.balances().await, "escrow"), 10_002);
});

story!(a_shop_that_keeps_its_address_to_itself_loses_the_goods, |market| {
    let sale = shipped(market, 1).await;
    let judge = judge(market).await;
    let request = sale.disputed("refund", "damaged").await;
    send_back(&judge, &request).await.is(200);
    market.pass(days(8)).await;
    sale.at(&request).await.shows("No return address in time: refunded");
    assert_eq!(minor(&market.balances().await, "escrow"), 0);
});

story!(what_never_came_is_not_sent_back_and_nobody_orders_it_for_themselves, |market| {
    let sale = shipped(market, 2).await;
    let judge = judge(market).await;
    let request = sale.disputed("refund", "not-arrived").await;
    judge.get(&format!("/moderator/disputes/{request}")).await.hides("The goods go back first");
    send_back(&judge, &request).await.is(422).shows("nothing that could be sent back");
    let body = json!({"ruling": "return", "reason": "So."});
    judge.send("POST", &format!("/api/v1/refund-requests/{request}/ruling"), &body).await.is(409);
    sale.buyer_does(&request, "withdrawal").await.is(200);
    let request = sale.disputed("refund", "damaged").await;
    let seller = market.number("SELECT id FROM account WHERE email = 'ana@fair.example'").await;
    market.make(kernel::AccountId::new(seller), "is_moderator").await;
    send_back(&sale.shop, &request).await.is(409);
    sale.at(&request).await.shows("The market is looking into it");
});
