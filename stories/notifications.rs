//! What people are told in the market itself, and what they want to be told.

use kernel::days;

use platform::{db::Tx, mail::Message};

use crate::{aftersale::shipped, harness::Market, story};

/// What somebody was written with this subject.
pub async fn told(market: &Market, who: &str, subject: &str) -> Message {
    let mails = market.mail(&format!("{who}@fair.example")).await;
    let subjects: Vec<String> = mails.iter().map(|mail| mail.subject.clone()).collect();
    let found = mails.into_iter().find(|mail| mail.subject == subject);
    found.unwrap_or_else(|| panic!("{who} was not told {subject:?} but {subjects:?}"))
}

story!(what_happens_stands_in_the_list_and_opening_it_is_reading_it, |market| {
    let sale = shipped(market, 1).await;
    market.work().await;
    let list = sale.buyer.get("/notifications").await;
    list.shows("ana has sent your parcel").shows("2 are unread").shows("Notifications, 2 unread");
    let one = list.link("/notifications/");
    sale.buyer.get(&one).await.is(200).shows("On its way to you");
    sale.buyer.get("/notifications").await.shows("One is unread");
    sale.shop.get(&one).await.is(404);
    sale.shop.get("/notifications").await.shows("New order: ¥50.01").hides("has sent your parcel");
    sale.buyer.post("/notifications", &[]).await.shows("All of them are read.");
    sale.buyer.get("/cart").await.hides("unread");
});

story!(a_notification_is_worded_when_it_is_read_and_not_when_it_is_sent, |market| {
    let sale = shipped(market, 1).await;
    market.work().await;
    let rename = async |tx: &mut Tx| {
        tx.execute("UPDATE shop SET language = 'zh-CN', name = '银川皮雕', name_en = 'Yinchuan Leather'", &[])
            .await
    };
    market.inner.db.write(rename).await.unwrap();
    // Sent before the shop had another name, it keeps the one that it had.
    let list = sale.buyer.get("/notifications").await;
    list.shows("ana has sent your parcel");
    let request = sale.ask("refund", "damaged", "1").await;
    market.work().await;
    sale.shop.get("/notifications").await.shows("A buyer asks for ¥50.01 back");
    let refusal = [("refusal", "It was whole when it left.")];
    sale.shop.post(&format!("/desk/ana/refunds/{request}/refusal"), &refusal).await.is(200);
    market.work().await;
    // One row; the name and the amount are each reader's own.
    sale.buyer.get("/notifications").await.shows("Yinchuan Leather has refused your request");
    for (lang, words) in [
        ("zh-CN", "银川皮雕"),
        ("ja", "Yinchuan Leather"),
        ("hi", "Yinchuan Leather"),
        ("id", "Yinchuan Leather"),
    ] {
        sale.buyer.post("/language", &[("lang", lang), ("return_to", "/")]).await.is(200);
        let page = sale.buyer.get("/notifications").await;
        page.shows(words).hides("has refused").hides("mail-refund");
        let told = sale.buyer.get("/api/v1/notifications").await.json()["items"][0].clone();
        assert_eq!(told["language"], lang);
        assert!(told["words"].as_str().unwrap().contains(words), "{told}");
    }
    assert_eq!(market.number("SELECT COUNT(*) FROM notification WHERE wordings <> '{}'").await, 0);
    assert_eq!(market.number("SELECT COUNT(*) FROM notification WHERE said = 'null'").await, 0);
    // What was told before there were keys, or by a text that is no more, is read as it was told.
    let old = async |tx: &mut Tx| {
        let sql = "UPDATE notification SET said = 'null', words = 'Old words', lang = 'en', wordings = '{\"id\":\"Kata lama\"}'";
        tx.execute(sql, &[]).await
    };
    market.inner.db.write(old).await.unwrap();
    sale.buyer.get("/notifications").await.shows("Kata lama").hides("Old words");
    sale.buyer.post("/language", &[("lang", "hi"), ("return_to", "/")]).await.is(200);
    sale.buyer.get("/notifications").await.shows("lang=\"en\"").shows("Old words");
    let gone = async |tx: &mut Tx| {
        tx.execute("UPDATE notification SET said = '{\"key\":\"mail-of-yesterday\"}'", &[]).await
    };
    market.inner.db.write(gone).await.unwrap();
    sale.buyer.get("/notifications").await.shows("Old words").hides("mail-of-yesterday");
});

