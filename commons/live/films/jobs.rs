//! Highlights are found and cut; what a shop has sent becomes a film.

use std::{path::Path, time::Duration};

use broadcast::ClipRange;
use goods::catalog;
use kernel::Timestamp;
use platform::{
    db::{DbError, Tx},
    jobs::{self, Bodies, Failure},
};

use super::{
    Film, FilmFailure, FilmId, FilmSource, FilmState, LONGEST, SHORTEST,
    film::FilmStep,
    highlights,
    promises::{CutHighlight, FindHighlights},
    store,
};
use crate::{
    Commons,
    live::{moments_after, numbers, show_name, store::find as find_room},
};

/// Moments of a show that are looked at.
const MOMENTS: i64 = 20_000;
/// A film is as long as its segments.
const LEEWAY: Duration = Duration::from_secs(1);

pub fn bodies(bodies: &mut Bodies<Commons>) {
    bodies.on(find_highlights);
    bodies.on(cut_highlight);
}

async fn find_highlights(market: Commons, now: Timestamp, job: FindHighlights) -> Result<(), Failure> {
    let most = usize::try_from(market.rules().count(numbers::HIGHLIGHTS)).unwrap_or(0);
    let act = async move |tx: &mut Tx| {
        let Some(room) = find_room(tx, job.room).await?.filter(|room| room.has_replay) else { return Ok(()) };
        // What runs twice finds them once.
        if store::count_of_room(tx, room.id).await? > 0 {
            return Ok(());
        }
        let moments = moments_after(tx, room.id, 0, MOMENTS).await?;
        for part in highlights(&room, &moments, most) {
            let card = catalog::card(tx, part.listing).await?;
            let film = Film {
                id: FilmId::new(room.id.shop(), tx.next_id(now)),
                title: card.map_or_else(|| room.title.clone(), |card| card.title),
                source: FilmSource::Highlight,
                // What a host sells for others is shown in the show, not beside the listings of this shop.
                listing: Some(part.listing).filter(|listing| listing.shop() == room.id.shop()),
                of: Some((room.id, part.from, part.to)),
                state: FilmState::Waiting,
                poster: String::new(),
                created_at: now,
                updated_at: now,
            };
            store::insert(tx, &film).await?;
            jobs::enqueue(tx, now, now, &CutHighlight { film: film.id }).await?;
        }
        Ok::<_, DbError>(())
    };
    Ok(market.db.write(act).await?)
}

async fn take_step(
    market: &Commons,
    now: Timestamp,
    old: &Film,
    poster: String,
    step: FilmStep,
) -> Result<bool, Failure> {
    let Ok(state) = old.state.clone().next(step) else { return Ok(false) };
    let (old, new) = (old.clone(), Film { state, poster, updated_at: now, ..old.clone() });
    Ok(market.db.write(async move |tx: &mut Tx| store::advance(tx, now, &old, &new).await).await?)
}

async fn cut_highlight(market: Commons, now: Timestamp, job: CutHighlight) -> Result<(), Failure> {
    let found = market.db.read(async move |tx: &mut Tx| store::find(tx, job.film).await).await?;
    let Some(film) = found.filter(|film| matches!(film.state, FilmState::Waiting)) else { return Ok(()) };
    let studio = market.studio();
    let Some(((room, from, to), file)) = film.of.zip(studio.film_file(film.id)) else { return Ok(()) };
    let nothing = FilmStep::Fail { why: FilmFailure::Nothing };
    let Some((broadcast, name)) = studio.broadcast().zip(show_name(room)) else {
        return take_step(&market, now, &film, String::new(), nothing).await.map(drop);
    };
    let copied = broadcast.copy(&name, ClipRange { from, to }, &file).await;
    let copied = copied.map_err(|error| Failure(error.to_string()))?;
    // Whole segments are a little longer than what was asked for.
    let Some(copied) = copied.filter(|copied| copied.lasts + LEEWAY >= SHORTEST) else {
        studio.forget_film(film.id).await;
        return take_step(&market, now, &film, String::new(), nothing).await.map(drop);
    };
    let step = FilmStep::Finish {
        size_bytes: i64::try_from(copied.size_bytes).unwrap_or(i64::MAX),
        seconds: i64::try_from(copied.lasts.as_secs().min(LONGEST.as_secs())).unwrap_or(0),
    };
    let poster = poster_of(&market, &file).await;
    if !take_step(&market, now, &film, poster, step).await? {
        // It was taken away meanwhile.
        studio.forget_film(film.id).await;
    }
    Ok(())
}

/// A picture of a film; empty where nobody can make one.
pub async fn poster_of(market: &Commons, file: &Path) -> String {
    let Some(ffmpeg) = market.studio().ffmpeg() else { return String::new() };
    let picture = match ffmpeg.picture_of(file).await {
        Ok(picture) => picture,
        Err(error) => {
            tracing::info!(%error, "a film has no picture");
            return String::new();
        }
    };
    match market.files.keep_picture(picture.into(), None).await {
        Ok(Ok(kept)) => kept.file,
        Ok(Err(_)) | Err(_) => String::new(),
    }
}

/// A file that a shop has sent is a film now. `file` has its place already.
pub async fn add_sent(tx: &mut Tx, film: &Film) -> Result<(), DbError> {
    store::insert(tx, film).await
}
