//! Clips for programs: the same acts.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use people::{
    caller::Seller,
    calls,
    visit::Visit,
    wire::{Answer, Done, List, Made},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{ClipId, ClipOut, cut, list_ready, pages::read_clip, remove};
use crate::{
    Commons,
    live::{RoomId, find_for, numbers, pages::actor, scopes::Write},
};

/// Clips of one answer; there may be fewer.
const SHELF: i64 = 1_000;

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new().routes(calls!(list)).routes(calls!(create)).routes(calls!(destroy))
}

/// Clips of a show that can be watched, in the order of its programme.
#[utoipa::path(get, path = "/live/{id}/clips", tag = "live", params(("id" = String, Path)),
    responses((status = 200, body = List<ClipOut>), (status = 404, description = "there is no such room for the caller")))]
async fn list(State(market): State<Commons>, visit: Visit, Path(id): Path<RoomId>) -> Answer<List<ClipOut>> {
    let by = actor(&visit, id);
    market.find(async move |tx| find_for(tx, &by, id).await).await?;
    let clips = market.read(async move |tx: &mut Tx| list_ready(tx, id, SHELF).await).await?;
    Ok(Json(List::all(clips)))
}

/// A clip of a replay.
#[derive(ToSchema)]
pub struct ClipIn {
    #[schema(max_length = 80)]
    pub title: String,
    /// Hours, minutes and seconds since the show began.
    #[schema(example = "12:30")]
    pub from: String,
    /// 3 to 120 seconds later.
    #[schema(example = "13:15")]
    pub to: String,
}

/// Have a clip cut out of a replay. It is made in the background.
#[utoipa::path(post, path = "/shops/{handle}/live/{id}/clips", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path)), request_body = ClipIn,
    responses((status = 201, body = ClipOut), (status = 404, description = "the shop has no such replay"),
    (status = 409, description = "it is no length of a clip, the show was over by then, or there are as many clips as there may be")))]
async fn create(
    State(commons): State<Commons>,
    Seller { by, now, .. }: Seller<Write>,
    Path(at): Path<(String, RoomId)>,
    mut body: Fields,
) -> Made<ClipOut> {
    let (_, id) = at;
    let new = read_clip(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let most = i64::from(commons.rules().count(numbers::CLIPS));
    let act = async move |tx: &mut Tx| cut(tx, &by, now, id, most, new.clone()).await;
    Ok((StatusCode::CREATED, Json(commons.write(act).await?.into())))
}

/// Take a clip away.
#[utoipa::path(delete, path = "/shops/{handle}/live/clips/{clip}", tag = "live",
    params(("handle" = String, Path), ("clip" = String, Path)),
    responses((status = 204), (status = 404, description = "the shop has no such clip")))]
async fn destroy(
    State(commons): State<Commons>,
    Seller { by, .. }: Seller<Write>,
    Path(at): Path<(String, ClipId)>,
) -> Done {
    let (_, clip) = at;
    commons.write(async move |tx: &mut Tx| remove(tx, &by, clip).await).await?;
    commons.studio().forget_clip(clip).await;
    Ok(StatusCode::NO_CONTENT)
}
