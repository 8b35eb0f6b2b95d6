//! A shop's programs are told of what happens, by signed messages that are tried again.

use std::{
    collections::BTreeMap,
    io::Write,
    process::{Command, Stdio},
    time::Duration,
};

use axum::http::HeaderMap;
use kernel::{Chance, hours, minutes};
use platform::http::SigningSecret;
use serde_json::{Value, json};

use crate::harness::{Engine, Market, Person, Place, PostOffice, START};

/// A market that asks the office though it is on this machine.
async fn open(place: &Place, office: &PostOffice) -> Market {
    let origin = office.origin();
    Market::open_with(place, START, Chance::seeded(7), |config| config.push_origins = vec![origin]).await
}

/// An endpoint of Ana's at the office, with its address below the API and its secret.
async fn endpoint(owner: &Person, office: &PostOffice, kinds: &[&str]) -> (String, SigningSecret) {
    let body = json!({"url": format!("{}/ana", office.origin()), "kinds": kinds});
    let made = owner.send("POST", "/api/v1/shops/ana/webhooks", &body).await.is(201).json();
    let secret = SigningSecret::parse(made["secret"].as_str().unwrap()).unwrap();
    (format!("/api/v1/webhooks/{}", made["id"].as_str().unwrap()), secret)
}

fn head<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers[name].to_str().unwrap()
}

/// What came to the office, as Ana's program reads it: every signature good by this secret.
fn read(office: &PostOffice, market: &Market, secret: &SigningSecret) -> Vec<(String, Value)> {
    let taken = office.taken().into_iter().map(|(to, headers, body)| {
        assert_eq!(to, "ana");
        let (id, at) = (head(&headers, "webhook-id").to_owned(), head(&headers, "webhook-timestamp"));
        assert_eq!(at.parse::<i64>().unwrap(), market.now().micros() / 1_000_000);
        let body = String::from_utf8(body.to_vec()).unwrap();
        let good = secret.sign(&id, market.now(), &body);
        assert!(head(&headers, "webhook-signature").split(' ').any(|it| it == good), "{headers:?}");
        (id, serde_json::from_str(&body).unwrap())
    });
    taken.collect()
}

fn kinds(came: &[(String, Value)]) -> Vec<&str> {
    came.iter().map(|(_, event)| event["type"].as_str().unwrap()).collect()
}

async fn log(owner: &Person, endpoint: &str) -> Vec<Value> {
    let page = owner.get(&format!("{endpoint}/deliveries")).await.is(200).json();
    page["items"].as_array().unwrap().clone()
}

crate::on_both!(what_a_program_hears_is_chosen_on_its_page, async |place: Place| {
    let office = PostOffice::open().await;
    let market = open(&place, &office).await;
    let (owner, _) = market.maker("Ana").await;
    let page = owner.get("/desk/ana/webhooks").await;
    for event in ["order.paid", "refund.requested", "payout.paid"] {
        page.shows(&format!("value=\"{event}\"")).shows(&format!("<span>{event}</span>"));
    }
    let url = format!("{}/ana", office.origin());
    let form = [("url", url.as_str()), ("kinds", "order.paid"), ("kinds", "refund.requested")];
    owner.post("/desk/ana/webhooks", &form).await.is(200);
    let list = owner.get("/api/v1/shops/ana/webhooks").await.json();
    assert_eq!(list["items"][0]["kinds"], json!(["order.paid", "refund.requested"]));
    market.end().await;
});

