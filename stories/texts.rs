//! Texts to phones: a code opens the account of who has no address, what matters reaches them, and nobody else learns the
//! number.

use std::time::Duration;

use kernel::{Chance, hours, minutes};
use platform::sms::SmsConfig;
use serde_json::{Value, json};

use crate::harness::{Market, Page, Person, Place, PostOffice, START};

const MEI: &str = "+8613900139000";
const SECRET: &str = "only-the-gateway-knows";

/// A market whose texts go to a gateway that is asked with JSON.
pub async fn open(place: &Place, gateway: &PostOffice) -> Market {
    let config = SmsConfig {
        url: Some(format!("{}/send", gateway.origin())),
        body: Some(r#"{"to":"{to}","text":"{text}","id":"{id}"}"#.into()),
        headers: Some("X-Key: 7".into()),
        report_secret: Some(SECRET.into()),
        ..SmsConfig::default()
    };
    Market::open_with(place, START, Chance::seeded(7), |it| it.sms = config).await
}

/// A text that the gateway was asked to send.
pub struct Sent {
    pub to: String,
    pub words: String,
    id: String,
}

pub fn sent(gateway: &PostOffice) -> Vec<Sent> {
    let read = |(_, headers, body): (String, axum::http::HeaderMap, axum::body::Bytes)| {
        assert_eq!(headers["x-key"], "7");
        let asked: Value = serde_json::from_slice(&body).unwrap();
        let text = |name: &str| asked[name].as_str().unwrap().to_owned();
        Sent { to: text("to"), words: text("text"), id: text("id") }
    };
    gateway.taken().into_iter().map(read).collect()
}

pub async fn ask_code(market: &Market, person: &Person, login: &str) -> Page {
    let page = person.post("/signin/code", &[("login", login)]).await;
    market.work().await;
    page
}

pub fn digits(words: &str) -> String {
    words.chars().filter(char::is_ascii_digit).take(6).collect()
}

/// Somebody who came through a checkout with a phone number, and their order.
async fn mei_buys(market: &Market, mei: &Person, thing: crate::harness::Thing) -> String {
    let gateway = mei.check_out(&[(thing, 1)], Some(MEI)).await;
    mei.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    mei.get("/orders").await.link("/orders/").trim_start_matches("/orders/").to_owned()
}

async fn set(market: &Market, sql: &'static str) {
    let act = async move |tx: &mut platform::db::Tx| tx.execute(sql, &[]).await.map(drop);
    market.inner.db.write(act).await.unwrap();
    market.inner.reload_rules().await.unwrap();
}

async fn report(market: &Market, secret: &str, id: &str, status: &str) -> Page {
    let body = json!({ "id": id, "status": status });
    market.visitor().send("POST", &format!("/texts/reports/{secret}"), &body).await
}

crate::on_both!(a_code_by_text_opens_an_account_that_has_a_phone_only, async |place: Place| {
    let gateway = PostOffice::open().await;
    let market = open(&place, &gateway).await;
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 9).await;
    let mei = market.visitor();
    mei_buys(&market, &mei, bowl).await;
    gateway.taken();

    let elsewhere = market.visitor();
    elsewhere.get("/signin/code").await.is(200).shows("E-mail or phone number");
    let known = ask_code(&market, &elsewhere, "139 0013 9000").await;
    let texts = sent(&gateway);
    assert_eq!((texts.len(), texts[0].to.as_str()), (1, MEI));
    let code = digits(&texts[0].words);
    assert!(texts[0].words.starts_with(&format!("{code} is your code")), "{}", texts[0].words);

    // Asking says nothing of whether there is such an account, and nobody else is written to.
    let unknown = ask_code(&market, &market.visitor(), "139 0013 9999").await;
    assert_eq!(known.is(200).body.replace("9000", "9999"), unknown.is(200).body);
    assert!(sent(&gateway).is_empty());

    // No row holds the digits.
    assert_eq!(market.number("SELECT COUNT(*) FROM text_message WHERE words <> ''").await, 0);
    assert_eq!(market.number("SELECT COUNT(*) FROM job WHERE kind = 'accounts.text_code'").await, 0);
    let wrong = [("login", MEI), ("code", "000000")];
    elsewhere.post("/signin/code/entry", &wrong).await.is(422);
    let right = [("login", MEI), ("code", code.as_str())];
    elsewhere.post("/signin/code/entry", &right).await.is(200);
    elsewhere.get("/orders").await.is(200).shows("Bowl");
    // The first proof has ended what was open before.
    assert!(mei.get("/orders").await.path.starts_with("/signin"));

    // Over the day's limit nothing is sent, and the operator sees why.
    set(
        &market,
        "INSERT INTO setting (name, value, changed_at) VALUES ('text_codes_of_person_per_day', '1', 0)",
    )
    .await;
    ask_code(&market, &elsewhere, MEI).await.is(200);
    assert!(sent(&gateway).is_empty());
    let (operator, id) = market.person("Op").await;
    market.make_operator(id).await;
    let page = operator.get("/operator/texts").await;
    page.is(200).shows("Over the day").shows("…00").hides("13900139000").hides(&code);
    market.end().await;
});

