//! ffmpeg publishes, and what comes out can be played.

use super::rules;
use super::stage::{H264, PICTURE, SOUND, Stage, bytes, decoded, name, seconds};
use crate::{Ending, Event, Presence};
use std::time::Duration;

fn of(what: &str, seconds: u32) -> String {
    what.replace("SECONDS", &seconds.to_string())
}

/// Publish as fast as it goes, and answer the stage when the show has ended.
async fn published(show: &str, arguments: &str) -> Stage {
    let mut stage = Stage::open(|config| config.limits.grace = Duration::from_millis(100)).await;
    let ffmpeg = stage.ffmpeg(&format!("key-{show}"), arguments);
    let (status, said) = ffmpeg.output().await;
    assert!(status.success(), "{said}");
    stage.until_ended().await;
    while stage.broadcast.is_writing(&name(show)) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    stage
}

#[tokio::test]
async fn picture_and_sound_are_recorded_whole() {
    let arguments = format!("{} {} {H264} -bf 0 -c:a aac", of(PICTURE, 8), of(SOUND, 8));
    let stage = published("plain", &arguments).await;
    let file = stage.folder.join("plain/1.mp4");
    assert_eq!(decoded("v", &file).await, 240);
    // 8 s of 44.1 kHz in packets of 1024, and what the encoder ends with; what it starts with comes before the picture.
    assert_eq!(decoded("a", &file).await, 345);
    let length = seconds(&file).await;
    assert!((length - 8.0).abs() < 0.1, "{length}");
    stage.close().await;
}

#[tokio::test]
async fn frames_that_are_shown_in_another_order_keep_their_times() {
    let arguments =
        format!("{} {} {H264} -preset fast -bf 3 -b_strategy 0 -c:a aac", of(PICTURE, 6), of(SOUND, 6));
    let stage = published("reordered", &arguments).await;
    let file = stage.folder.join("reordered/1.mp4");
    let asked = "-select_streams v -show_entries packet=pts,dts,flags -of csv=p=0";
    let packets = super::stage::ffprobe(asked, &file).await;
    let mut shown: Vec<i64> = Vec::new();
    let mut reordered = 0;
    for line in packets.lines() {
        let mut fields = line.split(',');
        let (pts, dts): (i64, i64) =
            (fields.next().unwrap().parse().unwrap(), fields.next().unwrap().parse().unwrap());
        reordered += u32::from(pts != dts);
        shown.push(pts);
    }
    shown.sort_unstable();
    assert_eq!(shown.len(), 180);
    assert!(reordered > 60, "{reordered}");
    // Every frame is shown once, a thirtieth of a second after another, to the millisecond of RTMP.
    assert!(shown.windows(2).all(|pair| (pair[1] - pair[0] - 3_000).abs() <= 90), "{shown:?}");
    assert_eq!(decoded("v", &file).await, 180);
    stage.close().await;
}

#[tokio::test]
async fn sound_alone_and_a_picture_alone_are_shows() {
    let stage = published("sound", &format!("{} -c:a aac", of(SOUND, 8))).await;
    let file = stage.folder.join("sound/1.mp4");
    assert_eq!(decoded("v", &file).await, 0);
    let length = seconds(&file).await;
    assert!((length - 8.0).abs() < 0.1, "{length}");
    rules::read(&stage.live("sound", "live.m3u8", "").await.text());
    stage.close().await;
    let stage = published("dark", &format!("{} {H264}", of(PICTURE, 8))).await;
    assert_eq!(decoded("v", &stage.folder.join("dark/1.mp4")).await, 240);
    rules::read(&stage.live("dark", "live.m3u8", "").await.text());
    stage.close().await;
}

