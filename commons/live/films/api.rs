//! Short films for programs.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use people::{
    caller::Seller,
    calls,
    one_of::word_of,
    seek::Seek,
    wire::{Answer, Done, List, time},
};
use platform::db::Tx;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{Film, FilmId, FilmSource, film::FilmStage, list_of_shop, list_ready, remove};
use crate::{Commons, live::scopes::Write};

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new().routes(calls!(list)).routes(calls!(list_own)).routes(calls!(destroy))
}

/// A short film of a shop.
#[derive(Serialize, ToSchema)]
pub struct FilmOut {
    pub id: String,
    /// In the shop's own language.
    pub title: String,
    #[schema(schema_with = word_of::<FilmStage>)]
    pub state: &'static str,
    #[schema(schema_with = word_of::<FilmSource>)]
    pub source: &'static str,
    /// What of the shop it shows.
    pub listing_id: Option<String>,
    /// The show that it is cut out of.
    pub room_id: Option<String>,
    #[schema(minimum = 0)]
    pub seconds: i64,
    /// Path of the film while it is ready.
    pub film: Option<String>,
    /// Path of a picture of it.
    pub picture: Option<String>,
    pub created_at: String,
}

impl From<Film> for FilmOut {
    fn from(film: Film) -> Self {
        Self {
            id: film.id.to_string(),
            state: film.state.name(),
            source: film.source.name(),
            listing_id: film.listing.map(|listing| listing.to_string()),
            room_id: film.of.map(|(room, _, _)| room.to_string()),
            seconds: film.seconds(),
            film: film.is_ready().then(|| film.path()),
            picture: Some(&film.poster)
                .filter(|file| !file.is_empty())
                .map(|file| format!("/media/{file}-640.webp")),
            created_at: time(film.created_at),
            title: film.title,
        }
    }
}

/// Short films of all shops, the newest first.
#[utoipa::path(get, path = "/shorts", tag = "live", params(Seek), responses((status = 200, body = List<FilmOut>)))]
async fn list(State(market): State<Commons>, seek: Seek<(i64, i64)>) -> Answer<List<FilmOut>> {
    let (before, rows) = (seek.from.unwrap_or((i64::MAX, i64::MAX)), seek.rows());
    let films = market.read(async move |tx: &mut Tx| list_ready(tx, before, rows).await).await?;
    Ok(Json(seek.page(films, |last| (last.id.number(), last.id.shop().get())).map(FilmOut::from)))
}

/// All films of a shop, the newest first.
#[utoipa::path(get, path = "/shops/{handle}/films", tag = "live", params(("handle" = String, Path), Seek),
    responses((status = 200, body = List<FilmOut>)))]
async fn list_own(Seller { shop, market, .. }: Seller<Write>, seek: Seek) -> Answer<List<FilmOut>> {
    let look = async move |tx: &mut Tx| list_of_shop(tx, shop, seek.before(), seek.rows()).await;
    let films = market.read(look).await?;
    Ok(Json(seek.page(films, |last| last.id.number()).map(FilmOut::from)))
}

/// Take a film away.
#[utoipa::path(delete, path = "/shops/{handle}/films/{id}", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path)),
    responses((status = 204), (status = 404, description = "the shop has no such film")))]
async fn destroy(
    State(commons): State<Commons>,
    Seller { by, market, .. }: Seller<Write>,
    Path(at): Path<(String, FilmId)>,
) -> Done {
    let (_, id) = at;
    market.write(async move |tx: &mut Tx| remove(tx, &by, id).await).await?;
    commons.studio().forget_film(id).await;
    Ok(StatusCode::NO_CONTENT)
}
