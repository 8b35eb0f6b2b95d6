//! Films are converted one after the other, and what nobody goes on with is thrown away.

use std::{
    path::Path,
    sync::atomic::{AtomicBool, AtomicI64, Ordering::Relaxed},
    time::Duration,
};

use broadcast::{Converted, Ffmpeg, FfmpegError};
use kernel::{Timestamp, days};
use platform::{
    db::{DbError, Tx},
    jobs::{Bodies, Failure},
};

use super::{
    Upload, UploadFailure, UploadId, UploadState, finish,
    promises::ConvertUpload,
    store::{self, advance},
    upload::UploadStep,
};
use crate::{
    Commons,
    live::{
        AirError,
        films::{self, Film, FilmId, FilmSource, FilmState, poster_of},
        numbers,
        promises::ForgetReplays,
        show_name,
    },
};

/// How often it is written down how far a film is.
const TOLD: Duration = Duration::from_secs(2);
/// What is left lying for so long is thrown away.
const LEFT_DAYS: u64 = 1;
/// In one night.
const BATCH: i64 = 1_000;

pub fn bodies(bodies: &mut Bodies<Commons>) {
    bodies.on(convert);
    bodies.on(throw_away);
}

async fn convert(
    market: Commons,
    now: Timestamp,
    ConvertUpload { upload }: ConvertUpload,
) -> Result<(), Failure> {
    let Some(begun) = take_step(&market, now, upload, UploadStep::Convert).await? else { return Ok(()) };
    if begun.is_short() {
        return shorten(&market, begun).await;
    }
    let file = market.studio().upload_file(upload);
    match make(&market, &begun).await {
        Ok((began_at, lasts)) => {
            let now = market.now();
            let act = async move |tx: &mut Tx| finish(tx, now, &begun, began_at, lasts).await;
            let room = market.db.write(act).await.map_err(|error: AirError| Failure(error.to_string()))?;
            if room.is_none() {
                forget(&market, upload).await;
            }
        }
        Err(why) => {
            take_step(&market, market.now(), upload, UploadStep::Fail { why }).await?;
        }
    }
    if let Some(file) = file {
        let _ = tokio::fs::remove_file(file).await;
    }
    Ok(())
}

/// What was made of it is of no use any more.
async fn forget(market: &Commons, upload: UploadId) {
    let room = crate::live::RoomId::new(upload.shop(), upload.number());
    if let Err(error) = market.studio().forget(room).await {
        tracing::warn!(%error, %upload, "what was made of a film is still there");
    }
}

async fn take_step(
    market: &Commons,
    now: Timestamp,
    id: UploadId,
    step: UploadStep,
) -> Result<Option<Upload>, Failure> {
    let act = async move |tx: &mut Tx| {
        let Some(upload) = store::find(tx, id).await? else { return Ok(None) };
        let Ok(state) = upload.state.clone().next(step) else { return Ok(None) };
        let moved = Upload { state, updated_at: now, ..upload.clone() };
        Ok::<_, DbError>(advance(tx, now, &upload, &moved).await?.then_some(moved))
    };
    Ok(market.db.write(act).await?)
}

/// Make the recording, and answer when it is told to have begun, and how long it lasts.
async fn make(market: &Commons, upload: &Upload) -> Result<(Timestamp, Duration), UploadFailure> {
    let studio = market.studio();
    let (Some(ffmpeg), Some(broadcast)) = (studio.ffmpeg(), studio.broadcast()) else {
        return Err(UploadFailure::Absent);
    };
    let (name, file) =
        show_name(upload.room()).zip(studio.upload_file(upload.id)).ok_or(UploadFailure::Broken)?;
    let longest = market.rules().time(numbers::FILM);
    let told = |error: &FfmpegError| {
        tracing::warn!(%error, upload = %upload.id, "a film was not converted");
        UploadFailure::from(error)
    };
    let probed = ffmpeg.probe(&file).await.map_err(|error| told(&error))?;
    let lasts = probed.lasts.unwrap_or(longest).min(longest);
    // It ends when it was sent.
    let began_at = Timestamp::from_micros(
        upload.created_at.micros().saturating_sub(i64::try_from(lasts.as_micros()).unwrap_or(0)),
    );
    let whole = i64::try_from(lasts.as_micros()).unwrap_or(1).max(1);
    let (percent, is_wanted) = (AtomicI64::new(0), AtomicBool::new(true));
    let going = |done: Duration| {
        let done = i64::try_from(done.as_micros()).unwrap_or(0);
        percent.store((done.saturating_mul(100) / whole).clamp(0, 99), Relaxed);
        is_wanted.load(Relaxed)
    };
    let telling = async {
        loop {
            tokio::time::sleep(TOLD).await;
            let state = UploadState::Converting { percent: percent.load(Relaxed) };
            let (now, old) = (market.now(), upload.clone());
            let told = Upload { state, ..old.clone() };
            let act = async move |tx: &mut Tx| advance(tx, now, &old, &told).await;
            if let Ok(false) = market.db.write(act).await {
                is_wanted.store(false, Relaxed);
            }
        }
    };
    let converting = broadcast.convert(ffmpeg, (&file, &probed, longest), &name, began_at, &going);
    let Converted { lasts } = tokio::select! {
        converted = converting => converted.map_err(|error| told(&error))?,
        () = telling => return Err(UploadFailure::Broken),
    };
    Ok((began_at, lasts))
}

