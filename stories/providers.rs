//! A provider that says no, one that does not answer, and amounts that none would take.

use kernel::Chance;
use platform::config::StripeConfig;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use crate::{
    harness::{Market, Place, START, address, addressed},
    on_both,
};

/// A market whose cards are taken by whoever is at an address.
async fn open(place: &Place, url: String, seed: u64) -> Market {
    let config = StripeConfig {
        key: "sk_test_stories".into(),
        publishable_key: "pk_test_stories".into(),
        webhook_secret: "whsec".into(),
        url,
    };
    Market::open_with(place, START, Chance::seeded(seed), |it| it.stripe = Some(config)).await
}

/// Somebody who says the same to everybody.
async fn always(status: &'static str, body: Value) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let body = body.to_string();
            let mut asked = [0; 8_192];
            let _ = stream.read(&mut asked).await;
            let head =
                format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
            let _ = stream.write_all(format!("{head}{body}").as_bytes()).await;
        }
    });
    url
}

const TO_DINAR: [&str; 2] = ["UPDATE shop SET currency = 'KWD'", "UPDATE listing SET currency = 'KWD'"];

async fn an_amount_that_no_card_takes_is_refused_before_anything_is_placed(place: Place) {
    let market = open(&place, "http://127.0.0.1:1".into(), 1).await;
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 1_234, 9).await;
    let act = async |tx: &mut platform::db::Tx| {
        for sql in TO_DINAR {
            tx.execute(sql, &[]).await?;
        }
        Ok::<_, platform::db::DbError>(())
    };
    market.inner.db.write(act).await.unwrap();
    let (buyer, _) = market.person("Lin").await;
    let variant = bowl.variant.to_string();
    buyer.post("/cart", &[("variant", &variant), ("add", "1")]).await.is(200);
    // Said as soon as the total is known, and again to whoever sends the form all the same.
    let form = buyer.get("/checkout/KWD").await;
    form.shows("the last of its three decimals is 0");
    let (key, total) = (form.field("key"), form.field("seen_total"));
    let mut fields = address();
    fields.extend([("key", key.as_str()), ("seen_total", &total), ("address", "new")]);
    buyer.post("/checkout/KWD", &fields).await.is(422).shows("the last of its three decimals is 0");
    let body = addressed(json!({"variant": variant, "quantity": 1, "key": "k"}));
    let refused = buyer.send("POST", "/api/v1/purchases", &body).await;
    assert!(refused.is(409).json()["type"].as_str().unwrap().ends_with("unpayable-too-fine"));
    assert_eq!(market.number("SELECT COUNT(*) FROM purchase").await, 0);
    assert_eq!(market.stock(bowl).await, 9);
    buyer.get("/cart").await.shows("Bowl");
    // Five pieces end in a nought.
    buyer.post("/cart", &[("variant", &variant), ("quantity", "5")]).await.is(200);
    buyer.get("/checkout/KWD").await.is(200).hides("three decimals");
    market.end().await;
}

on_both!(too_fine, an_amount_that_no_card_takes_is_refused_before_anything_is_placed);

async fn whoever_cannot_pay_keeps_what_they_ordered(place: Place) {
    let declined = json!({"error": {"message": "Your account cannot currently make live charges."}});
    for (seed, url, words) in [
        (1, "http://127.0.0.1:1".to_owned(), "does not answer"),
        (2, always("402 Payment Required", declined).await, "refuses this payment"),
    ] {
        let market = open(&place, url, seed).await;
        let name = seed.to_string();
        let (_, shop) = market.maker(&format!("Ana{name}")).await;
        let bowl = market.thing(shop, "Bowl", 5_000, 9).await;
        // A newcomer gets an account on the way: the session comes with the page that says what has happened.
        let guest = market.visitor();
        let page = guest.check_out(&[(bowl, 1)], Some(&format!("mei{name}@fair.example"))).await;
        page.is(200).shows(words).shows("kept for you");
        assert!(page.path.starts_with("/purchases/"), "{}", page.path);
        let purchase = page.path.split('?').next().unwrap();
        guest.get(purchase).await.is(200).hides(words);
        guest.post(&format!("{purchase}/payment"), &[]).await.is(200).shows(words);
        let answer = guest.send("POST", &format!("/api/v1{purchase}/payment"), &json!({})).await;
        answer.is(if words == "does not answer" { 502 } else { 409 });
        assert_eq!(market.stock(bowl).await, 8);
        market.stop();
    }
}

on_both!(cannot_pay, whoever_cannot_pay_keeps_what_they_ordered);