story!(each_step_of_a_request_is_told_to_whoever_waits_for_it, |market| {
    let sale = shipped(market, 2).await;
    let request = sale.ask("return", "damaged", "1").await;
    let asked = told(market, "ana", "A buyer asks for ¥50.01 back").await;
    assert!(asked.text.contains("It has a crack.") && asked.text.contains(&request), "{}", asked.text);
    let send_to = [("send_to", "Ana, 1 Market Street, Yinchuan")];
    sale.shop.post(&format!("/desk/ana/refunds/{request}/acceptance"), &send_to).await.is(200);
    let awaited = told(market, "lin", "Send the goods back to ana").await;
    assert!(awaited.text.contains("1 Market Street"), "{}", awaited.text);
    sale.buyer.post(&format!("/refunds/{request}/parcel"), &[("tracking", "SF77")]).await.is(200);
    assert!(told(market, "ana", "A return is on its way to you").await.text.contains("SF77"));
    sale.shop.post(&format!("/desk/ana/refunds/{request}/dispute"), &[]).await.is(200);
    told(market, "lin", "The market was called in").await;
    let (judge, id) = market.person("Judge").await;
    market.make(id, "is_moderator").await;
    let evidence = format!("/moderator/disputes/{request}/evidence");
    judge.post(&evidence, &[("words", "Show me the crack, please.")]).await.is(200);
    let news = "News about a refund request";
    assert!(told(market, "lin", news).await.text.contains("Show me the crack"));
    assert!(told(market, "ana", news).await.text.contains("The market asks"));
    let ruling = [("ruling", "full"), ("reason", "There is a crack.")];
    judge.post(&format!("/moderator/disputes/{request}/ruling"), &ruling).await.is(200);
    for who in ["lin", "ana"] {
        let ruled = told(market, who, "The market has decided about a refund").await;
        assert!(ruled.text.contains("There is a crack."), "{}", ruled.text);
    }
});

story!(a_refusal_tells_until_when_the_market_can_be_called_in, |market| {
    let sale = shipped(market, 1).await;
    let request = sale.ask("refund", "damaged", "1").await;
    let refusal = [("refusal", "It was whole when it left.")];
    sale.shop.post(&format!("/desk/ana/refunds/{request}/refusal"), &refusal).await.is(200);
    let refused = told(market, "lin", "ana has refused your request").await;
    assert!(refused.text.contains("29 Nov"), "{}", refused.text);
    market.pass(days(8)).await;
    told(market, "lin", "A refund request is closed").await;
});

story!(a_request_without_an_answer_is_told_to_both, |market| {
    let sale = shipped(market, 1).await;
    sale.ask("refund", "not-arrived", "1").await;
    market.pass(days(3)).await;
    for who in ["lin", "ana"] {
        let repaid = told(market, who, "¥50.01 was given back").await;
        assert!(repaid.text.contains("did not answer in time"), "{}", repaid.text);
    }
});

story!(what_must_be_told_cannot_be_switched_off, |market| {
    let sale = shipped(market, 1).await;
    sale.shop.get("/mine/notifications").await.shows("An order is to be shipped").shows("disabled");
    // Nothing is ticked.
    sale.shop.post("/mine/notifications", &[]).await.is(200);
    sale.buyer.post("/mine/notifications", &[("orders-shipped.list", "true")]).await.is(200);
    sale.ask("refund", "damaged", "1").await;
    told(market, "ana", "A buyer asks for ¥50.01 back").await;
    let choices = sale.buyer.get("/api/v1/notification-choices").await.json();
    let find = |kind: &str| {
        let all = choices["items"].as_array().unwrap();
        all.iter().find(|choice| choice["kind"] == kind).unwrap().clone()
    };
    assert_eq!(find("orders.shipped")["mail"], false);
    assert_eq!(find("orders.shipped")["list"], true);
    assert_eq!(find("orders.closed")["list"], false);
    assert_eq!(find("orders.paid")["mail"], true);
});

story!(a_kind_that_is_switched_off_is_not_sent, |market| {
    let (shop, id) = market.maker("Ana").await;
    let thing = market.thing(id, "Bowl", 5_000, 9).await;
    let (buyer, _) = market.person("Lin").await;
    let off = serde_json::json!({"choices": [{"kind": "orders.shipped", "mail": false, "list": false}]});
    buyer.send("PUT", "/api/v1/notification-choices", &off).await.is(200);
    let gateway = buyer.check_out(&[(thing, 1)], None).await;
    buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    let order = buyer.get("/orders").await.link("/orders/");
    shop.post(&format!("/desk/ana{order}/shipment"), &[]).await.is(200);
    assert_eq!(market.mail("lin@fair.example").await.len(), 1);
    let told = buyer.get("/api/v1/notifications").await.json();
    assert_eq!(told["items"].as_array().unwrap().len(), 1);
    buyer.send("DELETE", "/api/v1/notifications", &serde_json::json!({})).await.is(204);
    assert_eq!(buyer.get("/api/v1/notifications").await.json()["items"][0]["is_read"], true);
});

story!(notifications_are_kept_for_ninety_days, |market| {
    people::notifications::jobs::begin(&market.inner).await.unwrap();
    let sale = shipped(market, 1).await;
    market.pass(days(80)).await;
    sale.buyer.get("/notifications").await.shows("has sent your parcel");
    market.pass(days(12)).await;
    sale.buyer.get("/notifications").await.hides("has sent your parcel");
});
