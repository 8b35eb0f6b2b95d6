//! Web Push: who is woken by what, what push services can do to us, and what nobody but the browser can read.

use std::time::Duration;

use kernel::Chance;
use serde_json::{Value, json};

use crate::{
    harness::{Browser, Market, Person, Place, PostOffice, START, word},
    on_both,
};

/// A shop, a buyer, their conversation, and a push service that the market may ask.
struct Scene {
    market: Market,
    office: PostOffice,
    shop: Person,
    buyer: Person,
    id: String,
}

impl Scene {
    async fn open(place: &Place) -> Self {
        let office = PostOffice::open().await;
        let origin = office.origin();
        let market = Market::open_with(place, START, Chance::seeded(7), |config| {
            config.push_origins = vec![origin];
        })
        .await;
        let (shop, _) = market.maker("Ana").await;
        let (buyer, _) = market.person("Lin").await;
        let page = buyer.send("POST", "/api/v1/shops/ana/conversations", &json!({})).await;
        let id = page.is(201).json()["id"].as_str().unwrap().to_owned();
        Self { market, office, shop, buyer, id }
    }

    async fn say(&self, person: &Person, words: &str) {
        let path = format!("/api/v1/conversations/{}/messages", self.id);
        person.send("POST", &path, &json!({ "words": words })).await.is(201);
    }

    /// Let the seconds pass in which several messages are one, and what came to the push service.
    async fn hear(&self) -> Vec<(String, axum::http::HeaderMap, axum::body::Bytes)> {
        self.market.pass(Duration::from_secs(4)).await;
        self.office.taken()
    }

    async fn end(self) {
        self.market.end().await;
    }
}

async fn switch_on(person: &Person, browser: &Browser) {
    let fields = browser.fields();
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    person.post("/mine/notifications/devices", &fields).await.is(204);
}

async fn a_closed_page(place: Place) {
    let scene = Scene::open(&place).await;
    let (phone, desk) = (Browser::new(&scene.office, "phone", 3), Browser::new(&scene.office, "desk", 4));
    // Off until somebody switches it on.
    scene.say(&scene.buyer, "hello").await;
    assert!(scene.hear().await.is_empty());
    switch_on(&scene.shop, &phone).await;
    switch_on(&scene.buyer, &desk).await;
    scene.shop.get("/mine/notifications").await.shows("On this device").shows("Remove");
    // Several in a row wake once, with the newest; one's own wake nobody.
    scene.say(&scene.buyer, "Is it food safe?").await;
    scene.say(&scene.buyer, "可以刻字吗？").await;
    let sent = scene.hear().await;
    assert_eq!(sent.len(), 1);
    let (to, headers, body) = &sent[0];
    assert_eq!(to, "phone");
    assert_eq!(headers["content-encoding"], "aes128gcm");
    assert_eq!(headers["ttl"], "86400");
    assert_eq!(headers["topic"].len(), 32);
    let told = phone.read(body);
    let path = format!("/conversations/{}", scene.id);
    assert_eq!(told, json!({ "title": "Lin", "body": "可以刻字吗？", "lang": "en", "path": path }));
    let (claims, key) = word(headers);
    assert_eq!(claims["aud"], scene.office.origin());
    assert_eq!(claims["exp"], START.micros() / 1_000_000 + 4 + 4 + 43_200);
    let known = scene.buyer.get("/api/v1/push-devices").await.json();
    assert_eq!(known["key"], key);
    // In the reader's language.
    let account = json!({ "name": "Lin", "language": "zh-CN", "zone": "Asia/Shanghai", "birth_year": 1990 });
    scene.buyer.send("PATCH", "/api/v1/account", &account).await.is(200);
    let png = crate::photos::picture(90, 60, image::ImageFormat::Png);
    let photo = [("photos", "a.png", png.as_slice())];
    scene.shop.upload(&format!("{path}/messages"), &[("words", "")], &photo).await.is(200);
    let sent = scene.hear().await;
    let told: Vec<Value> = sent.iter().map(|(_, _, body)| desk.read(body)).collect();
    assert_eq!(told.len(), 1);
    assert_eq!((&told[0]["body"], &told[0]["lang"]), (&json!("[图片]"), &json!("zh-CN")));
    // Who has the page open, or has read it, is left alone.
    let stream = scene.shop.listen(&format!("{path}/stream"), 0).await;
    scene.say(&scene.buyer, "one").await;
    assert!(scene.hear().await.is_empty());
    drop(stream);
    tokio::time::sleep(Duration::from_millis(300)).await;
    scene.say(&scene.buyer, "two").await;
    scene.shop.post(&format!("{path}/reading"), &[("position", "9")]).await.is(204);
    assert!(scene.hear().await.is_empty());
    scene.say(&scene.buyer, "three").await;
    assert_eq!(scene.hear().await.len(), 1);
    // Signed out there, nothing more is heard there.
    scene.shop.post("/signout", &[]).await;
    scene.say(&scene.buyer, "four").await;
    assert!(scene.hear().await.is_empty());
    scene.end().await;
}
on_both!(a_closed_page_is_woken_for_its_reader_alone, a_closed_page);