crate::on_both!(a_program_hears_of_an_order_from_payment_to_its_end, async |place: Place| {
    let office = PostOffice::open().await;
    let market = open(&place, &office).await;
    let (ana, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_000, 9).await;
    let (buyer, _) = market.person("Lin").await;
    let all = [
        "order.paid",
        "order.shipped",
        "order.completed",
        "refund.requested",
        "refund.refunded",
        "review.published",
    ];
    let (at, secret) = endpoint(&ana, &office, &all).await;
    // The operator's program hears of every shop, and another shop's of none but its own.
    let (operator, id) = market.person("Op").await;
    market.make_operator(id).await;
    let (bo, _) = market.maker("Bo").await;
    let silent = json!({"url": format!("{}/bo", office.origin()), "kinds": ["order.paid"]});
    bo.send("POST", "/api/v1/shops/bo/webhooks", &silent).await.is(201);

    let gateway = buyer.check_out(&[(bowl, 2)], None).await;
    buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    let came = read(&office, &market, &secret);
    assert_eq!(kinds(&came), ["order.paid"]);
    let data = &came[0].1["data"];
    let order = market.orders().await.pop().unwrap();
    assert_eq!((data["order"].as_str(), data["state"].as_str()), (Some(order.as_str()), Some("paid")));
    assert_eq!(came[0].1["timestamp"].as_str().unwrap().len(), market.now().rfc3339().len());
    for private in ["Lin", "amount", "Bowl"] {
        assert!(!came[0].1.to_string().contains(private), "{}", came[0].1);
    }

    ana.post(&format!("/desk/ana/orders/{order}/shipment"), &[]).await.is(200);
    market.work().await;
    assert_eq!(kinds(&read(&office, &market, &secret)), ["order.shipped"]);
    let ask = json!({"kind": "refund", "reason": "damaged", "words": "A crack.", "lines": [{"position": 1, "pieces": 1}]});
    let asked =
        buyer.send("POST", &format!("/api/v1/orders/{order}/refund-requests"), &ask).await.is(201).json();
    market.work().await;
    assert_eq!(kinds(&read(&office, &market, &secret)), ["refund.requested"]);
    let repay = format!("/api/v1/refund-requests/{}/repayment", asked["id"].as_str().unwrap());
    ana.send("POST", &repay, &json!({"restock": false})).await.is(200);
    market.work().await;
    assert_eq!(kinds(&read(&office, &market, &secret)), ["refund.refunded"]);
    buyer.post(&format!("/orders/{order}/receipt"), &[]).await.is(200);
    market.work().await;
    assert_eq!(kinds(&read(&office, &market, &secret)), ["order.completed"]);

    let log = log(&ana, &at).await;
    assert_eq!(log.len(), 5);
    assert!(log.iter().all(|it| it["state"] == "delivered" && it["attempts"][0]["status"] == 201), "{log:?}");
    let page = ana.get(&format!("/desk/ana/webhooks/{}", at.rsplit('/').next().unwrap())).await;
    page.is(200).shows("order.completed").shows("Delivered").shows("201");
    operator.get("/operator/webhooks").await.is(200).hides(&office.origin());
    market.check().await;
    market.end().await;
});

crate::on_both!(what_is_not_taken_is_tried_again_and_given_up_in_the_end, async |place: Place| {
    let office = PostOffice::open().await;
    let market = open(&place, &office).await;
    let (ana, _) = market.maker("Ana").await;
    let (at, secret) = endpoint(&ana, &office, &["order.paid"]).await;
    for _ in 0..11 {
        office.answer(503, Duration::ZERO);
    }
    ana.send("POST", &format!("{at}/test"), &json!({})).await.is(201);
    market.work().await;
    let mut ids = vec![read(&office, &market, &secret).remove(0).0];
    let waits = [
        Duration::from_secs(5),
        minutes(5),
        minutes(30),
        hours(2),
        hours(5),
        hours(10),
        hours(14),
        hours(20),
        hours(24),
    ];
    for wait in waits {
        market.clock.advance(wait - Duration::from_secs(1));
        market.work().await;
        assert!(office.taken().is_empty(), "earlier than after {wait:?}");
        market.clock.advance(Duration::from_secs(1));
        market.work().await;
        ids.extend(read(&office, &market, &secret).into_iter().map(|(id, _)| id));
    }
    assert_eq!(ids.len(), 10);
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    market.pass(kernel::days(2)).await;
    assert!(office.taken().is_empty());
    let failed = log(&ana, &at).await.remove(0);
    assert_eq!(
        (failed["state"].as_str(), failed["attempts"].as_array().unwrap().len()),
        (Some("failed"), 10)
    );
    // It has taken nothing for more than five days by now, and the next failure ends it; its owner is told.
    assert_eq!(ana.get(&at).await.json()["state"], "on");
    ana.send("POST", &format!("{at}/test"), &json!({})).await.is(201);
    market.work().await;
    assert_eq!(ana.get(&at).await.json()["state"], "given-up");
    let mails = market.mail("ana@fair.example").await;
    assert_eq!(mails[0].subject, "ana: your program is told no more");
    // Switched on again, it hears what happens from then on; what failed is sent again by hand.
    office.taken();
    ana.send("PUT", &format!("{at}/state"), &json!({"state": "on"})).await.is(200);
    market.pass(hours(1)).await;
    assert_eq!(market.number("SELECT COUNT(*) FROM webhook_delivery WHERE state = 'waiting'").await, 0);
    let again = format!("/api/v1/webhook-deliveries/{}/attempts", failed["id"].as_str().unwrap());
    while office.taken().is_empty() {
        ana.send("POST", &again, &json!({})).await.is(200);
        market.work().await;
    }
    // While it is on its way, it is not sent twice.
    ana.send("POST", &again, &json!({})).await.is(200);
    ana.send("POST", &again, &json!({})).await.is(409);
    market.work().await;
    market.check().await;
});

