//! What is on air, what begins soon, and what can be seen again.

use askama::Template;
use axum::{extract::State, response::Response};
use goods::catalog;
use kernel::{Cursor, Timestamp};
use people::{
    shops::{self, Shop},
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Paging, Problem},
};

use crate::{
    Commons,
    live::{self, Room},
};

/// Rooms of a shelf.
const SHELF: i64 = 24;

/// A room among others, with its shop and a picture: of its replay, or of what its shop sells.
pub struct Shown {
    pub room: Room,
    pub shop: Shop,
    pub cover: String,
}

impl Shown {
    pub fn path(&self) -> String {
        format!("/live/{}", self.room.id)
    }
}

#[derive(Template)]
#[template(path = "live/views/index.html")]
struct ShowsPage {
    shell: Shell,
    lang: Lang,
    now: Vec<Shown>,
    soon: Vec<Shown>,
    replays: Vec<Shown>,
    older: String,
}

/// `GET /live`
pub async fn index(State(market): State<Commons>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    let before = match paging.asked.value("before").parse() {
        Ok(Cursor::Two(at, id)) => (at, id),
        Ok(Cursor::One(_)) | Err(_) => (i64::MAX, i64::MAX),
    };
    let (limit, from) = (paging.limit.and_one_more(), visit.now);
    let look = async move |tx: &mut Tx| {
        let now = live::list_now(tx, SHELF).await?;
        let soon = live::list_soon(tx, from, SHELF).await?;
        let replays = live::list_replays(tx, before, limit).await?;
        let (now, soon) = (shown(tx, now).await?, shown(tx, soon).await?);
        Ok::<_, DbError>((now, soon, shown(tx, replays).await?))
    };
    let (now, soon, replays) = market.db.read(look).await?;
    let key = |last: &Shown| {
        let at = last.room.since().map_or(0, Timestamp::micros);
        Cursor::Two(at, last.room.id.number())
    };
    let (replays, older) = paging.cut(replays, key);
    views::page(&ShowsPage { shell: visit.shell("live"), lang: visit.lang, now, soon, replays, older })
}

/// Rooms with what is shown of them: two statements for all.
pub async fn shown(tx: &mut Tx, rooms: Vec<Room>) -> Result<Vec<Shown>, DbError> {
    let mut ids: Vec<_> = rooms.iter().map(|room| room.id.shop()).collect();
    ids.sort_unstable();
    ids.dedup();
    let shops = shops::find_several(tx, &ids).await?;
    let covers = catalog::covers(tx, &ids).await?;
    let shown = |room: Room| {
        let shop = shops.iter().find(|shop| shop.id == room.id.shop())?.clone();
        let cover = covers.iter().find(|(of, _)| *of == shop.id).map(|(_, file)| file.clone());
        let own = [&room.poster, &room.cover].into_iter().find(|file| !file.is_empty() && !room.is_on_air());
        let cover = own.cloned().or(cover);
        Some(Shown { room, shop, cover: cover.unwrap_or_default() })
    };
    Ok(rooms.into_iter().filter_map(shown).collect())
}
