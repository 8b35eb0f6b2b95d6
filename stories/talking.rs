//! Conversations: what is said, in which order, and who hears it.

use std::collections::BTreeSet;

use kernel::{Chance, hours};
use serde_json::json;

use crate::{
    harness::{Engine, Market, Person, Place, START, Stream},
    story,
};

async fn begin(market: &Market) -> (Person, Person, String) {
    let (shop, _) = market.maker("Ana").await;
    let (buyer, _) = market.person("Lin").await;
    let page = buyer.send("POST", "/api/v1/shops/ana/conversations", &json!({})).await;
    let id = page.is(201).json()["id"].as_str().unwrap().to_owned();
    (shop, buyer, id)
}

async fn say(person: &Person, id: &str, words: &str) -> i64 {
    let page = person
        .send("POST", &format!("/api/v1/conversations/{id}/messages"), &json!({ "words": words }))
        .await;
    page.is(201).json()["position"].as_i64().unwrap()
}

story!(a_buyer_asks_and_a_maker_answers_without_javascript, |market| {
    let (shop, id) = market.maker("Ana").await;
    let bowl = market.thing(id, "Bowl", 10_000, 3).await;
    let (buyer, _) = market.person("Lin").await;
    buyer.get("/conversations").await.shows("You have not talked to a shop yet");
    let listing = bowl.listing.to_string();
    let form = buyer.get(&format!("/shops/ana/conversation?listing={listing}")).await;
    form.is(200).shows("Say hello").shows("Bowl");
    let key = form.field("key");
    let nothing = buyer.upload("/shops/ana/conversation", &[("key", &key), ("words", "")], &[]).await;
    nothing.is(422);
    let fields = [
        ("key", key.as_str()),
        ("listing", &listing),
        ("words", "你好！Is it food safe? <b>🍲</b> \u{202e}x"),
    ];
    let talk = buyer.upload("/shops/ana/conversation", &fields, &[]).await;
    talk.is(200).shows("Is it food safe? &#60;b&#62;🍲").shows("Bowl").hides("<b>🍲");
    let at = talk.path.split('#').next().unwrap().to_owned();
    // An order is talked about in the same place.
    let gateway = buyer.check_out(&[(bowl, 1)], None).await;
    buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    let order = buyer.get(&buyer.get("/orders").await.link("/orders/")).await;
    let about = buyer.get(&order.link("/shops/ana/conversation?order=")).await;
    about.is(200).shows("[Order]");
    let of_order = [("key", "an order"), ("order", &*about.field("order")), ("words", "When will it leave?")];
    buyer.upload(&format!("{at}/messages"), &of_order, &[]).await.is(200).shows("When will it leave?");
    assert_eq!(market.number("SELECT COUNT(*) FROM message WHERE kind = 'order'").await, 1);
    let (other, _) = market.person("Mo").await;
    other.upload("/shops/ana/conversation", &of_order, &[]).await.is(404);
    // Sent again by a nervous finger, it is said once.
    buyer.upload("/shops/ana/conversation", &fields, &[]).await.is(200);
    assert_eq!(market.number("SELECT COUNT(*) FROM message").await, 4);
    shop.get("/").await.shows("<span class=\"count\">4</span>");
    shop.get("/desk/ana/conversations?box=unread").await.shows("Lin").shows("When will it leave?");
    market.clock.advance(kernel::minutes(30));
    shop.get(&at).await.shows("Is it food safe?");
    shop.get("/desk/ana/conversations?box=unread").await.shows("Nobody waits here");
    shop.post(
        &format!("{at}/messages"),
        &[("words", "Yes, see https://evil.example/x and call 138 0013 8000")],
    )
    .await;
    let page = buyer.get(&at).await;
    page.shows("https://evil.example/x")
        .shows("(outside this market)")
        .shows("not held in escrow")
        .shows("Usually answers within 30 minutes");
    buyer.get("/conversations?q=FOOD+safe").await.shows("Yes, see").hides("Nothing was found");
    buyer.get("/conversations?q=100%25").await.shows("Nothing was found");
    shop.get("/desk/ana/conversations?q=lin").await.shows("Lin");
});

