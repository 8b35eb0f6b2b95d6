//! What goes on in the studio, and what is thrown away.

use std::time::Duration;

use axum::extract::FromRef;
use broadcast::{Event, Events, ShowName};
use kernel::{Actor, Timestamp, days};
use people::market::Market;
use platform::{
    db::{DbError, Tx},
    events,
    jobs::{self, Bodies, Failure},
};
use serde_json::json;

use super::{
    AirError, Room, RoomId, SweepError, WhyUnrecorded, begin as begin_room, clips, figures, films, giveaways,
    hosting, law, numbers,
    promises::{ForgetReplays, MakePoster},
    receipts,
    room::topic,
    schedule, stop_recording, store,
    studio::show_name,
    sweep, targets, uploads,
};
use crate::Commons;

/// How often those in a room are told how many they are.
const COUNTED: Duration = Duration::from_secs(LOOK.unsigned_abs());
const LOOK: i64 = 5;
/// So many of these make the minute of a show's figures.
const WRITTEN: u32 = 12;
/// A room on air of a process that ended waits so long for its sender.
const COMES_BACK: Duration = Duration::from_secs(60);
/// Replays thrown away in one night's transaction.
const BATCH: i64 = 100;
/// Rooms on air in one market.
const MOST_ON_AIR: i64 = 1_000;

pub fn bodies(bodies: &mut Bodies<Commons>) {
    bodies.on(forget_replays);
    bodies.on(make_poster);
    films::jobs::bodies(bodies);
    law::jobs::bodies(bodies);
    schedule::jobs::bodies(bodies);
    receipts::jobs::bodies(bodies);
    clips::jobs::bodies(bodies);
    giveaways::jobs::bodies(bodies);
    hosting::jobs::bodies(bodies);
    uploads::jobs::bodies(bodies);
}

pub async fn begin(market: &Commons) -> Result<(), DbError> {
    let now = market.now();
    let act = async move |tx: &mut Tx| {
        receipts::promise_sweep(tx, now).await?;
        jobs::begin(tx, now, now + days(1), &ForgetReplays {}).await
    };
    market.db.write(act).await
}

async fn forget_replays(market: Commons, now: Timestamp, _: ForgetReplays) -> Result<(), Failure> {
    let law = market.db.read::<_, DbError, _>(async |tx: &mut Tx| law::find_law(tx).await).await?;
    let before = now - law.kept(&market.rules());
    let look = async move |tx: &mut Tx| store::list_old(tx, before, BATCH).await;
    let old: Vec<Room> = market.db.read(look).await?;
    let is_full = i64::try_from(old.len()).unwrap_or(BATCH) >= BATCH;
    for room in old {
        let gone = market.studio().forget(room.id).await;
        gone.map_err(|error| Failure(error.to_string()))?;
        market.db.write(async move |tx: &mut Tx| store::forget_replay(tx, room.id).await).await?;
    }
    keep_house(&market).await.map_err(|error| Failure(causes(&error)))?;
    let next = if is_full { now } else { now + days(1) };
    Ok(market.db.write(async move |tx: &mut Tx| jobs::again(tx, now, next, &ForgetReplays {}).await).await?)
}

/// Recordings that no show has go, and the room that others take is the operator's number.
async fn keep_house(market: &Commons) -> Result<(), SweepError> {
    let studio = market.studio();
    studio.keep_at_most(market.rules().count(numbers::RECORDINGS));
    sweep(studio, &market.db, market.now()).await
}

/// Keep a picture of a replay. Without ffmpeg, and of a show without a picture, there is none.
async fn make_poster(market: Commons, _: Timestamp, MakePoster { room }: MakePoster) -> Result<(), Failure> {
    let studio = market.studio();
    let (Some(ffmpeg), Some(broadcast), Some(name)) = (studio.ffmpeg(), studio.broadcast(), show_name(room))
    else {
        return Ok(());
    };
    let picture = match broadcast.poster(ffmpeg, &name).await {
        Ok(picture) => picture,
        Err(error) => {
            tracing::warn!(%error, %room, "a replay has no picture");
            return Ok(());
        }
    };
    let kept = market.files.keep_picture(picture.into(), None).await;
    match kept.map_err(|error| Failure(error.to_string()))? {
        Ok(kept) => {
            let act = async move |tx: &mut Tx| store::set_poster(tx, room, &kept.file).await;
            market.db.write(act).await.map_err(Failure::from)
        }
        Err(error) => {
            tracing::warn!(%error, %room, "a picture of a replay is none");
            Ok(())
        }
    }
}

/// Open the studio, if the market has one, and follow what happens in it for as long as the market is open.
pub async fn follow(market: Commons) {
    let Some(live) = market.config.live.clone() else { return };
    match market.studio().open(Market::from_ref(&market), &live).await {
        Ok(events) => {
            // What a process that was killed left behind.
            if let Err(error) = keep_house(&market).await {
                tracing::warn!(error = %causes(&error), "recordings could not be looked through");
            }
            if let Err(error) = want_posters(&market).await {
                tracing::warn!(%error, "replays without a picture could not be looked for");
            }
            tokio::join!(
                hear(&market, events),
                count(&market),
                end_abandoned(&market),
                targets::jobs::hand_on(&market)
            );
        }
        Err(error) => tracing::error!(error = %causes(&error), "live video is off"),
    }
}