crate::on_both!(
    a_new_secret_leaves_the_old_one_a_day_and_what_is_gone_is_asked_no_more,
    async |place: Place| {
        let office = PostOffice::open().await;
        let market = open(&place, &office).await;
        let (ana, _) = market.maker("Ana").await;
        let (at, old) = endpoint(&ana, &office, &["order.paid"]).await;
        let rolled = ana.send("POST", &format!("{at}/secret"), &json!({})).await.is(200).json();
        let new = SigningSecret::parse(rolled["secret"].as_str().unwrap()).unwrap();
        assert!(new != old && !rolled["former_until"].is_null());
        for secret in [&old, &new] {
            ana.send("POST", &format!("{at}/test"), &json!({})).await.is(201);
            market.work().await;
            assert_eq!(kinds(&read(&office, &market, secret)), ["webhook.test"]);
        }
        market.pass(hours(24)).await;
        ana.send("POST", &format!("{at}/test"), &json!({})).await.is(201);
        market.work().await;
        let (_, headers, _) = office.taken().remove(0);
        assert_eq!(head(&headers, "webhook-signature").split(' ').count(), 1);

        office.answer(410, Duration::ZERO);
        ana.send("POST", &format!("{at}/test"), &json!({})).await.is(201);
        market.work().await;
        assert_eq!(ana.get(&at).await.json()["state"], "given-up");
        assert_eq!(log(&ana, &at).await[0]["state"], "failed");
        ana.send("DELETE", &at, &json!({})).await.is(204);
        ana.get(&at).await.is(404);
        assert_eq!(market.number("SELECT COUNT(*) FROM webhook_attempt").await, 0);
        market.check().await;
    }
);

crate::story!(only_public_addresses_are_asked, |market| {
    let (ana, _) = market.maker("Ana").await;
    let add = async |url: &str| {
        let body = json!({"url": url, "kinds": ["order.paid"]});
        ana.send("POST", "/api/v1/shops/ana/webhooks", &body).await
    };
    for url in [
        "http://program.example/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://10.1.2.3/x",
        "https://169.254.169.254/latest/meta-data",
        "https://user@program.example/x",
        "https://program.example:8443/x",
        "https://localhost/x",
        "program.example",
        "",
    ] {
        let refused = add(url).await.is(422).json();
        assert_eq!(refused["errors"][0]["field"], "url", "{url}");
    }
    let kinds = json!({"url": "https://program.example/x", "kinds": ["order.lost"]});
    let refused = ana.send("POST", "/api/v1/shops/ana/webhooks", &kinds).await.is(422).json();
    assert_eq!(refused["errors"][0]["field"], "kinds.0");
    // A name that means this machine is found out when it is asked.
    let made = add("https://localhost.localdomain/x").await;
    if made.status == 201 {
        let at = format!("/api/v1/webhooks/{}", made.json()["id"].as_str().unwrap());
        ana.send("POST", &format!("{at}/test"), &json!({})).await.is(201);
        market.work().await;
        assert!(log(&ana, &at).await[0]["attempts"][0]["status"].is_null());
        ana.send("DELETE", &at, &json!({})).await.is(204);
    }
    for n in 0..10 {
        add(&format!("https://program.example/{n}")).await.is(201);
    }
    add("https://program.example/11").await.is(409);
    // The page does the same.
    let page = ana.get("/desk/ana/webhooks").await;
    page.is(200).shows("https://program.example/0").hides("whsec_");
    ana.post("/desk/ana/webhooks", &[("url", "http://10.0.0.1/")])
        .await
        .is(422)
        .shows("open to the whole net");
});

/// By the project's own library for Python, where `JISHI_TEST_OUTSIDE` names its environment: see `scripts/with-outside`.
#[tokio::test]
async fn a_library_of_another_language_finds_the_signatures_good() {
    let Ok(outside) = std::env::var("JISHI_TEST_OUTSIDE") else { return };
    let office = PostOffice::open().await;
    let (place, origin) = (Place::new(Engine::Sqlite).await, office.origin());
    // The library looks at the time as well.
    let now = kernel::Clock::system().now();
    let set_up = |config: &mut platform::config::Config| config.push_origins = vec![origin];
    let market = Market::open_with(&place, now, Chance::seeded(7), set_up).await;
    let (ana, _) = market.maker("Ana").await;
    let (at, old) = endpoint(&ana, &office, &["order.paid"]).await;
    let new = ana.send("POST", &format!("{at}/secret"), &json!({})).await.is(200).json()["secret"].clone();
    ana.send("POST", &format!("{at}/test"), &json!({})).await.is(201);
    market.work().await;
    let (_, headers, body) = office.taken().remove(0);
    let names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
    let headers: BTreeMap<_, _> = names.iter().map(|name| (*name, head(&headers, name))).collect();
    let body = String::from_utf8(body.to_vec()).unwrap();
    let sample = json!({"secrets": [new, old.reveal()], "headers": headers, "body": body}).to_string();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/outside/webhook.py");
    let mut python = Command::new(format!("{outside}/bin/python"));
    let mut python = python.arg(script).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    python.stdin.take().unwrap().write_all(sample.as_bytes()).unwrap();
    let ended = python.wait_with_output().unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
}
