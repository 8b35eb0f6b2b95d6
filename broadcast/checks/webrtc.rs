//! A publisher and viewers by WebRTC, as sessions of str0m on this machine.

use super::peer::{Peer, frames, now};
use super::rules;
use super::stage::{Stage, bytes, decoded, name, seconds};
use crate::{Ending, Event, NotJoined, Seat};
use std::time::Duration;
use str0m::media::Direction;

#[tokio::test]
async fn a_camera_of_a_browser_is_read_watched_and_recorded() {
    let mut stage = Stage::open(|config| config.limits.viewers = 1).await;
    let frames = frames(&stage, 150).await;
    assert!(!stage.broadcast.is_near(&name("camera"), Seat::Guest));
    let (mut camera, offer) = Peer::new(Direction::SendOnly).await;
    let joined = stage.broadcast.whip("key-camera", None, &offer).await.unwrap();
    assert!(joined.answer.contains("a=ice-lite") && !joined.answer.contains("VP8"), "{}", joined.answer);
    assert_eq!(stage.event().await, Event::Began { show: name("camera") });
    camera.answered(&joined.answer);

    let (mut viewer, offer) = Peer::new(Direction::RecvOnly).await;
    let show = name("camera");
    let watching = async {
        // The show is there when its publisher is.
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        assert!(stage.broadcast.is_near(&show, Seat::Guest));
        let joined = stage.broadcast.whep(&show, Seat::Guest, None, &offer).unwrap();
        assert!(!stage.broadcast.is_near(&show, Seat::Guest), "there is one place");
        // Who gives the show sees it all the same.
        let (_, second) = Peer::new(Direction::RecvOnly).await;
        assert_eq!(stage.broadcast.whep(&show, Seat::Guest, None, &second), Err(NotJoined::Full));
        assert!(stage.broadcast.is_near(&show, Seat::Host));
        let host = stage.broadcast.whep(&show, Seat::Host, None, &second).unwrap();
        stage.broadcast.leave(&host.session).await;
        viewer.answered(&joined.answer);
        viewer.until(now() + Duration::from_millis(3_000)).await;
        stage.broadcast.leave(&joined.session).await;
    };
    let reading = async {
        let main = stage.live("camera", "index.m3u8", "").await.text();
        let list = rules::read(&stage.live("camera", "live.m3u8", "_HLS_msn=1").await.text());
        (main, list)
    };
    let ((), (), (main, list)) = tokio::join!(camera.publish(&frames), watching, reading);
    assert!(main.contains("opus") && main.contains("320x180"), "{main}");
    assert!(list.segments.len() >= 2, "{list:?}");
    assert!(camera.key_frames_asked >= 2, "{}", camera.key_frames_asked);
    assert!(viewer.is_connected && viewer.begins_with_key == Some(true));
    // Three seconds less what it takes to connect and to the next key frame.
    assert!(viewer.frames > 40 && viewer.packets > 50, "{} {}", viewer.frames, viewer.packets);

    let mut whole = bytes(&stage.live("camera", list.segments[0].map.as_ref().unwrap(), "").await);
    whole.extend(bytes(&stage.live("camera", &list.segments[0].uri, "").await));
    let file = stage.folder.join("first.mp4");
    std::fs::write(&file, whole).unwrap();
    assert!(decoded("v", &file).await >= 59 && decoded("a", &file).await > 90);

    stage.broadcast.leave(&joined.session).await;
    assert_eq!(stage.event().await, Event::Paused { show: name("camera") });
    assert!(!stage.broadcast.is_near(&show, Seat::Guest), "nobody publishes");
    assert_eq!(stage.event().await, Event::Ended { show: name("camera"), why: Ending::Left });
    while stage.broadcast.is_writing(&show) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let file = stage.folder.join("camera/1.mp4");
    assert_eq!(decoded("v", &file).await, 150);
    let length = seconds(&file).await;
    assert!((length - 5.0).abs() < 0.2, "{length}");
    stage.close().await;
}

#[tokio::test]
async fn offers_that_are_none_and_shows_that_cannot_be_watched_so_are_refused() {
    let stage = Stage::open(|config| config.limits.handshake = Duration::from_millis(500)).await;
    for offer in ["", "v=0", &"a".repeat(100_000), "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"] {
        let refused = stage.broadcast.whip("key-x", None, offer).await;
        assert!(refused.is_err() || offer.starts_with("v=0\r\n"), "{offer}");
    }
    let (_, offer) = Peer::new(Direction::SendOnly).await;
    // A browser that hides its addresses names them in a way that only its own network understands.
    let hidden =
        "a=candidate:1 1 udp 2113937151 0b1d7d9e-4d1c-4d0b-a0f6-0d3b6bb0a8a5.local 50000 typ host\r\n";
    let hidden = offer.replacen("a=candidate", &format!("{hidden}a=candidate"), 1);
    assert!(hidden.contains(".local") && stage.broadcast.whip("quiet-hidden", None, &hidden).await.is_ok());
    let unknown = stage.broadcast.whip("wrong", None, &offer).await.unwrap_err();
    assert_eq!((unknown.status(), unknown.to_string().as_str()), (401, "this stream key is not known"));
    assert_eq!(stage.broadcast.whep(&name("nobody"), Seat::Guest, None, &offer), Err(NotJoined::NotByWebRtc));
    stage.close().await;
}
