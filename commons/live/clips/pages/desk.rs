//! What a shop cuts out of a replay: the form, what is being made, and what was made.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::{IntoResponse, Redirect, Response},
};
use people::{
    confirm,
    shops::{Desk, Shop, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Fields, Problem, Refusal},
};

use crate::{
    Commons,
    live::{
        self, Body, Moment, Room, RoomId,
        clips::{self, Clip, ClipId, CutError, NewClip},
        numbers,
    },
};

/// Characters of what a clip is called.
const MOST_TITLE: usize = 80;
/// Letters of a time: `1:02:03`.
const MOST_TIME: usize = 10;
/// Clips of one page; there may be fewer.
const SHELF: i64 = 1_000;
/// Things that were shown, as beginnings of clips.
const SHOWN: usize = 40;
/// What is suggested from there on, in seconds.
const USUAL: i64 = 60;

#[derive(Template)]
#[template(path = "live/clips/views/desk.html")]
struct ClipsPage {
    shell: Shell,
    desk: Desk,
    room: Room,
    clips: Vec<Clip>,
    shown: Vec<ShownThing>,
    form: Fields,
    has_ffmpeg: bool,
}

impl ClipsPage {
    fn is_under_way(&self) -> bool {
        self.clips.iter().any(Clip::is_under_way)
    }

    /// From when to when a clip goes, since the show began.
    fn span(&self, clip: &Clip) -> String {
        let at = |at| clock(seconds_since(&self.room, at));
        format!("{}–{}", at(clip.from), at(clip.to))
    }

    /// How long the show was.
    fn lasts(&self) -> String {
        clock(self.room.state.ended_at().map_or(0, |at| seconds_since(&self.room, at)))
    }
}

/// What was put on show, and the clip that begins there.
struct ShownThing {
    title: String,
    lang: &'static str,
    from: String,
    to: String,
}

fn seconds_since(room: &Room, at: kernel::Timestamp) -> i64 {
    room.since().map_or(0, |since| i64::try_from(at.since(since).as_secs()).unwrap_or(0))
}

