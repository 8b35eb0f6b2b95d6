//! The law of the room: who may give a show, and what is taken out of one.

use broadcast::{Film, Formats, ShowName};
use commons::live::{self, Kept, RoomId};
use kernel::{Actor, Timestamp, days, hours, minutes};
use platform::{config::LiveConfig, db::Tx};
use serde_json::{Value, json};
use std::time::Duration;

use crate::{
    harness::{Market, Person, Place, START},
    on_both, story,
};

const ROOMS: &str = "/api/v1/shops/ana/live";

async fn planned(host: &Person, title: &str) -> String {
    host.send("POST", ROOMS, &json!({ "title": title })).await.is(201).json()["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

/// A show of `ana` that lasted an hour and can be seen again, and when it began.
async fn replay(market: &Market, host: &Person) -> (String, Timestamp) {
    let room = planned(host, "Carving").await;
    market.go_on_air(&room).await;
    let (id, began): (RoomId, _) = (room.parse().unwrap(), market.now());
    let act =
        async move |tx: &mut Tx| live::end(tx, &Actor::System, began + hours(1), id, Kept::Recorded).await;
    market.inner.db.write(act).await.unwrap();
    (room, began)
}

async fn mails(market: &Market, to: &str, subject: &str) -> usize {
    market.mail(to).await.iter().filter(|mail| mail.subject.contains(subject)).count()
}

story!(a_shop_that_is_banned_plans_nothing_and_may_appeal, |market| {
    let (host, _) = market.maker("Ana").await;
    let (operator, account) = market.person("Opal").await;
    market.make_operator(account).await;
    let ban = [("shop", "ana"), ("days", "30"), ("reason", "A medicine <b>was</b> shown")];
    operator.post("/operator/live/bans", &[("shop", "nobody"), ban[1], ban[2]]).await.is(422);
    operator.post("/operator/live/bans", &[ban[0], ("days", "0"), ban[2]]).await.is(422);
    operator.post("/operator/live/bans", &ban).await.is(200).shows("The shop is told");
    market.work().await;
    assert_eq!(mails(market, "ana@fair.example", "may give no live shows").await, 1);
    host.send("POST", ROOMS, &json!({"title": "Carving"})).await.is(409);
    let page = host.get("/desk/ana/live/law").await;
    page.is(200).shows("A medicine &#60;b&#62;was&#60;/b&#62; shown").shows("In force");
    let bans = host.get("/api/v1/shops/ana/live-bans").await.is(200).json();
    let id = bans["items"][0]["id"].as_str().unwrap().to_owned();
    let appeal = format!("/desk/ana/live/law/bans/{id}/appeal");
    host.post(&appeal, &[("words", "")]).await.is(422);
    host.post(&appeal, &[("words", "It was tea.")])
        .await
        .is(200)
        .shows("The market reads it")
        .shows("Appealed");
    // Nobody appeals twice, and another shop cannot appeal at all.
    host.post(&appeal, &[("words", "It was tea.")]).await.is(409);
    let (bo, _) = market.maker("Bo").await;
    bo.post(&format!("/desk/bo/live/law/bans/{id}/appeal"), &[("words", "Mine?")]).await.is(404);
    let uphold = format!("/operator/live/bans/{id}/upholding");
    operator.post(&uphold, &[("words", "It was sold as a cure.")]).await.is(200);
    host.get("/desk/ana/live/law").await.shows("It was sold as a cure.");
    operator.post(&format!("/operator/live/bans/{id}/lifting"), &[]).await.is(200);
    planned(&host, "Carving").await;
    market.work().await;
    assert_eq!(mails(market, "ana@fair.example", "may give live shows again").await, 1);
    // A ban ends by itself.
    operator.post("/operator/live/bans", &ban).await.is(200);
    market.pass(days(31)).await;
    planned(&host, "Carving again").await;
});

story!(what_is_not_answered_in_time_is_taken_out_of_a_replay, |market| {
    let (host, _) = market.maker("Ana").await;
    let (lin, _) = market.person("Lin").await;
    let (room, _) = replay(market, &host).await;
    market.visitor().get(&format!("/live/{room}")).await.is(200).shows("Ask to have something taken out");
    let ask = |from: &'static str, to: &'static str| {
        [("from", from), ("to", to), ("words", "My child 👧 at the window")]
    };
    let path = format!("/live/{room}/passages");
    lin.post(&path, &ask("10:00", "5:00")).await.is(422).shows("My child 👧 at the window");
    lin.post(&path, &ask("2:00:00", "2:01:00")).await.is(422);
    lin.post(&path, &ask("soon", "2:00")).await.is(422);
    lin.post(&path, &ask("10:00", "10:30")).await.is(200).shows("The shop is asked").shows("10:00–10:30");
    market.work().await;
    assert_eq!(mails(market, "ana@fair.example", "wants something taken out").await, 1);
    host.get("/desk/ana/live/passages").await.is(200).shows("My child 👧 at the window").shows("Take it out");
    market.pass(days(8)).await;
    lin.get("/live/passages").await.is(200).shows("Taken out");
    assert_eq!(mails(market, "lin@fair.example", "was taken out").await, 1);
    lin.get("/mine/export.json").await.is(200).shows("live_passages");
});

story!(a_shop_may_keep_a_passage_until_the_market_decides, |market| {
    let (host, _) = market.maker("Ana").await;
    let (lin, _) = market.person("Lin").await;
    let (eve, _) = market.person("Eve").await;
    let (judge, account) = market.person("Jo").await;
    market.make(account, "moderator").await;
    let (room, _) = replay(market, &host).await;
    let passage = json!({"from": "1:00", "to": "2:00", "words": "My shop sign"});
    let asked = async || {
        let asked = lin.send("POST", &format!("/api/v1/live/{room}/passages"), &passage).await.is(201).json();
        asked["id"].as_str().unwrap().to_owned()
    };
    let id = asked().await;
    let answer = format!("/desk/ana/live/passages/{id}/answer");
    let call = format!("/live/passages/{id}/call");
    // It is the shop's turn, and nobody else's.
    lin.post(&call, &[]).await.is(409);
    judge.post(&format!("/moderator/passages/{id}/ruling"), &[("decision", "take-out")]).await.is(404);
    host.post(&answer, &[("decision", "keep"), ("words", "")]).await.is(422);
    host.post(&answer, &[("decision", "keep"), ("words", "It is the street.")]).await.is(200);
    host.post(&answer, &[("decision", "take-out")]).await.is(409);
    eve.post(&call, &[]).await.is(404);
    lin.post(&call, &[]).await.is(200).shows("The market decides");
    judge.get("/moderator/passages").await.is(200).shows("My shop sign").shows("It is the street.");
    let ruling = format!("/moderator/passages/{id}/ruling");
    judge.post(&ruling, &[("decision", "keep"), ("words", "A street is everybody's.")]).await.is(200);
    lin.get("/live/passages").await.shows("It stays").shows("A street is everybody");
    // Who is late with calling has left it at the answer; what the market forgets is taken out.
    let late = asked().await;
    let keep = [("decision", "keep"), ("words", "It is the street.")];
    host.post(&format!("/desk/ana/live/passages/{late}/answer"), &keep).await.is(200);
    market.pass(days(8)).await;
    lin.post(&format!("/live/passages/{late}/call"), &[]).await.is(409);
    let called = asked().await;
    host.post(&format!("/desk/ana/live/passages/{called}/answer"), &keep).await.is(200);
    lin.post(&format!("/live/passages/{called}/call"), &[]).await.is(200);
    market.pass(days(15)).await;
    let all = lin.get("/api/v1/live-passages").await.is(200).json();
    let states: Vec<&str> =
        all["items"].as_array().unwrap().iter().map(|one| one["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["taken-out", "kept", "dismissed"]);
});

story!(a_place_may_ask_for_more_before_the_first_show, |market| {
    let (host, _) = market.maker("Ana").await;
    let (operator, account) = market.person("Opal").await;
    market.make_operator(account).await;
    let page = operator.get("/operator/live").await;
    page.is(200).shows("Replays are kept 30 days").shows("1096 days").shows("GB");
    operator.post("/operator/live/preset", &[("preset", "moon")]).await.is(422);
    operator
        .post("/operator/live/preset", &[("preset", "china")])
        .await
        .is(200)
        .shows("The terms are chosen");
    let room = planned(&host, "Carving").await;
    let studio = format!("/desk/ana/live/{room}");
    host.get(&studio).await.is(200).shows("there is a check-list").hides("data-ask");
    let all: Vec<(&str, &str)> =
        ["true", "price", "forbidden", "people", "after"].into_iter().map(|check| (check, "true")).collect();
    host.post("/desk/ana/live/law/checklist", &all[1..]).await.is(422).shows("Please confirm it");
    host.post("/desk/ana/live/law/checklist", &all).await.is(200);
    host.get(&studio).await.is(200).shows("names who stands behind a show");
    let sender = [("street", "Old street 1"), ("tax_number", "91640000")];
    host.send(
        "PATCH",
        "/api/v1/shops/ana/sender",
        &json!({sender[0].0: sender[0].1, sender[1].0: sender[1].1}),
    )
    .await
    .is(200);
    host.get(&studio).await.is(200).shows("Before the camera opens");
    market
        .visitor()
        .get(&format!("/live/{room}"))
        .await
        .is(200)
        .shows("Old street 1")
        .shows("91640000")
        .shows("1096 days");
    // Replays are kept for the term, whatever else is set.
    let (kept, _) = replay(market, &host).await;
    market.pass(days(400)).await;
    market.visitor().get(&format!("/live/{kept}")).await.is(200).shows("data-replay");
});

story!(nobody_under_sixteen_gives_a_show, |market| {
    let (host, _) = market.maker("Ana").await;
    let room = planned(&host, "Carving").await;
    let consent = format!("{ROOMS}/{room}/consent");
    let profile = host.get("/api/v1/account").await.is(200).json();
    let mut young = json!({"name": profile["name"], "language": "en", "zone": "UTC", "birth_year": 2012});
    host.send("PATCH", "/api/v1/account", &young).await.is(200);
    host.send("PUT", &consent, &Value::Null).await.is(409);
    young["birth_year"] = json!(2001);
    host.send("PATCH", "/api/v1/account", &young).await.is(200);
    host.send("PUT", &consent, &Value::Null).await.is(204);
});

on_both!(what_was_taken_out_is_in_no_playlist_and_no_file, async |place: Place| {
    let door = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
    let live = LiveConfig { rtmp: Some(door), ..Default::default() };
    let market =
        Market::open_with(&place, START, kernel::Chance::seeded(7), |config| config.live = Some(live)).await;
    server::wiring::begin(&market.inner).await.unwrap();
    let studio = tokio::spawn(live::follow(market.inner.clone()));
    let (host, _) = market.maker("Ana").await;
    let (lin, _) = market.person("Lin").await;
    let (room, began) = replay(&market, &host).await;
    let drawing = Film::new(began, Duration::ZERO);
    let formats = Formats { video: Some(drawing.video().unwrap()), audio: None };
    let frames = usize::try_from(30 * broadcast::Scene::FRAMES_PER_SECOND).unwrap();
    let folder = market.inner.config.data.join("live");
    let name = ShowName::new(&room).unwrap();
    broadcast::record_units(&folder, &name, began, formats, drawing.take(frames)).await.unwrap();
    while market.inner.studio().broadcast().is_none() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let (list, file) = (format!("/live/{room}/replay/index.m3u8"), format!("/live/{room}/replay/1.mp4"));
    let guest = market.visitor();
    let before = guest.get(&list).await.is(200).body.matches("#EXTINF").count();
    guest.get(&file).await.is(200);
    let passage = json!({"from": "0:10", "to": "0:14", "words": "My shop sign"});
    let asked = lin.send("POST", &format!("/api/v1/live/{room}/passages"), &passage).await.is(201).json();
    let answer = format!("/api/v1/shops/ana/live-passages/{}/answer", asked["id"].as_str().unwrap());
    host.send("POST", &answer, &json!({"decision": "take-out"})).await.is(200);
    let after = guest.get(&list).await;
    let count = after.is(200).body.matches("#EXTINF").count();
    assert!(count < before && count > before / 2, "{count} of {before}");
    after.shows("#EXT-X-DISCONTINUITY");
    guest.get(&file).await.is(404);
    market.pass(minutes(1)).await;
    studio.abort();
    market.end().await;
});
