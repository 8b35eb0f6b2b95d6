//! Fifty who begin at once: all are on air, and nobody is kept waiting by the others.

use super::peer::{Peer, frames, now};
use super::stage::{Stage, name};
use crate::{Ending, Event, Film, Sender};
use kernel::Timestamp;
use std::time::Duration;
use str0m::media::Direction;
use tokio::task::JoinSet;

const CROWD: usize = 50;

/// Until so many shows have something to be watched.
async fn until_watchable(stage: &Stage, prefix: &str) {
    for _ in 0..1_000 {
        let shows = stage.broadcast.shows();
        let is_there = |show: &&crate::OnAir| show.name.as_str().starts_with(prefix) && show.size_bytes > 0;
        if shows.iter().filter(is_there).count() == CROWD {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("not all are on air: {:?}", stage.broadcast.shows());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_programs_that_begin_at_once_are_all_on_air() {
    let stage = Stage::open(|config| config.limits.connections_an_address = CROWD).await;
    let at = stage.broadcast.rtmp().unwrap();
    let film = Film::new(Timestamp::from_micros(0), Duration::ZERO);
    let (video, units) = (film.video().unwrap(), film.take(24).collect::<Vec<_>>());
    let mut sending = JoinSet::new();
    for number in 0..CROWD {
        let (video, units) = (video.clone(), units.clone());
        sending.spawn(async move {
            let mut sender = Sender::open(at, "live", &format!("quiet-rtmp{number}")).await.unwrap();
            sender.video(&video).await.unwrap();
            for unit in &units {
                sender.unit(unit).await.unwrap();
            }
            sender
        });
    }
    let senders = sending.join_all().await;
    until_watchable(&stage, "rtmp").await;
    drop(senders);
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_cameras_that_begin_at_once_are_all_on_air_and_the_silent_are_let_go() {
    let mut stage = Stage::open(|config| {
        config.limits.shows = CROWD + 1;
        config.limits.handshake = Duration::from_secs(4);
        config.limits.grace = Duration::from_millis(100);
    })
    .await;
    let frames = frames(&stage, 20).await;
    // One offers and never comes.
    let (_, offer) = Peer::new(Direction::SendOnly).await;
    stage.broadcast.whip("quiet-silent", None, &offer).await.unwrap();
    let mut publishing = JoinSet::new();
    for number in 0..CROWD {
        let (mut camera, offer) = Peer::new(Direction::SendOnly).await;
        let joined = stage.broadcast.whip(&format!("quiet-whip{number}"), None, &offer).await.unwrap();
        camera.answered(&joined.answer);
        let frames = frames.clone();
        publishing.spawn(async move {
            camera.publish(&frames).await;
            // What was lost in the crowd is asked for again.
            camera.until(now() + Duration::from_millis(300)).await;
            camera
        });
    }
    let cameras = publishing.join_all().await;
    assert!(cameras.iter().all(|camera| camera.is_connected && camera.key_frames_asked > 0));
    until_watchable(&stage, "whip").await;
    while stage.event().await != (Event::Ended { show: name("silent"), why: Ending::Left }) {}
    stage.close().await;
}