crate::on_both!(
    what_money_depends_on_reaches_a_phone_and_the_rest_when_it_is_wanted,
    async |place: Place| {
        let gateway = PostOffice::open().await;
        let market = open(&place, &gateway).await;
        let (ana, shop) = market.maker("Ana").await;
        let bowl = market.thing(shop, "Bowl", 5_000, 9).await;
        let mei = market.visitor();
        let order = mei_buys(&market, &mei, bowl).await;
        let paid = sent(&gateway);
        assert_eq!((paid.len(), paid[0].to.as_str()), (1, MEI));
        assert!(paid[0].words.contains("Paid: ¥") && paid[0].words.contains("http"), "{}", paid[0].words);

        // That it was sent is told by text only to who wants that.
        let ship = async |order: &str| {
            ana.post(&format!("/desk/ana/orders/{order}/shipment"), &[("tracking", "SF1")]).await.is(200);
            market.work().await;
        };
        ship(&order).await;
        assert!(sent(&gateway).is_empty());
        mei.get("/mine/notifications").await.is(200).shows("By text").shows("orders-shipped.text");
        let all =
            [("orders-shipped.text", "true"), ("orders-shipped.list", "true"), ("orders-paid.text", "false")];
        mei.post("/mine/notifications", &all).await.is(200);
        let second = mei_buys_again(&market, &mei, bowl).await;
        assert_eq!(sent(&gateway).len(), 1, "what is needed comes whatever is said");
        ship(&second).await;
        let shipped = sent(&gateway);
        assert_eq!(shipped.len(), 1);
        assert!(shipped[0].words.contains("has sent your parcel"), "{}", shipped[0].words);

        // At night news wait for the morning; a code does not.
        market.clock.advance(hours(13));
        let third = mei_buys_again(&market, &mei, bowl).await;
        assert!(!third.is_empty() && sent(&gateway).is_empty());
        ask_code(&market, &market.visitor(), MEI).await.is(200);
        assert_eq!(sent(&gateway).len(), 1);
        market.pass(hours(10)).await;
        assert!(sent(&gateway).iter().any(|text| text.words.contains("Paid")));

        // A report counts once; what comes late or twice changes nothing, and who does not know the secret says nothing.
        report(&market, "a-guess", &paid[0].id, "delivered").await.is(404);
        report(&market, SECRET, &paid[0].id, "sent").await.is(204);
        report(&market, SECRET, &paid[0].id, "DELIVRD").await.is(204);
        report(&market, SECRET, &paid[0].id, "DELIVRD").await.is(204);
        report(&market, SECRET, &paid[0].id, "failed").await.is(204);
        report(&market, SECRET, "nobody", "failed").await.is(204);
        market.visitor().send("POST", &format!("/texts/reports/{SECRET}"), &json!({})).await.is(422);
        let query = format!("/texts/reports/{SECRET}?id={}&status=undelivered", shipped[0].id);
        market.visitor().get(&query).await.is(204);
        let count = async |sql: &'static str| market.number(sql).await;
        assert_eq!(count("SELECT COUNT(*) FROM text_message WHERE state = 'delivered'").await, 1);
        assert_eq!(count("SELECT COUNT(*) FROM text_message WHERE state = 'undelivered'").await, 1);
        market.end().await;
    }
);

async fn mei_buys_again(market: &Market, mei: &Person, thing: crate::harness::Thing) -> String {
    let gateway = mei.check_out(&[(thing, 1)], None).await;
    mei.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    mei.get("/orders").await.link("/orders/").trim_start_matches("/orders/").to_owned()
}

crate::on_both!(a_gateways_no_is_not_does_not_answer, async |place: Place| {
    let gateway = PostOffice::open().await;
    let market = open(&place, &gateway).await;
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 9).await;
    let mei = market.visitor();
    gateway.answer(503, Duration::ZERO);
    mei_buys(&market, &mei, bowl).await;
    assert_eq!(sent(&gateway).len(), 1);
    assert_eq!(market.number("SELECT COUNT(*) FROM text_message WHERE state = 'waiting'").await, 1);
    market.pass(minutes(2)).await;
    assert_eq!(sent(&gateway).len(), 1);
    assert_eq!(market.number("SELECT COUNT(*) FROM text_message WHERE state = 'sent'").await, 1);

    gateway.answer(400, Duration::ZERO);
    mei_buys_again(&market, &mei, bowl).await;
    assert_eq!(sent(&gateway).len(), 1);
    market.pass(hours(1)).await;
    assert!(sent(&gateway).is_empty());
    assert_eq!(
        market.number("SELECT COUNT(*) FROM text_message WHERE state = 'refused' AND status = 400").await,
        1
    );

    // The market's own limit holds for everybody.
    set(&market, "INSERT INTO setting (name, value, changed_at) VALUES ('texts_of_market_per_day', '1', 0)")
        .await;
    mei_buys_again(&market, &mei, bowl).await;
    assert!(sent(&gateway).is_empty());
    assert_eq!(market.number("SELECT COUNT(*) FROM text_message WHERE state = 'over_cap'").await, 1);
    market.end().await;
});

