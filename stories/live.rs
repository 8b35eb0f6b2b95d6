//! Live shows: planned, on air, sold from, moderated, over.

use std::{net::SocketAddr, time::Duration};

use broadcast::{Film, SendError, Sender};
use commons::live::{self, Kept, RoomId, WhyUnrecorded};
use kernel::{Actor, Chance, days, hours};
use platform::{config::LiveConfig, db::Tx};
use serde_json::{Value, json};

use crate::{
    harness::{Market, Person, Place, START},
    on_both, story,
};

const ROOMS: &str = "/api/v1/shops/ana/live";

async fn planned(host: &Person, title: &str) -> String {
    let room = host.send("POST", ROOMS, &json!({ "title": title })).await;
    room.is(201).json()["id"].as_str().unwrap().to_owned()
}

/// A room of `ana` that is on air, its host and its number.
async fn on_air(market: &Market) -> (Person, kernel::ShopId, String) {
    let (host, shop) = market.maker("Ana").await;
    let room = planned(&host, "Carving a satchel").await;
    market.go_on_air(&room).await;
    (host, shop, room)
}

async fn say(person: &Person, room: &str, words: &str) -> Value {
    let said = person.send("POST", &format!("/api/v1/live/{room}/lines"), &json!({ "words": words })).await;
    said.is(201).json()
}

/// Nobody sends any more.
async fn end(market: &Market, room: &str) {
    let (room, now): (RoomId, _) = (room.parse().unwrap(), market.now());
    let act = async move |tx: &mut Tx| live::end(tx, &Actor::System, now, room, Kept::Recorded).await;
    market.inner.db.write(act).await.unwrap();
}

story!(a_host_plans_a_show_and_sells_from_it_without_javascript, |market| {
    let (host, shop) = market.maker("Ana").await;
    let bag = market.thing(shop, "Satchel", 38_000, 3).await;
    let guest = market.visitor();
    guest.get("/live").await.is(200).shows("No show yet");
    let form = host.get("/desk/ana/live/new").await;
    form.is(200).shows("New show");
    // A day that is past is said beside its field, and what was typed is still there.
    let past = [("title", "Carving a satchel"), ("at", "2020-01-01T10:00")];
    host.post("/desk/ana/live", &past).await.is(422).shows("Carving a satchel").shows("2020-01-01T10:00");
    let day = [("title", "Carving a satchel"), ("at", "2026-12-24T20:00")];
    host.post("/desk/ana/live", &day).await.is(200).shows("The show is planned").shows("Carving a satchel");
    let shows = guest.get("/live").await;
    shows.is(200).shows("Coming soon").shows("Carving a satchel").shows("20:00");
    let path = shows.link("/live/");
    guest.get(&path).await.is(200).shows("data-state=\"soon\"").shows("Begins");
    let room = path.rsplit('/').next().unwrap().to_owned();
    // Nothing is shown or said before it begins.
    let pin = format!("/desk/ana/live/{room}/pins/{}", bag.listing);
    host.post(&pin, &[]).await.is(409);
    market.go_on_air(&room).await;
    market.find_anew().await;
    guest.get("/").await.shows("On air now").shows("Carving a satchel");
    host.get(&format!("/desk/ana/live/{room}")).await.is(200).shows("Show a thing").shows("Satchel");
    host.post(&pin, &[]).await.is(200).shows("aria-pressed=\"true\"");
    // What is on show can be bought where it is seen.
    let (buyer, _) = market.person("Lin").await;
    let page = buyer.get(&path).await;
    page.is(200).shows("data-state=\"paused\"").shows("Satchel").shows("¥380");
    let pinned = buyer.get(&format!("{path}/pin")).await;
    pinned.is(200).shows("Satchel").shows("¥380").hides("<html");
    let fields = [("variant", pinned.field("variant")), ("quantity", "1".to_owned())];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    buyer.post("/cart", &fields).await.is(200).shows("Satchel");
    let said = [("words", "Is it water proof? <b>💧</b>"), ("key", "one")];
    buyer.post(&format!("{path}/lines"), &said).await.is(200).shows("Is it water proof? &#60;b&#62;💧");
    buyer.post(&format!("{path}/lines"), &said).await.is(200);
    buyer.post(&format!("{path}/lines"), &[("words", ""), ("key", "two")]).await.is(422);
    assert_eq!(market.number("SELECT COUNT(*) FROM live_moment WHERE kind = 'chat'").await, 1);
    host.post(&format!("/desk/ana/live/{room}/captions"), &[("words", "Now the knife.")]).await.is(200);
    host.post(&format!("/desk/ana/live/{room}/captions"), &[("words", "")]).await.is(422);
    host.post(&format!("{pin}/removal"), &[]).await.is(200).shows("aria-pressed=\"false\"");
    buyer.get(&format!("{path}/pin")).await.is(200).hides("Satchel");
    // When it is over it can be seen again, with what was shown and said.
    end(market, &room).await;
    host.post(&format!("/desk/ana/live/{room}/end"), &[]).await.is(200).shows("The show is over");
    let replay = guest.get(&path).await;
    replay.is(200).shows("data-state=\"ended\"").shows("data-kind=\"pin\"").shows("Is it water proof?");
    replay.shows("captions.vtt");
    let captions = guest.get(&format!("{path}/captions.vtt")).await;
    captions.is(200).shows("WEBVTT").shows("Now the knife.");
    guest.get("/live").await.shows("See again").shows("Carving a satchel");
    buyer.send("POST", &format!("/api/v1/live/{room}/lines"), &json!({"words": "Hello?"})).await.is(409);
    buyer.get("/mine/export.json").await.shows("water proof");
});