story!(a_conversation_belongs_to_its_two_sides, |market| {
    let (shop, buyer, id) = begin(market).await;
    say(&buyer, &id, "a secret").await;
    let (stranger, _) = market.person("Mo").await;
    let (other, _) = market.maker("Bo").await;
    let guest = market.visitor();
    for path in ["", "/stream", "/photos/0123456789abcdef0123456789abcdef-proof-320.webp"] {
        for person in [&stranger, &other] {
            person.get(&format!("/conversations/{id}{path}")).await.is(404);
        }
        assert_eq!(guest.status("GET", &format!("/conversations/{id}{path}")).await, "in");
    }
    for (method, path) in
        [("GET", "/messages"), ("POST", "/messages"), ("GET", "/events"), ("PUT", "/reading")]
    {
        let path = format!("/api/v1/conversations/{id}{path}");
        assert_eq!(stranger.send(method, &path, &json!({ "words": "x", "position": 1 })).await.status, 404);
    }
    // The shop's own words about a buyer stay in the shop.
    let care = [("note", "pays slowly"), ("snooze_days", "3")];
    shop.post(&format!("/conversations/{id}/care"), &care).await.is(200).shows("pays slowly");
    buyer.get(&format!("/conversations/{id}")).await.hides("pays slowly");
    buyer.post(&format!("/conversations/{id}/care"), &care).await.is(403);
    shop.get("/desk/ana/conversations?box=snoozed").await.shows("Lin");
    shop.get("/desk/ana/conversations").await.hides(">Lin<");
    // It comes back when the buyer writes.
    say(&buyer, &id, "hello?").await;
    shop.get("/desk/ana/conversations").await.shows("Lin");
    // Nobody talks to their own shop.
    shop.send("POST", "/api/v1/shops/ana/conversations", &json!({})).await.is(409);
    // What a person has said is part of what the market keeps about them.
    buyer.get("/mine/export.json").await.shows("a secret");
});

story!(photos_are_seen_by_the_two_sides_only, |market| {
    let (shop, buyer, id) = begin(market).await;
    let png = crate::photos::picture(90, 60, image::ImageFormat::Png);
    let page = buyer
        .upload(&format!("/conversations/{id}/messages"), &[("words", "")], &[("photos", "a.png", &png)])
        .await;
    let photo = page.is(200).link(&format!("/conversations/{id}/photos/"));
    shop.get(&photo).await.is(200);
    assert_eq!(shop.get(&photo).await.content_type, "image/webp");
    let (stranger, _) = market.person("Mo").await;
    stranger.get(&photo).await.is(404);
    let words = [("words", "see this")];
    let bad = buyer
        .upload(&format!("/conversations/{id}/messages"), &words, &[("photos", "a.pdf", b"%PDF-1.7")])
        .await;
    bad.is(422).shows("cannot be read").shows("see this");
});

story!(whoever_is_away_answers_now_and_then, |market| {
    let (shop, buyer, id) = begin(market).await;
    let away = [("away", "We are in the fields."), ("is_on", "1")];
    shop.post("/desk/ana/conversations/away", &away).await.is(200).shows("We are in the fields.");
    say(&buyer, &id, "hello").await;
    say(&buyer, &id, "anybody?").await;
    assert_eq!(market.number("SELECT COUNT(*) FROM message WHERE kind = 'away'").await, 1);
    // An automatic reply is nobody's first reply.
    assert_eq!(market.number("SELECT COUNT(*) FROM reply_day").await, 0);
    market.pass(hours(13)).await;
    say(&buyer, &id, "still?").await;
    assert_eq!(market.number("SELECT COUNT(*) FROM message WHERE kind = 'away'").await, 2);
    let reply = [("name", "Thanks"), ("words", "Thank you, {buyer}!")];
    shop.post("/desk/ana/conversations/replies", &reply).await.is(200);
    shop.get(&format!("/conversations/{id}")).await.shows("Thank you, Lin!");
});

story!(everybody_hears_what_is_said_read_and_written, |market| {
    let (shop, buyer, id) = begin(market).await;
    let mut heard = shop.listen(&format!("/conversations/{id}/stream"), 0).await;
    assert_eq!(heard.news().await, json!({ "present": "seller" }));
    say(&buyer, &id, "one\r\ntwo").await;
    let told = heard.message().await;
    assert_eq!(told.id, Some(1));
    assert!(told.data.contains("one\ntwo") && told.data.starts_with("<li"), "{}", told.data);
    buyer.post(&format!("/conversations/{id}/typing"), &[]).await.is(204);
    assert_eq!(heard.news().await, json!({ "typing": "buyer" }));
    shop.post(&format!("/conversations/{id}/reading"), &[("position", "1")]).await.is(204);
    assert_eq!(heard.news().await, json!({ "read": 1, "by": "seller" }));
    assert_eq!(market.number("SELECT seller_unread FROM conversation").await, 0);
});

