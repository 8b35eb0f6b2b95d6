//! Networks that let no UDP through: the same sessions by TCP.

use super::peer::{Peer, frames, now};
use super::stage::{Stage, name};
use crate::{Event, Seat};
use std::time::Duration;
use str0m::media::Direction;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

#[tokio::test]
async fn who_has_no_udp_publishes_and_watches_by_tcp() {
    let mut stage = Stage::open(|_| {}).await;
    let (frames, at) = (frames(&stage, 90).await, stage.broadcast.media_tcp().unwrap());
    let (mut camera, offer) = Peer::by_tcp(at, Direction::SendOnly).await;
    let joined = stage.broadcast.whip("quiet-walled", None, &offer).await.unwrap();
    // It is named last, and below every way by UDP.
    let candidates: Vec<&str> =
        joined.answer.lines().filter(|line| line.starts_with("a=candidate:")).collect();
    let [udp, tcp] = [" udp ", " tcp "].map(|kind| {
        let line = candidates.iter().find(|line| line.to_lowercase().contains(kind)).unwrap();
        line.split(' ').nth(3).unwrap().parse::<u32>().unwrap()
    });
    assert!(tcp < udp && candidates.last().unwrap().contains("tcptype passive"), "{candidates:?}");
    assert_eq!(stage.event().await, Event::Began { show: name("walled") });
    camera.answered(&joined.answer);
    let (mut viewer, offer) = Peer::by_tcp(at, Direction::RecvOnly).await;
    let watching = async {
        tokio::time::sleep(Duration::from_millis(800)).await;
        let joined = stage.broadcast.whep(&name("walled"), Seat::Guest, None, &offer).unwrap();
        viewer.answered(&joined.answer);
        viewer.until(now() + Duration::from_millis(2_000)).await;
    };
    tokio::join!(camera.publish(&frames), watching);
    assert!(camera.is_connected && camera.key_frames_asked > 0);
    assert!(viewer.is_connected && viewer.begins_with_key == Some(true));
    assert!(viewer.frames > 20 && viewer.packets > 30, "{} {}", viewer.frames, viewer.packets);
    stage.broadcast.leave(&joined.session).await;
    assert_eq!(stage.event().await, Event::Paused { show: name("walled") });
    stage.close().await;
}

/// Until the other side closes.
async fn closed(stream: &mut TcpStream) {
    let mut answer = Vec::new();
    let _ = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut answer)).await.unwrap();
    assert!(answer.is_empty());
}

#[tokio::test]
async fn strangers_by_tcp_are_few_and_let_go() {
    let stage = Stage::open(|config| {
        config.limits.connections_an_address = 4;
        config.limits.handshake = Duration::from_millis(500);
    })
    .await;
    let at = stage.broadcast.media_tcp().unwrap();
    // Another protocol, a packet too long, one for nobody, a request for a session that is not there, and nothing.
    let request = [&[0, 40, 0, 1, 0, 20, 0x21, 0x12, 0xa4, 0x42][..], &[7; 32]].concat();
    for said in [&b"GET / HTTP/1.1\r\n\r\n"[..], &[0xff; 40], &[0, 3, 22, 1, 1], &request, &[]] {
        let mut stream = TcpStream::connect(at).await.unwrap();
        stream.write_all(said).await.unwrap();
        closed(&mut stream).await;
    }
    let mut idle = Vec::new();
    for _ in 0..40 {
        idle.push(TcpStream::connect(at).await.unwrap());
    }
    for stream in &mut idle {
        closed(stream).await;
    }
    stage.close().await;
}