story!(everybody_in_a_room_hears_each_moment_once_and_in_order, |market| {
    let (host, shop, room) = on_air(market).await;
    let bag = market.thing(shop, "Satchel", 38_000, 3).await;
    let (buyer, _) = market.person("Lin").await;
    say(&buyer, &room, "first").await;
    let stream = format!("/live/{room}/stream?after=0");
    let origin = format!("http://{}", market.address);
    let mut socket = market.visitor().open_socket(&stream, &origin).await.unwrap();
    let mut next = async || {
        let told = loop {
            let told = socket.next().await.unwrap();
            if told["event"] == "moment" {
                break told;
            }
        };
        serde_json::from_str::<Value>(told["data"].as_str().unwrap()).unwrap()
    };
    let first = next().await;
    assert_eq!((first["position"].as_i64(), first["kind"].as_str()), (Some(1), Some("chat")));
    assert!(first["html"].as_str().unwrap().contains("first"), "{first}");
    let listing = json!({"listing_id": bag.listing.to_string()});
    for _ in 0..2 {
        host.send("PUT", &format!("{ROOMS}/{room}/pin"), &listing).await.is(200);
    }
    let pin = next().await;
    assert_eq!(
        (pin["position"].as_i64(), pin["listing"].as_str()),
        (Some(2), Some(&*bag.listing.to_string()))
    );
    let line = say(&buyer, &room, "a rude word").await["position"].as_i64().unwrap();
    assert_eq!(next().await["position"].as_i64(), Some(line));
    let words = json!({"words": "Now <i>slowly</i>"});
    host.send("POST", &format!("{ROOMS}/{room}/captions"), &words).await.is(201);
    let caption = next().await;
    assert_eq!(caption["html"].as_str(), Some("Now &#60;i&#62;slowly&#60;/i&#62;"));
    // What the host takes out of sight is gone for those who are there and for those who come.
    host.send("POST", &format!("{ROOMS}/{room}/lines/{line}/hiding"), &json!({})).await.is(204);
    let hidden = next().await;
    assert_eq!((hidden["kind"].as_str(), hidden["hides"].as_i64()), (Some("hidden"), Some(line)));
    let mut late = market.visitor().listen(&format!("/live/{room}/stream"), 0).await;
    let mut seen = Vec::new();
    while seen.len() < 5 {
        let told = late.next().await.unwrap();
        if told.event == "moment" {
            assert!(!told.data.contains("a rude word"), "{told:?}");
            seen.push(told.id.unwrap());
        }
    }
    assert_eq!(seen, [1, 2, 3, 4, 5]);
    let moments = buyer.get(&format!("/api/v1/live/{room}/moments")).await.json();
    assert_eq!(moments["items"][2]["words"], "");
    // The room tells those who watch when it is over.
    end(market, &room).await;
    let news = late.news().await;
    assert_eq!(news["state"], "ended");
});