/// Replays from before there was an ffmpeg get their picture now.
async fn want_posters(market: &Commons) -> Result<(), DbError> {
    if market.studio().ffmpeg().is_none() {
        return Ok(());
    }
    let now = market.now();
    let act = async move |tx: &mut Tx| {
        for room in store::list_bare(tx, BATCH).await? {
            jobs::enqueue(tx, now, now, &MakePoster { room: room.id }).await?;
        }
        Ok::<_, DbError>(())
    };
    market.db.write(act).await
}

/// An error with what it comes from.
fn causes(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        words = format!("{words}: {error}");
        cause = error.source();
    }
    words
}

/// What happens to shows happens to their rooms.
async fn hear(market: &Commons, mut events: Events) {
    while let Some(event) = events.recv().await {
        let name = match &event {
            Event::Began { show }
            | Event::Paused { show }
            | Event::Resumed { show }
            | Event::Ended { show, .. }
            | Event::RecordingStopped { show, .. } => show.clone(),
        };
        let Ok(room) = name.as_str().parse::<RoomId>() else { continue };
        if let Err(error) = follow_event(market, room, &name, event).await {
            tracing::warn!(%error, %room, "a room could not follow its show");
        }
    }
}

async fn follow_event(market: &Commons, id: RoomId, name: &ShowName, event: Event) -> Result<(), AirError> {
    let now = market.now();
    match event {
        Event::Began { .. } => {
            let begun =
                market.db.write(async move |tx: &mut Tx| begin_room(tx, &Actor::System, now, id).await).await;
            market.studio().keep_at_most(market.rules().count(numbers::RECORDINGS));
            match begun {
                Ok(room) => market.studio().open_doors(&room),
                Err(error) => {
                    // A show without a room is seen by nobody.
                    market.studio().stop(id);
                    return Err(error);
                }
            }
        }
        Event::Paused { .. } => tell(market, id, json!({ "state": "paused" })),
        Event::Resumed { .. } => tell(market, id, json!({ "state": "live" })),
        Event::Ended { why, .. } => {
            tracing::info!(room = %id, ?why, "a show ended");
            market.studio().end(&market.db, Actor::System, now, id).await?;
        }
        Event::RecordingStopped { why, .. } => {
            tracing::error!(show = %name, %why, "a show is no longer recorded");
            let why = WhyUnrecorded::from(&why);
            market.db.write(async move |tx: &mut Tx| stop_recording(tx, now, id, why).await).await?;
            tell(market, id, json!({ "recording": "stopped" }));
        }
    }
    Ok(())
}

/// Say something to those in a room that is not kept.
fn tell(market: &Commons, id: RoomId, news: serde_json::Value) {
    market.db.hub().tell(events::Event { topic: topic(id), number: 0, body: news.to_string() });
}

/// Tell those in rooms how many they are.
async fn count(market: &Commons) {
    let mut looks = 0_u32;
    loop {
        tokio::time::sleep(COUNTED).await;
        looks = looks.wrapping_add(1);
        let Some(broadcast) = market.studio().broadcast() else { return };
        for show in broadcast.shows() {
            if let Ok(id) = show.name.as_str().parse::<RoomId>() {
                let viewers = i64::try_from(market.db.hub().heard_by(&topic(id))).unwrap_or(i64::MAX);
                let (likes, lines) = market.studio().tally.look(id, viewers);
                // A second's lines, so that a host knows when viewers see a part of them.
                let pace = (lines + LOOK / 2) / LOOK;
                tell(market, id, json!({ "viewers": viewers, "likes": likes, "pace": pace }));
                if looks.is_multiple_of(WRITTEN)
                    && let Err(error) = write_figures(market, id).await
                {
                    tracing::warn!(%error, room = %id, "a minute of a room could not be written");
                }
            }
        }
    }
}

/// Write down how many watched and liked a room in the last minute.
async fn write_figures(market: &Commons, id: RoomId) -> Result<(), DbError> {
    let (told, now) = (market.studio().tally.take(id), market.now());
    let act = async move |tx: &mut Tx| match store::find(tx, id).await? {
        Some(room) => figures::write(tx, now, &room, told).await,
        None => Ok(()),
    };
    market.db.write(act).await
}

/// Rooms that were on air when the process before this one ended, and whose sender does not come back, are over.
async fn end_abandoned(market: &Commons) {
    tokio::time::sleep(COMES_BACK).await;
    let look = async |tx: &mut Tx| store::list_on_air(tx, MOST_ON_AIR).await;
    let rooms = match market.db.read::<_, DbError, _>(look).await {
        Ok(rooms) => rooms,
        Err(error) => {
            tracing::warn!(%error, "rooms that were left could not be looked for");
            return;
        }
    };
    for room in rooms.iter().filter(|room| market.studio().presence(room.id).is_none()) {
        let ended = market.studio().end(&market.db, Actor::System, market.now(), room.id).await;
        if let Err(error) = ended {
            tracing::warn!(%error, room = %room.id, "a room that was left could not be ended");
        }
    }
}