/// `1:02:03`, or `2:03`.
pub fn clock(seconds: i64) -> String {
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// What [`clock`] writes, or plain seconds.
pub fn read_clock(text: &str) -> Option<u64> {
    let mut seconds = 0_u64;
    for part in text.split(':') {
        let is_number = (1..=5).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        let part: u64 = is_number.then(|| part.parse().ok())??;
        seconds = seconds.checked_mul(60)?.checked_add(part)?;
    }
    (text.split(':').count() <= 3).then_some(seconds)
}

/// What somebody says of a clip, from a page or a program.
pub fn read_clip(form: &mut Fields) -> Option<NewClip> {
    let title = form.line("title", MOST_TITLE);
    let mut time = |name: &str| {
        let text = form.line(name, MOST_TIME);
        let read = read_clock(&text);
        if read.is_none() && !text.is_empty() {
            form.refuse(name, Refusal::new("refused-clip-time"));
        }
        read
    };
    let (from, to) = (time("from"), time("to"));
    let (from, to) = from.zip(to)?;
    form.is_good().then_some(NewClip { title, from, to })
}

async fn find(market: &Commons, visit: &Visit, handle: &str, id: RoomId) -> Result<(Shop, Room), Problem> {
    let (by, shop) = seller(market, visit, handle).await?;
    let room = market.find(async |tx: &mut Tx| live::find_own(tx, &by, id).await).await?;
    Ok((shop, room))
}

async fn load(
    market: &Commons,
    visit: &Visit,
    handle: &str,
    id: RoomId,
    form: Fields,
) -> Result<ClipsPage, Problem> {
    let (shop, room) = find(market, visit, handle, id).await?;
    if !room.has_replay {
        return Err(Problem::not_found());
    }
    let look = async move |tx: &mut Tx| {
        let clips = clips::list_of_room(tx, id, SHELF).await?;
        let moments = live::moments_shown(tx, id, 0).await?;
        let pins = pins(&moments);
        let listings: Vec<_> = pins.iter().map(|(_, listing)| *listing).collect();
        let cards = goods::catalog::cards(tx, &listings).await?;
        Ok::<_, DbError>((clips, pins, cards))
    };
    let (clips, pins, cards) = market.db.read(look).await?;
    let card = |listing| cards.iter().find(|card| card.id == listing);
    let shown = pins.into_iter().filter_map(|(at, listing)| {
        let (from, card) = (seconds_since(&room, at), card(listing)?);
        let (title, lang) = (card.title_in(&visit.lang).to_owned(), card.title_lang(&visit.lang));
        Some(ShownThing { title, lang, from: clock(from), to: clock(from + USUAL) })
    });
    Ok(ClipsPage {
        shell: visit.shell("desk"),
        desk: Desk::new(&shop, "live"),
        shown: shown.collect(),
        has_ffmpeg: market.studio().ffmpeg().is_some(),
        room,
        clips,
        form,
    })
}

/// What was put on show, and when.
fn pins(moments: &[Moment]) -> Vec<(kernel::Timestamp, goods::catalog::ListingId)> {
    let pinned = moments.iter().filter_map(|moment| match moment.body {
        Body::Pin { listing } => Some((moment.at, listing)),
        Body::Line { .. } | Body::Unpin | Body::Caption { .. } | Body::Hide { .. } | Body::Sale { .. } => {
            None
        }
    });
    pinned.take(SHOWN).collect()
}

/// `GET /desk/{handle}/live/{id}/clips`; with `from` and `to` the form begins there.
pub async fn index(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let asked = Fields::from_query(query.as_deref().unwrap_or_default());
    let mut form = Fields::default();
    for name in ["title", "from", "to"] {
        form.set(name, asked.value(name).chars().take(MOST_TITLE).collect::<String>());
    }
    views::page(&load(&market, &visit, &handle, id, form).await?)
}

/// `POST /desk/{handle}/live/{id}/clips`
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let ((by, _), now) = (visit.seller(&handle)?, visit.now);
    let Some(new) = read_clip(&mut form) else {
        return views::refused(&load(&market, &visit, &handle, id, form).await?);
    };
    let most = i64::from(market.rules().count(numbers::CLIPS));
    let act = async move |tx: &mut Tx| clips::cut(tx, &by, now, id, most, new.clone()).await;
    let refusal = match market.db.write(act).await {
        Ok(_) => return Ok(Redirect::to(&format!("/desk/{handle}/live/{id}/clips#clips")).into_response()),
        Err(CutError::Length) => ("to", "refused-clip-length"),
        Err(CutError::Late) => ("from", "refused-clip-late"),
        Err(
            error
            @ (CutError::NoSuchReplay | CutError::TooMany | CutError::Forbidden(_) | CutError::Store(_)),
        ) => {
            return Err(error.into());
        }
    };
    form.refuse(refusal.0, Refusal::new(refusal.1));
    views::refused(&load(&market, &visit, &handle, id, form).await?)
}

async fn own(market: &Commons, visit: &Visit, handle: &str, at: (RoomId, ClipId)) -> Result<Clip, Problem> {
    find(market, visit, handle, at.0).await?;
    let clip = market.find(async move |tx: &mut Tx| clips::find(tx, at.1).await).await?;
    if clip.room == at.0 { Ok(clip) } else { Err(Problem::not_found()) }
}

/// `GET /desk/{handle}/live/{id}/clips/{clip}/removal`
pub async fn confirm(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id, clip)): Path<(String, RoomId, ClipId)>,
) -> Result<Response, Problem> {
    let clip = own(&market, &visit, &handle, (id, clip)).await?;
    confirm::ask(visit.shell("desk"), "clip-remove", clip.title, format!("/desk/{handle}/live/{id}/clips"))
}

/// `POST /desk/{handle}/live/{id}/clips/{clip}/removal`
pub async fn remove(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id, clip)): Path<(String, RoomId, ClipId)>,
) -> Result<Response, Problem> {
    own(&market, &visit, &handle, (id, clip)).await?;
    let (by, _) = visit.seller(&handle)?;
    market.write(async move |tx: &mut Tx| clips::remove(tx, &by, clip).await).await?;
    market.studio().forget_clip(clip).await;
    Ok(redirect(&format!("/desk/{handle}/live/{id}/clips"), "done-clip-removed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_they_are_written() {
        for (text, seconds) in [("0:07", 7), ("12:30", 750), ("1:02:03", 3_723), ("95", 95)] {
            assert_eq!(read_clock(text), Some(seconds), "{text}");
        }
        for seconds in [0, 59, 60, 3_599, 3_600, 86_399] {
            assert_eq!(read_clock(&clock(seconds)), u64::try_from(seconds).ok());
        }
        for wrong in ["", ":", "1:", "-1", "a", "1:2:3:4", "999999:00", "1.5"] {
            assert_eq!(read_clock(wrong), None, "{wrong}");
        }
    }
}
