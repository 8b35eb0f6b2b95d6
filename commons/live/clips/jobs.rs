//! Clips are made one after the other.

use std::{
    sync::atomic::{AtomicBool, AtomicI64, Ordering::Relaxed},
    time::Duration,
};

use broadcast::{ClipRange, FfmpegError};
use kernel::Timestamp;
use platform::{
    db::Tx,
    jobs::{Bodies, Failure},
};

use super::{
    Clip, ClipFailure, ClipState,
    clip::ClipStep,
    promises::MakeClip,
    store::{self, advance},
};
use crate::{Commons, live::show_name};

/// How often it is written down how far a clip is.
const TOLD: Duration = Duration::from_secs(1);

pub fn bodies(bodies: &mut Bodies<Commons>) {
    bodies.on(make_clip);
}

async fn make_clip(market: Commons, now: Timestamp, MakeClip { clip }: MakeClip) -> Result<(), Failure> {
    let Some(begun) = take_step(&market, now, clip, ClipStep::Make).await? else { return Ok(()) };
    let made = make(&market, &begun).await;
    let file = market.studio().clip_file(clip);
    let step = match made {
        Ok(size_bytes) => ClipStep::Finish { size_bytes },
        Err(why) => ClipStep::Fail { why },
    };
    let done = take_step(&market, market.now(), clip, step).await?;
    // It was taken away meanwhile.
    if done.is_none()
        && let Some(file) = file
    {
        let _ = tokio::fs::remove_file(file).await;
    }
    Ok(())
}

/// Take a step, if the clip is still there and may.
async fn take_step(
    market: &Commons,
    now: Timestamp,
    id: super::ClipId,
    step: ClipStep,
) -> Result<Option<Clip>, Failure> {
    let act = async move |tx: &mut Tx| {
        let Some(clip) = store::find(tx, id).await? else { return Ok(None) };
        let Ok(state) = clip.state.clone().next(step) else { return Ok(None) };
        let moved = Clip { state, updated_at: now, ..clip.clone() };
        Ok::<_, platform::db::DbError>(advance(tx, now, &clip, &moved).await?.then_some(moved))
    };
    Ok(market.db.write(act).await?)
}

/// Make its file, and answer its size.
async fn make(market: &Commons, clip: &Clip) -> Result<i64, ClipFailure> {
    let studio = market.studio();
    let (Some(ffmpeg), Some(broadcast)) = (studio.ffmpeg(), studio.broadcast()) else {
        return Err(ClipFailure::Absent);
    };
    let (name, file) = show_name(clip.room).zip(studio.clip_file(clip.id)).ok_or(ClipFailure::Broken)?;
    let lasts = i64::try_from(clip.to.since(clip.from).as_micros()).unwrap_or(1).max(1);
    let (percent, is_wanted) = (AtomicI64::new(0), AtomicBool::new(true));
    let going = |done: Duration| {
        let done = i64::try_from(done.as_micros()).unwrap_or(0);
        percent.store((done.saturating_mul(100) / lasts).clamp(0, 99), Relaxed);
        is_wanted.load(Relaxed)
    };
    let range = ClipRange { from: clip.from, to: clip.to };
    let telling = async {
        loop {
            tokio::time::sleep(TOLD).await;
            let percent = percent.load(Relaxed);
            let (now, old) = (market.now(), clip.clone());
            let told = Clip { state: ClipState::Making { percent }, ..old.clone() };
            let act = async move |tx: &mut Tx| advance(tx, now, &old, &told).await;
            if let Ok(false) = market.db.write(act).await {
                is_wanted.store(false, Relaxed);
            }
        }
    };
    let made = tokio::select! {
        made = broadcast.clip(ffmpeg, &name, range, &file, &going) => made,
        () = telling => Err(FfmpegError::GivenUp),
    };
    if let Err(error) = &made {
        tracing::warn!(%error, clip = %clip.id, "a clip was not made");
        return Err(ClipFailure::from(error));
    }
    let size = tokio::fs::metadata(&file).await.map_err(|_| ClipFailure::Broken)?.len();
    Ok(i64::try_from(size).unwrap_or(i64::MAX))
}
