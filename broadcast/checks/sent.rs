//! Our own publisher, at our own door and at doors that are not so friendly.

use super::drawn::seen;
use super::rules;
use super::stage::{Stage, decoded, name, seconds};
use crate::{AccessUnit, Audio, Ending, Event, Film, Scene, SendError, Sender, Track};
use bytes::Bytes;
use kernel::Timestamp;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

async fn open(stage: &Stage, key: &str) -> Result<Sender, SendError> {
    Sender::open(stage.broadcast.rtmp().unwrap(), "live", key).await
}

/// Twenty milliseconds in which nothing is heard, as an encoder of Opus says it.
fn silence(at: i64) -> AccessUnit {
    let data = Bytes::from_static(&[0xf8, 0xff, 0xfe]);
    AccessUnit { track: Track::Audio, at, offset: 0, is_key: true, data }
}

#[tokio::test]
async fn what_we_send_is_shown_and_recorded_as_it_was_drawn() {
    let mut stage = Stage::open(|config| config.limits.grace = Duration::from_millis(100)).await;
    let began_at = Timestamp::from_micros(0);
    let mut sender = open(&stage, "key-own").await.unwrap();
    assert_eq!(stage.event().await, Event::Began { show: name("own") });
    let film = Film::new(began_at, Duration::ZERO);
    sender.video(&film.video().unwrap()).await.unwrap();
    sender.audio(&Audio::Opus { channels: 1 }).await.unwrap();
    let mut sounds = (0..).map(|packet| packet * 1_800).map(silence).peekable();
    for unit in film.take(90) {
        while let Some(sound) = sounds.next_if(|sound| sound.at <= unit.at) {
            sender.unit(&sound).await.unwrap();
        }
        sender.unit(&unit).await.unwrap();
    }
    sender.end().await.unwrap();
    stage.until_ended().await;
    let list = rules::read(&stage.live("own", "live.m3u8", "").await.text());
    let main = stage.live("own", "index.m3u8", "").await.text();
    assert!(list.is_ended && main.contains("360x640") && main.contains("opus"), "{main}");
    while stage.broadcast.is_writing(&name("own")) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let file = stage.folder.join("own/1.mp4");
    let mut scene = Scene::new(began_at);
    let wanted: Vec<u8> = (0..90).flat_map(|number| scene.at(Film::FRAME * number).planes()).collect();
    assert!(seen(&file).await == wanted);
    // All that began before the last frame.
    assert_eq!(decoded("a", &file).await, 223);
    assert!((seconds(&file).await - 4.5).abs() < 0.05);
    stage.close().await;
}

#[tokio::test]
async fn a_refused_key_is_told_apart_from_a_lost_connection() {
    let mut stage = Stage::open(|_| {}).await;
    let refused = open(&stage, "wrong").await.err().unwrap();
    assert!(
        matches!(&refused, SendError::Refused(why) if why == "this stream key is not known"),
        "{refused}"
    );
    let mut film = Film::new(Timestamp::from_micros(0), Duration::ZERO);
    let mut sender = open(&stage, "quiet-sent").await.unwrap();
    sender.video(&film.video().unwrap()).await.unwrap();
    let twice = open(&stage, "quiet-sent").await.err().unwrap();
    assert!(twice.to_string().contains("somebody else is on air"), "{twice}");
    // The host ends the show, and a frame or two later we know.
    stage.broadcast.end(&name("sent"));
    while stage.event().await != (Event::Ended { show: name("sent"), why: Ending::ByHost }) {}
    let mut lost = None;
    for unit in film.by_ref().take(60) {
        if let Err(why) = sender.unit(&unit).await {
            lost = Some(why);
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(matches!(lost, Some(SendError::Lost(_))), "{lost:?}");
    assert!(matches!(sender.end().await, Err(SendError::Lost(_)) | Ok(())));
    stage.close().await;
}

#[tokio::test]
async fn who_is_no_server_of_rtmp_is_left() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let serving = tokio::spawn(async move {
        // One closes at once, one speaks HTTP, one asks only whether we are there, and closes in the middle of a word.
        drop(listener.accept().await.unwrap());
        let (mut web, _) = listener.accept().await.unwrap();
        web.write_all(&[b'H'; 4_000]).await.unwrap();
        let (mut odd, _) = listener.accept().await.unwrap();
        odd.write_all(&[3; 1 + 2 * 1_536]).await.unwrap();
        odd.read_exact(&mut [0; 1 + 2 * 1_536]).await.unwrap();
        odd.write_all(&[2, 0, 0, 0, 0, 0, 6, 4, 0, 0, 0, 0, 0, 6, 7, 8, 9, 10]).await.unwrap();
        let mut said = Vec::new();
        while !said.ends_with(&[4, 0, 0, 0, 0, 0, 7, 7, 8, 9, 10]) {
            odd.read_buf(&mut said).await.unwrap();
        }
        odd.write_all(&[0x04, 0, 0]).await.unwrap();
        (web, drop(odd))
    });
    let lost = Sender::open(at, "live", "key").await.err().unwrap();
    assert!(matches!(lost, SendError::Lost(_)), "{lost:?}");
    let web = Sender::open(at, "live", "key").await.err().unwrap();
    assert!(matches!(web, SendError::NotRtmp), "{web:?}");
    let odd = Sender::open(at, "live", "key").await.err().unwrap();
    assert!(matches!(odd, SendError::Lost(_)), "{odd:?}");
    serving.await.unwrap();
    let nobody = Sender::open(at, "live", "key").await.err().unwrap();
    assert!(matches!(nobody, SendError::Lost(_)), "{nobody:?}");
}
