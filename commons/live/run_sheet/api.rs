//! Run sheets for programs: the same act.

use axum::{Json, extract::Path, http::StatusCode};
use people::{
    caller::Seller,
    calls,
    wire::{Answer, Done, List},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{arrange, list, pages::read_sheet};
use crate::{
    Commons,
    live::{RoomId, find_own, scopes::Write},
};

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new().routes(calls!(show, put))
}

/// What is to be shown in a room, in order: listings of the shop, and of those for whom it sells.
#[utoipa::path(get, path = "/shops/{handle}/live/{id}/run-sheet", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = List<String>), (status = 404, description = "the shop has no such room")))]
async fn show(
    Seller { by, market, .. }: Seller<Write>,
    Path(at): Path<(String, RoomId)>,
) -> Answer<List<String>> {
    let (_, id) = at;
    market.find(async move |tx| find_own(tx, &by, id).await).await?;
    let listings = market.read(async move |tx: &mut Tx| list(tx, id).await).await?;
    Ok(Json(List::all(listings.into_iter().map(|listing| listing.to_string()).collect::<Vec<_>>())))
}

/// What is to be shown.
#[derive(ToSchema)]
pub struct RunSheetIn {
    #[schema(max_items = 100)]
    pub listings: Vec<String>,
}

/// Say what is to be shown in a room, in order. It takes the place of what was said before.
#[utoipa::path(put, path = "/shops/{handle}/live/{id}/run-sheet", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path)), request_body = RunSheetIn,
    responses((status = 204), (status = 404, description = "the shop has no such room, or nothing such to show"),
    (status = 409, description = "the show is over")))]
async fn put(
    Seller { by, market, .. }: Seller<Write>,
    Path(at): Path<(String, RoomId)>,
    mut body: Fields,
) -> Done {
    let (_, id) = at;
    let listings = read_sheet(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    market.write(async move |tx: &mut Tx| arrange(tx, &by, id, &listings).await).await?;
    Ok(StatusCode::NO_CONTENT)
}
