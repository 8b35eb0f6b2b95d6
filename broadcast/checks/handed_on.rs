//! A show that is handed on while it is sent, with its sound made anew.

use super::stage::{Stage, name};
use crate::{AacSound, AccessUnit, Audio, Ffmpeg, FfmpegChoice, Film, Heard, Sender, Track};
use bytes::Bytes;
use kernel::Timestamp;
use std::time::Duration;

/// Twenty milliseconds in which nothing is heard, as an encoder of Opus says it.
fn silence(at: i64) -> AccessUnit {
    let data = Bytes::from_static(&[0xf8, 0xff, 0xfe]);
    AccessUnit { track: Track::Audio, at, offset: 0, is_key: true, data }
}

#[tokio::test]
async fn whoever_listens_hears_what_is_sent_until_the_end() {
    let mut stage = Stage::open(|config| config.limits.grace = Duration::from_millis(100)).await;
    let mut sender = Sender::open(stage.broadcast.rtmp().unwrap(), "live", "key-tapped").await.unwrap();
    stage.event().await;
    assert!(stage.broadcast.tap(&name("other")).is_none());
    let mut tap = stage.broadcast.tap(&name("tapped")).unwrap();
    let film = Film::new(Timestamp::from_micros(0), Duration::ZERO);
    let video = film.video().unwrap();
    sender.video(&video).await.unwrap();
    for unit in film.take(60) {
        sender.unit(&unit).await.unwrap();
    }
    assert!(matches!(tap.next().await, Some(Heard::Video(told)) if told == video));
    let mut heard = 0;
    for _ in 0..60 {
        heard += u32::from(matches!(tap.next().await, Some(Heard::Unit(_))));
    }
    assert_eq!(heard, 60);
    // Who comes later is told of what is sent already.
    assert_eq!(stage.broadcast.tap(&name("tapped")).unwrap().formats.video, Some(video));
    sender.end().await.unwrap();
    stage.until_ended().await;
    assert!(tap.next().await.is_none());
    stage.close().await;
}

#[tokio::test]
async fn opus_becomes_aac_while_it_comes() {
    let stage = Stage::open(|_| {}).await;
    let tools = Ffmpeg::find(&FfmpegChoice::Found, &stage.folder.join("work"), None).unwrap();
    let mut maker = tools.aac(1).await.unwrap();
    let base = 90_000 * 1_000;
    let (mut format, mut packets) = (None, Vec::new());
    for packet in 0..400 {
        assert!(maker.push(&silence(base + packet * 1_800)));
        tokio::time::sleep(Duration::from_millis(2)).await;
        while let Some(sound) = maker.take() {
            match sound {
                AacSound::Format(audio) => format = Some(audio),
                AacSound::Packet(unit) => packets.push(unit.at),
            }
        }
    }
    for _ in 0..500 {
        if packets.len() > 200 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
        while let Some(sound) = maker.take() {
            if let AacSound::Packet(unit) = sound {
                packets.push(unit.at);
            }
        }
    }
    assert!(matches!(format, Some(Audio::Aac { rate: 48_000, channels: 2, .. })), "{format:?}");
    // The input still goes on, and all but its last moments has come out, at its own times.
    assert!(packets.len() > 200, "{}", packets.len());
    assert!((packets[0] - base).abs() < 9_000, "{}", packets[0] - base);
    assert!(packets.windows(2).all(|pair| (1_700..2_200).contains(&(pair[1] - pair[0]))));
    drop(maker);
    stage.close().await;
}
