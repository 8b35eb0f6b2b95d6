//! Publishers that are wrong, late, doubled, slow or hostile.

use super::stage::{H264, PICTURE, Stage, name};
use crate::{Ending, Event, Presence};
use kernel::Chance;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

fn endless() -> String {
    format!("-re {} {H264}", PICTURE.replace("SECONDS", "60"))
}

async fn connect(stage: &Stage) -> TcpStream {
    TcpStream::connect(stage.broadcast.rtmp().unwrap()).await.unwrap()
}

/// Until the other side closes.
async fn closed(stream: &mut TcpStream) {
    let mut answer = Vec::new();
    let closing = stream.read_to_end(&mut answer);
    let _ = tokio::time::timeout(Duration::from_secs(5), closing).await.expect("it was not closed");
}

#[tokio::test]
async fn a_wrong_key_is_refused_in_words() {
    let mut stage = Stage::open(|_| {}).await;
    let ffmpeg = stage.ffmpeg("wrong", &endless());
    let (status, said) = ffmpeg.output().await;
    assert!(!status.success() && said.contains("this stream key is not known"), "{said}");
    assert!(stage.broadcast.shows().is_empty() && stage.events.try_recv().is_err());
    stage.close().await;
}

#[tokio::test]
async fn of_two_with_one_key_the_one_on_air_stays() {
    let mut stage = Stage::open(|_| {}).await;
    let mut first = stage.ffmpeg("quiet-two", &endless());
    assert_eq!(stage.event().await, Event::Began { show: name("two") });
    stage.live("two", "live.m3u8", "").await;
    let second = stage.ffmpeg("quiet-two", &endless());
    let (status, said) = second.output().await;
    assert!(!status.success() && said.contains("somebody else is on air"), "{said}");
    assert!(matches!(stage.broadcast.shows()[0].presence, Presence::Publishing { session: 1, .. }));
    // The host ends it, and who publishes is sent away.
    stage.broadcast.end(&name("two"));
    assert_eq!(stage.event().await, Event::Ended { show: name("two"), why: Ending::ByHost });
    tokio::time::timeout(Duration::from_secs(5), first.wait()).await.unwrap();
    stage.close().await;
}

#[tokio::test]
async fn one_that_stalls_may_be_replaced_and_is_given_up_in_time() {
    let mut stage = Stage::open(|config| {
        config.limits.stall = Duration::from_millis(300);
        config.limits.silence = Duration::from_secs(5);
        config.limits.grace = Duration::from_millis(200);
    })
    .await;
    let first = stage.ffmpeg("quiet-stall", &endless());
    assert_eq!(stage.event().await, Event::Began { show: name("stall") });
    stage.live("stall", "live.m3u8", "").await;
    first.stall();
    tokio::time::sleep(Duration::from_millis(600)).await;
    let second = stage.ffmpeg("quiet-stall", &endless());
    assert_eq!(stage.event().await, Event::Resumed { show: name("stall") });
    stage.live("stall", "live.m3u8", "_HLS_msn=1").await;
    second.stall();
    assert_eq!(stage.event().await, Event::Paused { show: name("stall") });
    assert_eq!(stage.event().await, Event::Ended { show: name("stall"), why: Ending::Left });
    stage.close().await;
}

#[tokio::test]
async fn garbage_and_half_handshakes_end_soon_and_harm_nobody() {
    let mut stage = Stage::open(|config| {
        config.limits.handshake = Duration::from_millis(700);
        config.limits.connections_an_address = 1_000;
    })
    .await;
    let mut publisher = stage.ffmpeg("quiet-calm", &endless());
    assert_eq!(stage.event().await, Event::Began { show: name("calm") });
    let chance = Chance::seeded(4);
    let mut streams = Vec::new();
    for round in 0..60 {
        let mut stream = connect(&stage).await;
        let mut bytes: Vec<u8> = (0..chance.below(9_000)).map(|_| chance.below(256) as u8).collect();
        match round % 4 {
            // A version that we know, and a handshake that ends in its middle.
            0 => bytes.truncate(700),
            // A whole handshake, and then garbage.
            1 => {
                bytes.resize(9_000, 7);
                bytes[..9].copy_from_slice(&[3, 0, 0, 0, 0, 0, 0, 0, 0]);
            }
            2 => bytes.clear(),
            _ => {}
        }
        if let Some(first) = bytes.first_mut().filter(|_| round % 8 != 7) {
            *first = 3;
        }
        // It may be closed while we write.
        let _ = stream.write_all(&bytes).await;
        if round % 3 == 0 {
            let _ = stream.shutdown().await;
        }
        streams.push(stream);
    }
    for stream in &mut streams {
        closed(stream).await;
    }
    assert!(matches!(stage.broadcast.shows()[0].presence, Presence::Publishing { .. }));
    publisher.kill();
    stage.close().await;
}

#[tokio::test]
async fn idle_connections_are_counted_and_let_go() {
    let stage = Stage::open(|config| {
        config.limits.connections = 30;
        config.limits.connections_an_address = 30;
        config.limits.handshake = Duration::from_millis(600);
    })
    .await;
    let mut idle = Vec::new();
    for _ in 0..200 {
        idle.push(connect(&stage).await);
    }
    let mut late = connect(&stage).await;
    closed(&mut late).await;
    for stream in &mut idle {
        closed(stream).await;
    }
    let mut again = connect(&stage).await;
    again.write_all(&[3; 100]).await.unwrap();
    let mut byte = [0];
    let waited = tokio::time::timeout(Duration::from_millis(200), again.read(&mut byte)).await;
    assert!(waited.is_err(), "it was closed though there was room");
    stage.close().await;
}

#[tokio::test]
async fn who_sends_too_much_is_sent_away() {
    let mut stage = Stage::open(|config| {
        config.limits.bits_per_second = 20_000;
        config.limits.grace = Duration::from_millis(100);
    })
    .await;
    let mut ffmpeg = stage.ffmpeg("quiet-loud", &endless());
    assert_eq!(stage.event().await, Event::Began { show: name("loud") });
    assert_eq!(stage.event().await, Event::Paused { show: name("loud") });
    ffmpeg.kill();
    stage.until_ended().await;
    stage.close().await;
}

#[tokio::test]
async fn a_show_ends_when_it_has_been_long_enough() {
    let mut stage = Stage::open(|config| config.limits.show = Duration::from_secs(1)).await;
    let mut ffmpeg = stage.ffmpeg("quiet-long", &endless());
    assert_eq!(stage.event().await, Event::Began { show: name("long") });
    assert_eq!(stage.event().await, Event::Ended { show: name("long"), why: Ending::TooLong });
    ffmpeg.wait().await;
    stage.close().await;
}
