//! What is made of live shows with ffmpeg, and what a market without it says.

use std::{net::SocketAddr, path::PathBuf, process::Command, time::Duration};

use broadcast::{AccessUnit, Audio, Film, Formats, Sender, ShowName, Track};
use commons::live::{self, Kept, RoomId};
use kernel::{Actor, Chance, Timestamp, days, hours, minutes};
use platform::{
    config::LiveConfig,
    db::{DbError, Tx},
    sessions,
};
use serde_json::json;
use tokio::task::JoinHandle;

use crate::{
    harness::{Market, Person, Place, START},
    on_both, story,
};

const ROOMS: &str = "/api/v1/shops/ana/live";

struct Studio {
    market: Market,
    following: JoinHandle<()>,
    rtmp: SocketAddr,
}

impl Studio {
    /// A market with live video; programs are taken at a port that is free.
    async fn open(place: &Place, change: impl FnOnce(&mut LiveConfig)) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let mut live = LiveConfig { rtmp: Some(port), ..Default::default() };
        change(&mut live);
        let market = Market::open_with(place, START, Chance::seeded(7), |config| {
            config.live = Some(live);
            // The one address that is not public and called all the same.
            config.push_origins = vec![format!("rtmp://{port}")];
        });
        let market = market.await;
        server::wiring::begin(&market.inner).await.unwrap();
        let following = tokio::spawn(live::follow(market.inner.clone()));
        while market.inner.studio().rtmp().is_none() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Self { market, following, rtmp: port }
    }

    async fn close(self) {
        self.following.abort();
        self.market.end().await;
    }

    async fn room(&self, host: &Person, title: &str) -> String {
        let room = host.send("POST", ROOMS, &json!({ "title": title })).await;
        room.is(201).json()["id"].as_str().unwrap().to_owned()
    }

    async fn key(&self, host: &Person, room: &str) -> String {
        host.send("PUT", &format!("{ROOMS}/{room}/consent"), &json!({})).await.is(204);
        let made = host.send("POST", &format!("{ROOMS}/{room}/key"), &json!({})).await.is(201).json();
        made["key"].as_str().unwrap().to_owned()
    }

    /// Until a page says it.
    async fn until(&self, person: &Person, path: &str, words: &str) {
        for _ in 0..1_200 {
            if person.get(path).await.body.contains(words) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("{path} does not say {words}: {}", person.get(path).await.text());
    }

    /// A show of some seconds that can be seen again.
    async fn replay(&self, host: &Person, title: &str, seconds: u32) -> String {
        let (market, room) = (&self.market, self.room(host, title).await);
        let (id, began): (RoomId, Timestamp) = (room.parse().unwrap(), market.now());
        let film = Film::new(began, Duration::ZERO);
        let formats = Formats { video: Some(film.video().unwrap()), audio: None };
        let frames = seconds as usize * 1_000 / Film::FRAME.as_millis() as usize;
        let folder = market.place.folder.join("live");
        let name = ShowName::new(&room).unwrap();
        broadcast::record_units(&folder, &name, began, formats, film.take(frames)).await.unwrap();
        let over = began + Duration::from_secs(seconds.into());
        let act = async move |tx: &mut Tx| {
            live::begin(tx, &Actor::System, began, id).await?;
            live::end(tx, &Actor::System, over, id, Kept::Recorded).await
        };
        market.inner.db.write(act).await.unwrap();
        market.clock.advance(Duration::from_secs(seconds.into()));
        room
    }
}

/// A film that ffmpeg makes of these arguments.
fn film(place: &Place, name: &str, made: &str) -> Vec<u8> {
    let path: PathBuf = place.folder.join(name);
    let mut command = Command::new("ffmpeg");
    command.args("-hide_banner -loglevel error -nostdin -y".split(' ')).args(made.split(' ')).arg(&path);
    assert!(command.status().unwrap().success());
    let film = std::fs::read(&path).unwrap();
    std::fs::remove_file(path).unwrap();
    film
}

const MADE: &str =
    "-f lavfi -i testsrc2=size=320x240:rate=25:duration=3 -f lavfi -i sine=duration=3 -c:v mpeg4 -c:a mp3";