story!(a_host_silences_whom_they_want_and_nobody_else_does, |market| {
    let (host, _, room) = on_air(market).await;
    let (buyer, _) = market.person("Lin").await;
    let (other, other_shop) = market.maker("Bo").await;
    let jug = market.thing(other_shop, "Jug", 900, 1).await;
    let line = say(&buyer, &room, "buy elsewhere").await["position"].as_i64().unwrap();
    let own = say(&host, &room, "welcome").await;
    assert_eq!((own["is_host"].as_bool(), own["name"].as_str()), (Some(true), Some("ana")));
    for person in [&buyer, &other] {
        person.send("POST", &format!("{ROOMS}/{room}/lines/{line}/hiding"), &json!({})).await.is(404);
        person.send("POST", &format!("{ROOMS}/{room}/end"), &json!({})).await.is(404);
    }
    // Another shop's host has no say here, under their own name neither, and shows nothing of theirs.
    let elsewhere = format!("/api/v1/shops/bo/live/{room}");
    other
        .send("PUT", &format!("{elsewhere}/pin"), &json!({"listing_id": jug.listing.to_string()}))
        .await
        .is(404);
    other.send("POST", &format!("{elsewhere}/lines/{line}/hiding"), &json!({})).await.is(404);
    other.send("POST", &format!("{elsewhere}/key"), &json!({})).await.is(404);
    host.send("PUT", &format!("{ROOMS}/{room}/pin"), &json!({"listing_id": jug.listing.to_string()}))
        .await
        .is(404);
    let mute = |line: i64| format!("{ROOMS}/{room}/lines/{line}/muting");
    host.send("POST", &mute(own["position"].as_i64().unwrap()), &json!({})).await.is(404);
    host.send("POST", &mute(line), &json!({})).await.is(204);
    let again = json!({"words": "buy elsewhere"});
    let lines = format!("/api/v1/live/{room}/lines");
    buyer.send("POST", &lines, &again).await.is(409);
    say(&other, &room, "hello").await;
    market.pass(hours(25)).await;
    buyer.send("POST", &lines, &again).await.is(201);
    // Thirty lines in a minute are a machine's.
    let mut refused = 0;
    for n in 0..30 {
        let said = buyer.send("POST", &lines, &json!({ "words": format!("{n}") })).await;
        refused += i32::from(said.status == 429);
    }
    assert!(refused > 5, "{refused}");
});

story!(a_stream_key_is_shown_once_and_a_new_one_ends_the_old, |market| {
    let (host, _) = market.maker("Ana").await;
    let room = planned(&host, "Digging potatoes").await;
    let key = async || {
        let made = host.send("POST", &format!("{ROOMS}/{room}/key"), &json!({})).await;
        made.is(201).json()["key"].as_str().unwrap().to_owned()
    };
    let find = async |key: &str| {
        let key = key.to_owned();
        let look = async move |tx: &mut Tx| live::find_by_key(tx, &key).await;
        market.inner.db.read(look).await.unwrap().map(|room| room.id.to_string())
    };
    let old = key().await;
    assert_eq!(find(&old).await, Some(room.clone()));
    let shown = host.post(&format!("/desk/ana/live/{room}/key"), &[]).await;
    shown.is(200).shows("It is shown this once");
    host.get(&format!("/desk/ana/live/{room}")).await.is(200).hides("data-stream-key");
    assert_eq!(find(&old).await, None);
    let new = key().await;
    assert_eq!(find(&new).await, Some(room.clone()));
    assert_eq!(market.number("SELECT COUNT(*) FROM live_room WHERE key_hash IS NOT NULL").await, 1);
    // Without live video in this market, an offer is told so; without a key it is refused.
    market.visitor().post("/whip", &[]).await.is(403);
    market.go_on_air(&room).await;
    end(market, &room).await;
    assert_eq!(find(&new).await, None);
    host.send("POST", &format!("{ROOMS}/{room}/key"), &json!({})).await.is(409);
});