async fn push_services(place: Place) {
    let scene = Scene::open(&place).await;
    let phone = Browser::new(&scene.office, "phone", 3);
    switch_on(&scene.shop, &phone).await;
    // Refused for a while: tried again, once each time, until it is taken.
    scene.office.answer(503, Duration::ZERO);
    scene.office.answer(429, Duration::ZERO);
    scene.say(&scene.buyer, "one").await;
    assert_eq!(scene.hear().await.len(), 1);
    scene.market.pass(kernel::minutes(2)).await;
    assert_eq!(scene.office.taken().len(), 1);
    scene.market.pass(kernel::minutes(5)).await;
    assert_eq!(scene.office.taken().len(), 1);
    scene.market.pass(kernel::hours(6)).await;
    assert!(scene.office.taken().is_empty());
    assert_eq!(scene.market.number("SELECT CAST(SUM(failures) AS BIGINT) FROM push_device").await, 0);
    // Slow: given up after some seconds, and tried again.
    scene.office.answer(201, Duration::from_secs(20));
    scene.say(&scene.buyer, "two").await;
    let heard = tokio::time::timeout(Duration::from_secs(15), scene.hear()).await;
    assert_eq!(heard.expect("somebody waits for a slow push service").len(), 1);
    scene.market.pass(kernel::minutes(2)).await;
    assert_eq!(scene.office.taken().len(), 1);
    // What will never be taken is not tried again.
    scene.office.answer(413, Duration::ZERO);
    scene.say(&scene.buyer, "three").await;
    assert_eq!(scene.hear().await.len(), 1);
    scene.market.pass(kernel::hours(1)).await;
    assert!(scene.office.taken().is_empty());
    // A browser that is gone is forgotten.
    scene.office.answer(410, Duration::ZERO);
    scene.say(&scene.buyer, "four").await;
    assert_eq!(scene.hear().await.len(), 1);
    assert_eq!(scene.market.number("SELECT COUNT(*) FROM push_device").await, 0);
    scene.say(&scene.buyer, "five").await;
    assert!(scene.hear().await.is_empty());
    // One that always fails is, too, before anybody has to look at its job.
    switch_on(&scene.shop, &phone).await;
    for _ in 0..20 {
        scene.office.answer(500, Duration::ZERO);
    }
    scene.say(&scene.buyer, "six").await;
    for _ in 0..12 {
        scene.market.pass(kernel::hours(1)).await;
    }
    assert_eq!(scene.office.taken().len(), 8);
    assert_eq!(scene.market.number("SELECT COUNT(*) FROM push_device").await, 0);
    scene.end().await;
}
on_both!(push_services_refuse_are_slow_and_forget, push_services);

async fn only_public(place: Place) {
    let scene = Scene::open(&place).await;
    let phone = Browser::new(&scene.office, "phone", 3);
    let [_, (_, public), (_, auth)] = phone.fields();
    let ask = async |endpoint: &str, public: &str, auth: &str| {
        let body = json!({ "endpoint": endpoint, "p256dh": public, "auth": auth });
        scene.buyer.send("POST", "/api/v1/push-devices", &body).await
    };
    for endpoint in [
        "http://push.example/x",
        "https://127.0.0.1/x",
        "https://localhost/x",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/x",
        "https://10.0.0.1/x",
        "https://push.example:8443/x",
        "https://me@push.example/x",
        "file:///etc/passwd",
        "nothing",
        &format!("https://push.example/{}", "x".repeat(1_000)),
    ] {
        ask(endpoint, &public, &auth).await.is(422);
    }
    let endpoint = "https://push.example/x";
    ask(endpoint, "AAAA", &auth).await.is(422);
    ask(endpoint, &public, "AAAA").await.is(422);
    // At most ten of one person; the oldest makes room.
    for at in 0..12 {
        let endpoint = format!("{}/device-{at}", scene.office.origin());
        ask(&endpoint, &public, &auth).await.is(201);
    }
    assert_eq!(scene.market.number("SELECT COUNT(*) FROM push_device").await, 10);
    // The same browser is one person's at a time, and its address is shown to nobody.
    let all = scene.buyer.get("/api/v1/push-devices").await;
    all.is(200).hides("device-11");
    let device = all.json()["items"][0]["id"].as_str().unwrap().to_owned();
    scene.shop.post(&format!("/mine/notifications/devices/{device}/removal"), &[]).await.is(404);
    switch_on(&scene.shop, &Browser::new(&scene.office, "device-11", 3)).await;
    assert_eq!(scene.buyer.get("/api/v1/push-devices").await.json()["items"].as_array().unwrap().len(), 9);
    // It can be taken away without scripts.
    let page = scene.shop.get("/mine/notifications").await;
    let removal = page.html().forms().into_iter().find(|form| form.action.ends_with("/removal")).unwrap();
    scene.shop.post(&removal.action, &[]).await.is(200).shows("told no more").hides("Remove");
    // The worker is a file of its own at the root, under the same policy.
    let worker = scene.shop.get("/push-worker.js").await;
    assert!(worker.is(200).content_type.starts_with("text/javascript"));
    scene.end().await;
}
on_both!(only_public_push_services_are_asked, only_public);
