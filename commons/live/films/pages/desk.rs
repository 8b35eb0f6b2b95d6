//! The short films of a shop: what there is, and the form by which another is sent.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use goods::catalog::{self, Card};
use people::{
    confirm,
    shops::{Desk, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Paging, Problem},
};

use crate::{
    Commons,
    live::films::{self, Film, FilmId, RemoveError},
};

/// Things that a film may show, the newest.
const THINGS: i64 = 100;

#[derive(Template)]
#[template(path = "live/films/views/desk.html")]
struct FilmsPage {
    shell: Shell,
    lang: Lang,
    desk: Desk,
    films: Vec<Film>,
    older: String,
    things: Vec<Card>,
    has_ffmpeg: bool,
}

impl FilmsPage {
    fn why(&self, film: &Film) -> String {
        match &film.state {
            films::FilmState::Failed { why } => self.shell.of("film-failed", why),
            films::FilmState::Waiting | films::FilmState::Ready { .. } => String::new(),
        }
    }
}

/// `GET /desk/{handle}/live/films`
pub async fn index(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    let (_, shop) = seller(&market, &visit, &handle).await?;
    let (id, before, limit) = (shop.id, paging.before, paging.limit.and_one_more());
    let look = async move |tx: &mut Tx| {
        let films = films::list_of_shop(tx, id, before, limit).await?;
        Ok::<_, DbError>((films, catalog::list_of_shop(tx, id, i64::MAX, THINGS).await?))
    };
    let (films, things) = market.db.read(look).await?;
    let (films, older) = paging.cut(films, |film| film.id.number());
    let (shell, desk) = (visit.shell("desk"), Desk::new(&shop, "live"));
    let has_ffmpeg = market.studio().ffmpeg().is_some();
    views::page(&FilmsPage { shell, lang: visit.lang, desk, films, older, things, has_ffmpeg })
}

/// `GET /desk/{handle}/live/films/{film}/removal`
pub async fn confirm(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, FilmId)>,
) -> Result<Response, Problem> {
    let (_, shop) = seller(&market, &visit, &handle).await?;
    let film = market.find(async move |tx: &mut Tx| films::find(tx, id).await).await?;
    if film.id.shop() != shop.id {
        return Err(Problem::not_found());
    }
    confirm::ask(visit.shell("desk"), "film-remove", film.title, format!("/desk/{handle}/live/films"))
}

/// `POST /desk/{handle}/live/films/{film}/removal`
pub async fn destroy(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, FilmId)>,
) -> Result<Response, Problem> {
    let (by, _) = seller(&market, &visit, &handle).await?;
    market.write(async move |tx: &mut Tx| films::remove(tx, &by, id).await).await?;
    market.studio().forget_film(id).await;
    Ok(redirect(&format!("/desk/{handle}/live/films"), "done-film-removed"))
}

impl From<RemoveError> for Problem {
    fn from(error: RemoveError) -> Self {
        match error {
            RemoveError::NoSuchFilm => Self::not_found(),
            RemoveError::Forbidden(error) => error.into(),
            RemoveError::Store(error) => error.into(),
        }
    }
}
