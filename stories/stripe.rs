//! Stripe as the provider, against localstripe, a server that keeps what it is told as Stripe does.
//!
//! Told where `JISHI_TEST_LOCALSTRIPE` names one; `make test` starts one.

use std::time::Duration;

use axum::http::{Method, Request};
use kernel::{Chance, Clock};
use platform::{config::StripeConfig, http::Http};
use serde_json::Value;

use crate::{
    harness::{Market, Page, Person, Place},
    on_both,
};

const SECRET: &str = "whsec_a_secret_for_stories";

/// The payer's browser and Stripe's own desk.
struct Stripe {
    url: String,
    http: Http,
}

impl Stripe {
    async fn ask(&self, method: Method, path: &str, fields: &[(&str, &str)]) -> Value {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.url))
            .header("authorization", "Bearer sk_test_stories")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body.into())
            .unwrap();
        serde_json::from_slice(self.http.ask(request).await.unwrap().body()).unwrap_or_default()
    }

    /// What the payer's browser does with a card.
    async fn pay(&self, intent: &str, card: &str) {
        let fields = [
            ("type", "card"),
            ("card[number]", card),
            ("card[exp_month]", "12"),
            ("card[exp_year]", "2040"),
            ("card[cvc]", "123"),
        ];
        let method = self.ask(Method::POST, "/v1/payment_methods", &fields).await;
        let method = method["id"].as_str().unwrap_or_else(|| panic!("{method}")).to_owned();
        let path = format!("/v1/payment_intents/{intent}");
        self.ask(Method::POST, &path, &[("payment_method", &method)]).await;
        self.ask(Method::POST, &format!("{path}/confirm"), &[]).await;
    }

    async fn refunded(&self, intent: &str) -> i64 {
        let list = self.ask(Method::GET, &format!("/v1/refunds?payment_intent={intent}"), &[]).await;
        list["data"].as_array().unwrap().iter().map(|refund| refund["amount"].as_i64().unwrap()).sum()
    }
}

/// A market on a clock that says what localstripe's says, with a webhook registered there.
async fn open(place: &Place) -> Option<(Market, Stripe)> {
    let url = std::env::var("JISHI_TEST_LOCALSTRIPE").ok()?;
    let config = StripeConfig {
        key: "sk_test_stories".into(),
        publishable_key: "pk_test_stories".into(),
        webhook_secret: SECRET.into(),
        url: url.clone(),
    };
    let now = Clock::system().now();
    let market = Market::open_with(place, now, Chance::seeded(7), |it| it.stripe = Some(config)).await;
    let stripe = Stripe { url, http: Http::open().unwrap() };
    let hook = format!("http://{}/webhooks/stripe", market.address);
    let id = format!("/_config/webhooks/story{}", market.address.port());
    stripe.ask(Method::POST, &id, &[("url", &hook), ("secret", SECRET)]).await;
    Some((market, stripe))
}

/// Wait for a webhook, which comes in its own time.
async fn until(person: &Person, path: &str, words: &str) -> Page {
    for _ in 0..300 {
        let page = person.get(path).await;
        if page.body.contains(words) {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{path} never showed {words}");
}

async fn a_card_is_charged_told_and_refunded(place: Place) {
    let Some((market, stripe)) = open(&place).await else { return };
    let (shop, id) = market.maker("Ana").await;
    let bowl = market.thing(id, "Bowl", 5_001, 9).await;
    let (buyer, _) = market.person("Lin").await;
    let page = buyer.check_out(&[(bowl, 2)], None).await;
    page.is(200).shows("data-secret=\"pi_").shows("pk_test_stories").shows("¥100.02").hides("sk_test");
    assert!(page.headers["content-security-policy"].to_str().unwrap().contains("https://js.stripe.com"));
    let intent = page.path.trim_start_matches("/stripe/").to_owned();
    // The page is the payer's alone, and the sandbox takes nothing any more.
    shop.get(&page.path).await.is(404);
    market.visitor().get(&page.path).await.is(200).hides("data-secret");
    buyer.get("/stripe/pi_unknown").await.is(404);

    // Declined first: the payer is told, and gets another page to try again.
    stripe.pay(&intent, "4000000000000341").await;
    let failed = "SELECT COUNT(*) FROM payment WHERE state = 'failed'";
    for _ in 0..300 {
        if market.number(failed).await == 1 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(market.number(failed).await, 1);
    let order = market.orders().await.remove(0);
    let purchase = page.link("/purchases/").split('?').next().unwrap().to_owned();
    let page = buyer.post(&format!("{purchase}/payment"), &[]).await;
    page.is(200).shows("data-secret=\"pi_");
    let intent = page.path.trim_start_matches("/stripe/").to_owned();
    stripe.pay(&intent, "4242424242424242").await;
    until(&buyer, &format!("/orders/{order}"), "Paid").await;
    let balances = market.balances().await;
    assert_eq!(balances, [("escrow".to_owned(), 10_002), ("provider:stripe".to_owned(), -10_002)]);
    market.check().await;
    buyer.get(&page.path).await.is(200).hides("data-secret");

    // A part of it goes back, by the job.
    shop.post(&format!("/desk/ana/orders/{order}/shipment"), &[("tracking", "SF1")]).await.is(200);
    let fields = [
        ("kind", "refund"),
        ("reason", "damaged"),
        ("words", "It has a crack."),
        ("lines.0.position", "1"),
        ("lines.0.pieces", "1"),
    ];
    let asked = buyer.post(&format!("/orders/{order}/refunds"), &fields).await;
    let request = asked.path.trim_start_matches("/refunds/").split('?').next().unwrap().to_owned();
    shop.post(&format!("/desk/ana/refunds/{request}/repayment"), &[]).await.is(200);
    market.work().await;
    assert_eq!(stripe.refunded(&intent).await, 5_001);
    assert_eq!(market.number("SELECT COUNT(*) FROM payment_refund WHERE state = 'done'").await, 1);
    market.end().await;
}

on_both!(a_card_is_charged, a_card_is_charged_told_and_refunded);

async fn a_notice_without_its_signature_is_nothing(place: Place) {
    let Some((market, _)) = open(&place).await else { return };
    let body = br#"{"id":"evt_1","type":"payment_intent.succeeded","data":{"object":{"id":"pi_1"}}}"#;
    for headers in [&[][..], &[("stripe-signature", "t=1,v1=00")]] {
        let kind = Some("application/json");
        let answer = market.visitor().ask("POST", "/webhooks/stripe", kind, headers, body.to_vec()).await;
        answer.is(400);
    }
    assert_eq!(market.number("SELECT COUNT(*) FROM webhook").await, 0);
    market.end().await;
}

on_both!(an_unsigned_notice, a_notice_without_its_signature_is_nothing);