on_both!(a_show_is_seen_in_lists_and_its_replay_gives_clips, async |place: Place| {
    let studio = Studio::open(&place, |_| {}).await;
    let market = &studio.market;
    let (host, owner) = market.person("Ana").await;
    let shop = market.shop_of(owner, "Ana").await;
    let (other, _) = market.maker("Bo").await;
    market.thing(shop, "Satchel", 38_000, 3).await;
    let room = studio.room(&host, "Digging potatoes").await;
    let guest = market.visitor();
    let picture = format!("/live/{room}/picture");
    guest.get(&picture).await.is(404);
    let key = studio.key(&host, &room).await;
    let mut sender = Sender::open(studio.rtmp, "live", &key).await.unwrap();
    let film = Film::new(market.now(), Duration::ZERO);
    sender.video(&film.video().unwrap()).await.unwrap();
    for unit in film.take(60) {
        sender.unit(&unit).await.unwrap();
    }
    studio.until(&guest, "/live", "On air now").await;
    let seen = loop {
        let seen = guest.get(&picture).await;
        if seen.status == 200 {
            break seen;
        }
        // Its first piece is on its way.
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert_eq!(seen.content_type, "image/jpeg");
    assert!(seen.bytes.starts_with(&[0xff, 0xd8]) && seen.bytes.len() > 2_000);
    assert_eq!(seen.headers["cache-control"], "public, max-age=30");
    // Whoever looks meanwhile sees the same one.
    assert_eq!(guest.get(&picture).await.bytes, seen.bytes);
    drop(sender);
    host.post(&format!("/desk/ana/live/{room}/end"), &[]).await.is(200);
    // A replay keeps a picture.
    let replay = studio.replay(&host, "Carving a satchel", 20).await;
    let (page, desk) = (format!("/live/{replay}"), format!("/desk/ana/live/{replay}/clips"));
    market.work().await;
    let shown = guest.get("/live").await;
    shown.is(200).shows("Carving a satchel").shows("/media/");
    guest.get(&page).await.shows("og:image").shows(&format!("{page}/picture"));
    let poster = guest.get(&format!("{page}/picture")).await;
    assert_eq!((poster.is(200).content_type.as_str(), poster.bytes.is_empty()), ("image/webp", false));
    guest.get("/shops/ana").await.is(200).shows("Carving a satchel");
    // What is wrong stands beside its field, with what was typed.
    let clip = |title: &str, from: &str, to: &str| {
        [("title", title), ("from", from), ("to", to)].map(|(name, value)| (name, value.to_owned()))
    };
    let post = async |fields: [(&'static str, String); 3]| {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        host.post(&desk, &fields).await
    };
    host.get(&desk).await.is(200).shows("Your clips").shows("0:20");
    post(clip("The rim", "soon", "0:09")).await.is(422).shows("The rim").shows("Write minutes and seconds");
    post(clip("The rim", "0:03", "0:04")).await.is(422).shows("A clip has 3 seconds");
    post(clip("The rim", "2:00", "2:20")).await.is(422).shows("The show was over by then");
    post(clip("", "0:03", "0:08")).await.is(422);
    post(clip("The rim & <b>more</b>", "0:03", "0:08")).await.is(200).shows("Waiting").shows("0:03–0:08");
    guest.get(&page).await.hides("The rim");
    market.work().await;
    host.get(&desk).await.shows("Ready").shows("The rim &#38; &#60;b&#62;");
    let listed = guest.get(&format!("/api/v1{page}/clips")).await.is(200).json();
    let file = listed["items"][0]["file"].as_str().unwrap().to_owned();
    guest.get(&page).await.shows(&file);
    let whole = guest.get(&file).await;
    assert_eq!(whole.is(200).content_type, "video/mp4");
    assert_eq!(listed["items"][0]["size_bytes"].as_u64(), Some(whole.bytes.len() as u64));
    let part = guest.look(&file, &[("range", "bytes=0-99")]).await;
    assert_eq!((part.status.as_u16(), part.bytes.len()), (206, 100));
    assert_eq!(&whole.bytes[4..8], b"ftyp");
    // It is its shop's to take away, and stays when the replay is gone.
    let id = listed["items"][0]["id"].as_str().unwrap();
    let removal = format!("{desk}/{id}/removal");
    other.post(&removal, &[]).await.is(404);
    other.send("DELETE", &format!("/api/v1/shops/bo/live/clips/{id}"), &json!({})).await.is(404);
    market.pass(days(366)).await;
    guest.get(&file).await.is(200);
    other.get(&format!("{page}/clips/0000000000001")).await.is(404);
    let now = market.now();
    let act = async move |tx: &mut Tx| sessions::start(tx, now, Some(owner), "a story").await;
    let (_, token) = market.inner.db.write::<_, DbError, _>(act).await.unwrap();
    host.keep("session", &token);
    let api = format!("/api/v1/shops/ana/live/clips/{id}");
    host.send("DELETE", &api, &json!({})).await.is(204);
    guest.get(&file).await.is(404);
    assert_eq!(std::fs::read_dir(market.place.folder.join("clips")).unwrap().count(), 0);
    studio.close().await;
});

on_both!(a_film_is_uploaded_and_seen_again_like_a_show, async |place: Place| {
    let avi = film(&place, "made.avi", MADE);
    let studio = Studio::open(&place, |live| live.upload_bytes = Some(1 << 20)).await;
    let market = &studio.market;
    let (host, _) = market.maker("Ana").await;
    let (other, _) = market.maker("Bo").await;
    let desk = "/desk/ana/live/uploads";
    host.get(desk).await.is(200).shows("up to 1 MB");
    // What is no film is refused beside the field; the title stays, and nothing else does.
    let words = b"#EXTM3U\n#EXTINF:5,\nfile:///etc/passwd\n".as_slice();
    for (name, file) in [("list.mp4", words), ("torn.avi", &avi[..300]), ("empty.mov", b"".as_slice())] {
        let refused = host.upload(desk, &[("title", "Clay & fire")], &[("file", name, file)]).await;
        refused.is(422).shows("Clay &#38; fire").shows("no video that we can read");
    }
    host.upload(desk, &[("title", "")], &[("file", "made.avi", &avi)]).await.is(422);
    host.upload(desk, &[("title", "Clay")], &[]).await.is(422).shows("Clay");
    assert_eq!(market.number("SELECT COUNT(*) FROM live_upload").await, 0);
    let left = std::fs::read_dir(market.place.folder.join("uploads")).map_or(0, Iterator::count);
    assert_eq!(left, 0);
    // As one form, where there are no scripts.
    let sent = host.upload(desk, &[("title", "Clay & fire")], &[("file", "made.avi", &avi)]).await;
    sent.is(200).shows("is being converted").shows("Clay &#38; fire").shows("Waiting").shows("made.avi");
    market.work().await;
    host.get(desk).await.is(200).hides("made.avi");
    let guest = market.visitor();
    let shown = guest.get("/live").await;
    shown.is(200).shows("See again").shows("Clay &#38; fire");
    let page = shown.link("/live/0");
    guest.get(&format!("{page}/replay/index.m3u8")).await.is(200).shows("ENDLIST").shows("1.mp4");
    guest.get(&format!("{page}/picture")).await.is(200);
    // In pieces, which go on where they broke off.
    let announce = format!("{desk}/announcements");
    let words = |size: usize| {
        vec![("title", "In pieces".to_owned()), ("name", "b.avi".into()), ("size", size.to_string())]
    };
    let say = async |person: &Person, size: usize| {
        let words = words(size);
        let words: Vec<_> = words.iter().map(|(name, value)| (*name, value.as_str())).collect();
        person.post(&announce, &words).await
    };
    say(&host, 2 << 20).await.is(422).shows("up to 1 MB");
    say(&other, avi.len()).await.is(404);
    let told = say(&host, avi.len()).await.is(200).json();
    let pieces = told["pieces"].as_str().unwrap().to_owned();
    let piece = async |person: &Person, from: usize, bytes: &[u8]| {
        person.send_bytes(&format!("{pieces}?from={from}"), "application/octet-stream", bytes.to_vec()).await
    };
    let half = avi.len() / 2;
    assert_eq!(piece(&host, 0, &avi[..half]).await.is(200).json()["received"], half);
    piece(&other, half, &avi[half..]).await.is(404);
    piece(&host, 0, &avi[..half]).await.is(409);
    piece(&host, half, &avi).await.is(409);
    assert_eq!(piece(&host, 0, b"").await.is(200).json()["received"], half);
    assert_eq!(piece(&host, half, &avi[half..]).await.is(200).json()["state"], "waiting");
    // Who gives up while it waits leaves nothing.
    let removal = pieces.replace("pieces", "removal");
    other.post(&removal, &[]).await.is(404);
    host.get(&removal).await.is(200).shows("Give this upload up?");
    host.post(&removal, &[]).await.is(200);
    market.work().await;
    assert_eq!(market.number("SELECT COUNT(*) FROM live_room").await, 1);
    assert_eq!(std::fs::read_dir(market.place.folder.join("uploads")).unwrap().count(), 0);
    // What nobody goes on with is thrown away.
    say(&host, 100).await.is(200);
    market.pass(days(3)).await;
    assert_eq!(market.number("SELECT COUNT(*) FROM live_upload").await, 0);
    studio.close().await;
});

on_both!(a_show_is_handed_on_and_its_key_is_told_to_nobody, async |place: Place| {
    let studio = Studio::open(&place, |_| {}).await;
    let market = &studio.market;
    let (host, _) = market.maker("Ana").await;
    let (other, _) = market.maker("Bo").await;
    let desk = "/desk/ana/live/targets";
    let add = async |name: &str, address: &str, key: &str| {
        host.post(desk, &[("name", name), ("address", address), ("key", key)]).await
    };
    for address in [
        "rtmp://127.0.0.1/live",
        "http://live.example/app",
        "rtmp://localhost:1935/live",
        "rtmp://10.0.0.1/x",
    ] {
        let refused = add("Elsewhere", address, "very-secret").await;
        refused.is(422).shows("Elsewhere").shows(address).hides("very-secret");
    }
    // The other service is a room of the same market.
    let there = studio.room(&host, "There").await;
    let (key, address) = (studio.key(&host, &there).await, format!("rtmp://{}/live", studio.rtmp));
    add("There", &address, &key).await.is(200).shows("There").shows(&address).hides(&key);
    add("Wrong", &address, "no-such-key").await.is(200).hides("no-such-key");
    add("Third", "rtmps://live.example/app", "third").await.is(200).shows("There may be 3 services");
    add("Fourth", "rtmps://live.example/app", "fourth").await.is(409);
    let targets = host.get(desk).await;
    let off = targets.html().forms().into_iter().filter(|form| form.action.ends_with("/off"));
    let off = off.map(|form| form.action).collect::<Vec<_>>();
    other.post(&off[2], &[]).await.is(404);
    host.post(&off[2], &[]).await.is(200).shows("Off");
    host.post(&off[2], &[]).await.is(409);
    let here = studio.room(&host, "Here").await;
    let stream = studio.key(&host, &here).await;
    let mut sender = Sender::open(studio.rtmp, "live", &stream).await.unwrap();
    let film = Film::new(market.now(), Duration::ZERO);
    sender.video(&film.video().unwrap()).await.unwrap();
    sender.audio(&Audio::Opus { channels: 1 }).await.unwrap();
    // It goes on until it is seen there, with its sound made into one that services take.
    let guest = market.visitor();
    let playlist = format!("/live/{there}/video/index.m3u8");
    let sending = async {
        let mut packets = 0;
        for unit in film {
            while packets * 1_800 <= unit.at {
                let data = axum::body::Bytes::from_static(&[0xf8, 0xff, 0xfe]);
                let sound =
                    AccessUnit { track: Track::Audio, at: packets * 1_800, offset: 0, is_key: true, data };
                sender.unit(&sound).await.unwrap();
                packets += 1;
            }
            sender.unit(&unit).await.unwrap();
            tokio::time::sleep(Duration::from_millis(15)).await;
        }
    };
    let seen = async {
        studio.until(&host, desk, "Sending").await;
        studio.until(&host, desk, "The service says no").await;
        studio.until(&guest, &playlist, "mp4a.40.2").await;
    };
    tokio::select! { () = sending => {}, () = seen => {} }
    let page = host.get(desk).await;
    page.hides(&key).hides("no-such-key");
    // What the host takes away is no longer sent to.
    for form in page.html().forms().into_iter().filter(|form| form.action.ends_with("/off")) {
        let removal = form.action.replace("/off", "/removal");
        other.post(&removal, &[]).await.is(404);
        host.get(&removal).await.is(200).shows("Take this service away?");
        host.post(&removal, &[]).await.is(200);
    }
    studio.until(&host, desk, "Third").await;
    host.get(desk).await.hides("Sending");
    assert_eq!(market.number("SELECT COUNT(*) FROM live_target").await, 1);
    for room in [&here, &there] {
        host.post(&format!("/desk/ana/live/{room}/end"), &[]).await;
    }
    drop(sender);
    market.work().await;
    studio.close().await;
});

story!(a_market_without_ffmpeg_says_what_is_missing, |market| {
    let (host, _) = market.maker("Ana").await;
    host.get("/desk/ana/live/uploads").await.is(200).shows("need the program ffmpeg").hides("type=\"file\"");
    let announce = [("title", "A film"), ("name", "a.mov"), ("size", "100")];
    let refused = host.post("/desk/ana/live/uploads/announcements", &announce).await;
    refused.is(422).shows("The market has no ffmpeg");
    host.get("/desk/ana/live/targets").await.is(200).shows("handed on without its sound");
    let room = host.send("POST", ROOMS, &json!({"title": "Carving"})).await.is(201).json();
    let room = room["id"].as_str().unwrap();
    let (id, now): (RoomId, _) = (room.parse().unwrap(), market.now());
    let act = async move |tx: &mut Tx| {
        live::begin(tx, &Actor::System, now, id).await?;
        live::end(tx, &Actor::System, now + minutes(30), id, Kept::Recorded).await
    };
    market.inner.db.write(act).await.unwrap();
    market.pass(hours(1)).await;
    host.get(&format!("/desk/ana/live/{room}/clips")).await.is(200).shows("need the program ffmpeg");
    let clip = json!({"title": "The rim", "from": "0:10", "to": "0:40"});
    host.send("POST", &format!("{ROOMS}/{room}/clips"), &clip).await.is(201);
    market.work().await;
    host.get(&format!("/desk/ana/live/{room}/clips")).await.shows("The market has no ffmpeg");
    market.visitor().get(&format!("/live/{room}/picture")).await.is(404);
});