#[tokio::test]
async fn a_viewer_is_told_in_time_and_can_play_what_is_told() {
    let mut stage = Stage::open(|_| {}).await;
    let arguments = format!("-re {} -re {} {H264} -c:a aac", of(PICTURE, 7), of(SOUND, 7));
    let mut ffmpeg = stage.ffmpeg("key-live", &arguments);
    assert_eq!(stage.event().await, Event::Began { show: name("live") });
    let main = stage.live("live", "index.m3u8", "").await.text();
    assert!(main.contains("avc1.42C00D,mp4a.40.2") && main.contains("RESOLUTION=320x180"), "{main}");
    let mut list = rules::read(&stage.live("live", "live.m3u8", "").await.text());
    let mut waits = Vec::new();
    for _ in 0..6 {
        // Ask for what comes next, as the hint names it, and for the list that tells of it.
        let hint = list.hint.clone().unwrap();
        let mut numbers = hint.trim_start_matches("part-").trim_end_matches(".m4s").split('-');
        let (segment, part) = (numbers.next().unwrap(), numbers.next().unwrap());
        let query = format!("_HLS_msn={segment}&_HLS_part={part}");
        let started = tokio::time::Instant::now();
        let (next, hinted) =
            tokio::join!(stage.live("live", "live.m3u8", &query), stage.live("live", &hint, ""));
        waits.push(started.elapsed());
        let next = rules::read(&next.text());
        rules::follows(&list, &next);
        let is_told =
            next.open.iter().chain(next.segments.iter().flat_map(|s| &s.parts)).any(|p| p.uri == hint);
        assert_eq!(hinted.status, if is_told { 200 } else { 404 });
        list = next;
    }
    // At the pace of the publisher: neither at once nor late.
    let waited: Duration = waits.iter().sum();
    assert!(waited > Duration::from_millis(800) && waited < Duration::from_secs(6), "{waits:?}");
    assert_eq!(stage.live("live", "live.m3u8", "_HLS_msn=9999").await.status, 400);
    assert_eq!(stage.live("live", "live.m3u8", "_HLS_part=1").await.status, 400);
    let (map, first) = (list.segments[0].map.clone().unwrap(), list.segments[0].clone());
    let mut whole = bytes(&stage.live("live", &map, "").await);
    whole.extend(bytes(&stage.live("live", &first.uri, "").await));
    let file = stage.folder.join("first.mp4");
    std::fs::write(&file, whole).unwrap();
    assert_eq!(decoded("v", &file).await, 60);
    let on_air = stage.broadcast.show(&name("live")).unwrap();
    assert!(matches!(on_air.presence, Presence::Publishing { .. }) && on_air.size == Some((320, 180)));
    ffmpeg.wait().await;
    stage.until_ended().await;
    assert!(rules::read(&stage.live("live", "live.m3u8", "").await.text()).is_ended);
    stage.close().await;
}

#[tokio::test]
async fn who_comes_back_in_time_goes_on_in_the_same_show() {
    let mut stage = Stage::open(|_| {}).await;
    let arguments = format!("-re {} -re {} {H264} -c:a aac", of(PICTURE, 30), of(SOUND, 30));
    for round in 0..2 {
        let mut ffmpeg = stage.ffmpeg("key-again", &arguments);
        let show = name("again");
        let wanted = if round == 0 { Event::Began { show } } else { Event::Resumed { show } };
        assert_eq!(stage.event().await, wanted);
        stage.live("again", "live.m3u8", &format!("_HLS_msn={round}")).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        ffmpeg.kill();
        assert_eq!(stage.event().await, Event::Paused { show: name("again") });
    }
    assert_eq!(stage.event().await, Event::Ended { show: name("again"), why: Ending::Left });
    let list = rules::read(&stage.live("again", "live.m3u8", "").await.text());
    assert_eq!(list.segments.iter().filter(|segment| segment.is_discontinuous).count(), 1);
    while stage.broadcast.is_writing(&name("again")) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    // One file, as the formats are the same, and it plays through.
    let file = stage.folder.join("again/1.mp4");
    assert!(decoded("v", &file).await > 60 && !stage.folder.join("again/2.mp4").exists());
    let replay = stage.broadcast.replay(&name("again"), "index.m3u8", None).await.text();
    assert_eq!(replay.matches("#EXT-X-DISCONTINUITY\n").count(), 1, "{replay}");
    stage.close().await;
}