story!(what_is_called_off_is_seen_by_its_shop_alone, |market| {
    let (host, _) = market.maker("Ana").await;
    let room = planned(&host, "Digging potatoes").await;
    let guest = market.visitor();
    // With no day it is announced to nobody, and whoever has its address finds it.
    guest.get("/live").await.hides("Digging potatoes");
    guest.get(&format!("/live/{room}")).await.is(200);
    let change = json!({"title": "Digging carrots", "at": "2026-12-24T12:00:00Z"});
    host.send("PUT", &format!("{ROOMS}/{room}"), &change).await.is(200);
    guest.get("/live").await.shows("Digging carrots");
    host.get(&format!("/desk/ana/live/{room}/cancellation")).await.is(200).shows("Call this show off?");
    host.post(&format!("/desk/ana/live/{room}/cancellation"), &[]).await.is(200);
    guest.get("/live").await.hides("Digging carrots");
    guest.get(&format!("/live/{room}")).await.is(404);
    host.get("/desk/ana/live").await.is(200).shows("Called off");
    host.post(&format!("/desk/ana/live/{room}/cancellation"), &[]).await.is(409);
});

/// The number of a room's state, asked again and again until it is the one that is waited for.
async fn until(market: &Market, room: &str, state: &str) {
    for _ in 0..600 {
        let now = market.visitor().get(&format!("/api/v1/live/{room}")).await.json();
        if now["state"] == state {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{room} is not {state}");
}

on_both!(what_a_program_sends_is_seen_while_it_is_sent_and_afterwards, async |place: Place| {
    let door = SocketAddr::from(([127, 0, 0, 1], 0));
    let live = LiveConfig { rtmp: Some(door), ..Default::default() };
    let market = Market::open_with(&place, START, Chance::seeded(7), |config| config.live = Some(live)).await;
    server::wiring::begin(&market.inner).await.unwrap();
    let studio = tokio::spawn(live::follow(market.inner.clone()));
    let (host, _) = market.maker("Ana").await;
    let room = planned(&host, "Digging potatoes").await;
    let made = host.send("POST", &format!("{ROOMS}/{room}/key"), &json!({})).await.is(201).json();
    let key = made["key"].as_str().unwrap();
    let to = loop {
        match market.inner.studio().rtmp() {
            Some(to) => break to,
            None => tokio::time::sleep(Duration::from_millis(5)).await,
        }
    };
    let guest = market.visitor();
    let playlist = format!("/live/{room}/video/index.m3u8");
    guest.get(&playlist).await.is(404);
    // Whoever guesses is told so, and the room stays as it was.
    let refused = Sender::open(to, "live", "guessed").await.err().unwrap();
    assert!(matches!(&refused, SendError::Refused(why) if why.contains("not known")), "{refused}");
    guest.get("/live").await.hides("Digging potatoes");
    // No camera is let in before its host has said that all who appear agree.
    let early = Sender::open(to, "live", key).await.err().unwrap();
    assert!(matches!(&early, SendError::Refused(why) if why.contains("agrees")), "{early}");
    host.get(&format!("/desk/ana/live/{room}")).await.is(200).shows("Before the camera opens");
    host.post(&format!("/desk/ana/live/{room}/consent"), &[]).await.is(409);
    host.post(&format!("/desk/ana/live/{room}/consent"), &[("agreed", "true")]).await.is(200);
    let mut sender = Sender::open(to, "live", key).await.unwrap();
    let film = Film::new(market.now(), Duration::ZERO);
    sender.video(&film.video().unwrap()).await.unwrap();
    for unit in film.take(100) {
        sender.unit(&unit).await.unwrap();
    }
    until(&market, &room, "on-air").await;
    guest.get("/live").await.shows("On air now").shows("Digging potatoes");
    guest.get(&format!("/live/{room}")).await.shows("data-state=\"live\"");
    guest.get(&playlist).await.is(200).shows("live.m3u8");
    let listed = guest.get(&format!("/live/{room}/video/live.m3u8")).await;
    listed.is(200).shows("EXT-X-PROGRAM-DATE-TIME");
    let piece = listed.body.lines().find(|line| line.ends_with(".m4s")).unwrap().to_owned();
    let part = guest.get(&format!("/live/{room}/video/{piece}")).await;
    assert_eq!((part.is(200).content_type.as_str(), part.bytes.is_empty()), ("video/mp4", false));
    assert!(!part.headers.contains_key("content-encoding"));
    guest.get(&format!("/live/{room}/video/..%2F..%2Fjishi.db")).await.is(404);
    // A second one with the same key is sent away while the first is there.
    assert!(Sender::open(to, "live", key).await.is_err());
    // The host ends it: who sends is sent away, and what was sent can be seen again.
    host.post(&format!("/desk/ana/live/{room}/end"), &[]).await.is(200).shows("The show is over");
    let replay = format!("/live/{room}/replay/index.m3u8");
    let mut seen = guest.get(&replay).await;
    for _ in 0..1_000 {
        if seen.status == 200 && seen.body.contains("ENDLIST") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
        seen = guest.get(&replay).await;
    }
    seen.is(200).shows("EXT-X-ENDLIST").shows("BYTERANGE");
    guest.get(&format!("/live/{room}/replay/1.mp4")).await.is(200);
    guest.get("/live").await.shows("See again");
    assert!(Sender::open(to, "live", key).await.is_err(), "a key opens nothing that is over");
    // After a year it is thrown away.
    market.pass(days(366)).await;
    guest.get(&replay).await.is(404);
    assert_eq!(market.number("SELECT COUNT(*) FROM live_room WHERE has_replay = 1").await, 0);
    studio.abort();
    market.end().await;
});

on_both!(what_no_show_has_is_swept_and_one_that_finds_no_room_is_told_of, async |place: Place| {
    let door = SocketAddr::from(([127, 0, 0, 1], 0));
    let live = LiveConfig { rtmp: Some(door), ..Default::default() };
    let market = Market::open_with(&place, START, Chance::seeded(7), |config| config.live = Some(live)).await;
    let folder = market.inner.config.data.join("live");
    let (host, shop, room) = on_air(&market).await;
    // A process that was killed left the recording of this room, and one of a room that is nobody's.
    let nobodys = RoomId::new(shop, 1).to_string();
    for (name, bytes) in [(room.as_str(), 70), (nobodys.as_str(), 50), ("of somebody else", 30)] {
        std::fs::create_dir_all(folder.join(name)).unwrap();
        std::fs::write(folder.join(name).join("1.mp4"), vec![0; bytes]).unwrap();
    }
    let faults = desks::audit::check(&market.inner).await.unwrap();
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].to_string().contains("a recording has its show") && faults[0].example == nobodys);
    server::wiring::begin(&market.inner).await.unwrap();
    let studio = tokio::spawn(live::follow(market.inner.clone()));
    for _ in 0..600 {
        if !folder.join(&nobodys).exists() && market.number("SELECT COUNT(*) FROM live_disk").await > 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(!folder.join(&nobodys).exists() && folder.join("of somebody else").exists());
    assert_eq!(market.number("SELECT used_bytes FROM live_disk").await, 70);
    // The disk is full: the host hears of it for as long as the show goes on and afterwards, and so does the operator.
    let desk = format!("/desk/ana/live/{room}");
    host.get(&desk).await.shows("data-recording-stopped hidden");
    let (id, now): (RoomId, _) = (room.parse().unwrap(), market.now());
    let act = async move |tx: &mut Tx| live::stop_recording(tx, now, id, WhyUnrecorded::DiskFull).await;
    market.inner.db.write(act).await.unwrap();
    host.get(&desk).await.shows("data-recording-stopped>").shows("The show goes on.");
    market.visitor().get(&format!("/live/{room}")).await.is(200).shows("data-state=\"paused\"");
    let (operator, operator_id) = market.person("Op").await;
    market.make_operator(operator_id).await;
    operator.get("/operator").await.is(200).shows("One live show of the last seven days").shows("0.0 GB");
    market.inner.studio().end(&market.inner.db, Actor::System, market.now(), id).await.unwrap();
    host.get(&desk).await.shows("The recording stopped before the show was over");
    // When its replay is thrown away nothing of it is left.
    market.pass(days(366)).await;
    assert!(!folder.join(&room).exists() && folder.join("of somebody else").exists());
    assert_eq!(market.number("SELECT recordings FROM live_disk").await, 0);
    operator.get("/operator").await.hides("live show of the last seven days");
    studio.abort();
    market.end().await;
});
