//! Reminders and covers for programs.

use axum::{
    Json,
    extract::{DefaultBodyLimit, Path},
    http::StatusCode,
};
use people::{
    accounts,
    caller::{Buyer, Seller},
    calls,
    photos::Upload,
    wire::{Answer, Done},
};
use platform::{db::Tx, web::Problem};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    leave_out,
    pages::{MOST_BYTES, keep_cover},
    remind,
};
use crate::{
    Commons,
    live::{RoomId, RoomOut, find_own, scopes::Write, set_cover},
};

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new().routes(calls!(put_reminder, remove_reminder)).merge(
        OpenApiRouter::new().routes(calls!(put_cover, remove_cover)).layer(DefaultBodyLimit::max(MOST_BYTES)),
    )
}

/// Remind the caller of a show a quarter of an hour before it begins.
#[utoipa::path(put, path = "/live/{id}/reminder", tag = "live", params(("id" = String, Path)),
    responses((status = 204), (status = 404, description = "there is no such room for the caller"),
    (status = 409, description = "it has begun, no day is said, or there are as many reminders as there may be")))]
async fn put_reminder(
    Buyer { by, now, market, .. }: Buyer<accounts::scopes::Write>,
    Path(id): Path<RoomId>,
) -> Done {
    market.write(async move |tx: &mut Tx| remind(tx, &by, now, id).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Remind the caller of it no more.
#[utoipa::path(delete, path = "/live/{id}/reminder", tag = "live", params(("id" = String, Path)),
    responses((status = 204), (status = 404, description = "there is no such room for the caller")))]
async fn remove_reminder(
    Buyer { by, market, .. }: Buyer<accounts::scopes::Write>,
    Path(id): Path<RoomId>,
) -> Done {
    market.write(async move |tx: &mut Tx| leave_out(tx, &by, id).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The picture with which a show is announced.
#[derive(ToSchema)]
pub struct ShowCoverIn {
    #[schema(format = Binary, content_media_type = "image/*")]
    pub cover: String,
}

/// Put a picture on a show, with which it is announced.
#[utoipa::path(put, path = "/shops/{handle}/live/{id}/cover", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path)),
    request_body(content = ShowCoverIn, content_type = "multipart/form-data"),
    responses((status = 200, body = RoomOut), (status = 404, description = "the shop has no such room"),
    (status = 422, description = "there is no good picture")))]
async fn put_cover(
    Seller { by, now, market, visit, .. }: Seller<Write>,
    Path(at): Path<(String, RoomId)>,
    Upload { mut form, files }: Upload,
) -> Answer<RoomOut> {
    let (_, id) = at;
    market.find(async move |tx| find_own(tx, &by, id).await).await?;
    let kept = keep_cover(&market, &visit, &mut form, files).await?;
    if !form.is_good() {
        return Err(Problem::invalid(&form));
    }
    let Some(file) = kept else { return Err(form.refused("cover", "refused-empty")) };
    Ok(Json(market.write(async move |tx: &mut Tx| set_cover(tx, &by, now, id, &file).await).await?.into()))
}

/// Take the picture away.
#[utoipa::path(delete, path = "/shops/{handle}/live/{id}/cover", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path)),
    responses((status = 204), (status = 404, description = "the shop has no such room")))]
async fn remove_cover(
    Seller { by, now, market, .. }: Seller<Write>,
    Path(at): Path<(String, RoomId)>,
) -> Done {
    let (_, id) = at;
    market.write(async move |tx: &mut Tx| set_cover(tx, &by, now, id, "").await).await?;
    Ok(StatusCode::NO_CONTENT)
}