/// Make a short film of it: as it is, where every browser plays it.
async fn shorten(market: &Commons, upload: Upload) -> Result<(), Failure> {
    let (studio, id) = (market.studio(), upload.id);
    let film = FilmId::new(id.shop(), id.number());
    let Some((sent, made)) = studio.upload_file(id).zip(studio.film_file(film)) else { return Ok(()) };
    let lasts = match short(studio.ffmpeg(), &sent, &made).await {
        Ok(lasts) => lasts,
        Err(why) => {
            take_step(market, market.now(), id, UploadStep::Fail { why }).await?;
            let _ = tokio::fs::remove_file(sent).await;
            return Ok(());
        }
    };
    let size_bytes = tokio::fs::metadata(&made).await.map_or(0, |file| file.len());
    let poster = poster_of(market, &made).await;
    let now = market.now();
    let film = Film {
        id: film,
        title: upload.title.clone(),
        source: FilmSource::Sent,
        listing: upload.listing,
        of: None,
        state: FilmState::Ready {
            size_bytes: i64::try_from(size_bytes).unwrap_or(i64::MAX),
            seconds: i64::try_from(lasts.as_secs()).unwrap_or(0),
        },
        poster,
        created_at: now,
        updated_at: now,
    };
    let act = async move |tx: &mut Tx| {
        let is_wanted = store::delete(tx, id).await?;
        if is_wanted {
            films::add_sent(tx, &film).await?;
        }
        Ok::<_, DbError>(is_wanted)
    };
    if !market.db.write(act).await? {
        studio.forget_film(FilmId::new(id.shop(), id.number())).await;
    }
    let _ = tokio::fs::remove_file(sent).await;
    Ok(())
}

/// Put a short film where it stays, and answer how long it is.
async fn short(ffmpeg: Option<&Ffmpeg>, sent: &Path, made: &Path) -> Result<Duration, UploadFailure> {
    let disk = |error: std::io::Error| {
        tracing::warn!(%error, "a short film could not be put on the disk");
        UploadFailure::DiskFull
    };
    if let Some(folder) = made.parent() {
        tokio::fs::create_dir_all(folder).await.map_err(disk)?;
    }
    match broadcast::look_at_film(sent).await {
        Ok(look) if look.plays_everywhere() => {
            broadcast::blank_film(sent, &look).await.map_err(disk)?;
            tokio::fs::rename(sent, made).await.map_err(disk)?;
            Ok(look.lasts)
        }
        // It is made anew.
        Ok(_) | Err(_) => {
            let ffmpeg = ffmpeg.ok_or(UploadFailure::Absent)?;
            let told = |error: &FfmpegError| UploadFailure::from(error);
            ffmpeg.film(sent, films::LONGEST, made).await.map_err(|error| told(&error))?;
            let look = broadcast::look_at_film(made).await.map_err(|_| UploadFailure::Broken)?;
            Ok(look.lasts)
        }
    }
}

/// With what else is thrown away at night.
async fn throw_away(market: Commons, now: Timestamp, _: ForgetReplays) -> Result<(), Failure> {
    let before = now - days(LEFT_DAYS);
    let look = async move |tx: &mut Tx| store::list_left(tx, before, BATCH).await;
    for upload in market.db.read::<_, DbError, _>(look).await? {
        let id = upload.id;
        market.db.write(async move |tx: &mut Tx| store::delete(tx, id).await).await?;
        market.studio().forget_upload(id).await;
    }
    Ok(())
}