story!(a_page_hears_by_a_socket_and_no_other_site_does, |market| {
    let (shop, buyer, id) = begin(market).await;
    let (path, here) = (format!("/conversations/{id}/stream?after=0"), format!("http://{}", market.address));
    let mut socket = shop.open_socket(&path, &here).await.unwrap();
    assert_eq!(socket.next().await.unwrap()["data"], json!({ "present": "seller" }).to_string());
    say(&buyer, &id, "one\r\ntwo").await;
    let told = socket.next().await.unwrap();
    assert_eq!((&told["id"], &told["event"]), (&json!(1), &json!("message")));
    assert!(told["data"].as_str().unwrap().starts_with("<li"), "{told}");
    assert_eq!(shop.open_socket(&path, "http://other.example").await.err(), Some(403));
    let (other, _) = market.person("Mo").await;
    assert_eq!(other.open_socket(&path, &here).await.err(), Some(404));
    // Whoever signs out hears nothing more.
    shop.post("/signout", &[]).await.is(200);
    say(&buyer, &id, "three").await;
    assert_eq!(socket.next().await, None);
});

/// Hear the messages up to a position, leaving and coming back after `patience` of them.
async fn hear(person: &Person, path: &str, upto: i64, mut patience: impl FnMut() -> u64) -> Vec<i64> {
    let mut heard: Vec<i64> = Vec::new();
    while heard.last().copied().unwrap_or(0) < upto {
        let last = heard.last().copied().unwrap_or(0);
        let mut stream: Stream = person.listen(path, last).await;
        for _ in 0..patience() {
            heard.push(stream.message().await.id.unwrap());
            if *heard.last().unwrap() >= upto {
                break;
            }
        }
    }
    heard
}

story!(a_listener_cut_off_a_thousand_times_misses_and_repeats_nothing, |market| {
    let (shop, buyer, id) = begin(market).await;
    let (all, least) = if market.is_on_postgres() { (300, 200) } else { (1_500, 1_000) };
    let chance = Chance::seeded(11);
    let path = format!("/api/v1/conversations/{id}/events");
    market
        .inner
        .db
        .write({
            let sql =
                "INSERT INTO setting (name, value, changed_at) VALUES ('messages_per_minute', '100000', 0)";
            async move |tx: &mut platform::db::Tx| tx.execute(sql, &[]).await.map(drop)
        })
        .await
        .unwrap();
    market.inner.reload_rules().await.unwrap();
    let cuts = std::sync::atomic::AtomicU64::new(0);
    let patience = || {
        cuts.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        chance.below(3)
    };
    let write = async |person: &Person| {
        for at in 0..all / 2 {
            say(person, &id, &format!("message {at}")).await;
        }
    };
    let (heard, (), ()) = tokio::join!(hear(&buyer, &path, all, patience), write(&shop), write(&buyer));
    assert_eq!(heard, (1..=all).collect::<Vec<_>>());
    assert!(cuts.into_inner() >= least);
    // The rows tell the same.
    let all_of_them: BTreeSet<i64> = heard.into_iter().collect();
    assert_eq!(
        i64::try_from(all_of_them.len()).unwrap(),
        market.number("SELECT COUNT(*) FROM message").await
    );
});

/// Two processes of one market on one PostgreSQL, joined by NATS: the buyer is served by one, the shop by the other.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_buyer_and_a_shop_on_different_processes_hear_each_other() {
    let (Some(engine), Ok(nats)) = (Engine::postgres(), std::env::var("JISHI_TEST_NATS")) else { return };
    let mut place = Place::new(engine).await;
    place.nats_url = Some(nats);
    let here = Market::open_at(&place, START, Chance::seeded(1)).await;
    let there = Market::open_at(&place, START, Chance::seeded(2)).await;
    let (shop, buyer, id) = begin(&here).await;
    let shop = shop.at(there.address);
    let path = format!("/conversations/{id}/stream");
    let (mut shop_hears, mut buyer_hears) = (shop.listen(&path, 0).await, buyer.listen(&path, 0).await);
    for round in 0..20 {
        let position = say(&buyer, &id, &format!("question {round}")).await;
        assert_eq!(shop_hears.message().await.id, Some(position));
        let position = say(&shop, &id, &format!("answer {round}")).await;
        let heard = [buyer_hears.message().await.id, buyer_hears.message().await.id];
        assert_eq!(heard, [Some(position - 1), Some(position)]);
        assert_eq!(shop_hears.message().await.id, Some(position));
    }
    buyer.post(&format!("/conversations/{id}/typing"), &[]).await.is(204);
    while shop_hears.news().await != json!({ "typing": "buyer" }) {}
    here.end().await;
}