crate::on_both!(nobody_elses_page_call_mail_or_file_tells_the_number, async |place: Place| {
    let gateway = PostOffice::open().await;
    let market = open(&place, &gateway).await;
    let (ana, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 9).await;
    let mei = market.visitor();
    let order = mei_buys(&market, &mei, bowl).await;
    mei.post("/shops/ana/conversation", &[("words", "Is it blue?")]).await;
    ana.post(&format!("/desk/ana/orders/{order}/shipment"), &[("tracking", "SF1")]).await.is(200);
    mei.post(&format!("/orders/{order}/receipt"), &[]).await.is(200);
    market.work().await;
    let (operator, id) = market.person("Op").await;
    market.make_operator(id).await;
    let (other, _) = market.person("Wu").await;
    let number = MEI.trim_start_matches("+86");
    let of_order = [
        format!("/desk/ana/orders/{order}"),
        format!("/desk/ana/orders/{order}/print"),
        format!("/api/v1/orders/{order}"),
    ];
    let of_shop = [
        "/desk/ana",
        "/desk/ana/orders",
        "/desk/ana/orders.csv",
        "/desk/ana/conversations",
        "/api/v1/shops/ana/orders",
        "/api/v1/conversations",
        "/shops/ana",
        "/api/v1/account/export",
        "/notifications",
    ];
    for path in of_order.iter().map(String::as_str).chain(of_shop) {
        ana.get(path).await.hides(number);
        other.get(path).await.hides(number);
    }
    for path in [
        "/operator",
        "/operator/texts",
        "/operator/jobs",
        "/operator/audit",
        "/operator/orders",
        "/operator/mail",
    ] {
        operator.get(path).await.is(200).hides(number);
    }
    assert!(!market.mail("ana@fair.example").await.is_empty());
    for mail in market.mail("ana@fair.example").await {
        assert!(!mail.text.contains(number) && !mail.html.contains(number), "{}", mail.text);
    }
    assert!(sent(&gateway).iter().all(|text| text.to == MEI && !text.words.contains(number)));
    // Who leaves is forgotten, with what waits for them.
    mei.get("/mine/export.json").await.is(200).shows("orders.paid");
    market.end().await;
});

crate::on_both!(another_number_is_theirs_once_its_code_comes_back, async |place: Place| {
    let gateway = PostOffice::open().await;
    let market = open(&place, &gateway).await;
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 9).await;
    let (mei, wu) = (market.visitor(), market.visitor());
    mei_buys(&market, &mei, bowl).await;
    let register = [("name", "Wu"), ("login", "+8613900138222"), ("password", "seven goats on a hill")];
    wu.post("/register", &register).await.is(200);
    gateway.taken();
    let ask = async |person: &Person, fields: &[(&str, &str)]| {
        let page = person.post("/mine/phone", fields).await;
        market.work().await;
        page
    };
    mei.get("/mine/phone").await.is(200).shows(MEI);
    ask(&mei, &[("phone", "no number")]).await.is(422).shows("not a phone number");
    // A number of somebody else's is answered as one of nobody's, and gets nothing.
    let taken = ask(&mei, &[("phone", "+8613900138222")]).await;
    assert!(sent(&gateway).is_empty());
    let free = ask(&mei, &[("phone", "+8613900138333")]).await;
    assert_eq!(taken.is(200).body.replace("8222", "8333"), free.is(200).body);
    let texts = sent(&gateway);
    assert_eq!((texts.len(), texts[0].to.as_str()), (1, "+8613900138333"));
    let code = digits(&texts[0].words);
    // The code is good for its number alone, and not at the door.
    for (phone, code) in [("+8613900138444", code.as_str()), ("+8613900138333", "000000")] {
        mei.post("/mine/phone/entry", &[("phone", phone), ("code", code)]).await.is(422);
    }
    let door = [("login", MEI), ("code", code.as_str()), ("purpose", "new_phone")];
    market.visitor().post("/signin/code/entry", &door).await.is(422);
    let right = [("phone", "+8613900138333"), ("code", code.as_str())];
    mei.post("/mine/phone/entry", &right).await.is(200).shows("Your phone number is changed");
    mei.get("/mine/phone").await.is(200).shows("+8613900138333");
    mei.post("/mine/phone/entry", &right).await.is(422);
    ask_code(&market, &market.visitor(), MEI).await.is(200);
    assert!(sent(&gateway).is_empty());
    ask_code(&market, &market.visitor(), "+8613900138333").await.is(200);
    assert_eq!(sent(&gateway).len(), 1);
    // Who has a password says it.
    ask(&wu, &[("phone", "+8613900138555")]).await.is(422);
    let body = json!({"phone": "+8613900138555", "password": "seven goats on a hill"});
    wu.send("POST", "/api/v1/account/phone/codes", &body).await.is(202);
    market.work().await;
    let code = digits(&sent(&gateway)[0].words);
    let body = json!({"phone": "+8613900138555", "code": code});
    wu.send("PUT", "/api/v1/account/phone", &body).await.is(204);
    assert_eq!(wu.get("/api/v1/account").await.json()["phone"], "+8613900138555");
    market.end().await;
});
