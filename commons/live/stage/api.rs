//! Guests and cameras for programs.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use people::{
    caller::Seller,
    calls,
    wire::{Done, Made},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{Guest, GuestId, camera_of, invite, pages::read_guest, part, switch};
use crate::{
    Commons,
    live::{RoomId, find_own, scopes::Write},
};

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new().routes(calls!(create)).routes(calls!(destroy)).routes(calls!(switch_camera))
}

/// A guest of honour of a show.
#[derive(Serialize, ToSchema)]
pub struct GuestOut {
    pub id: String,
    pub name: String,
    pub title: String,
    /// Whether their lines in the chat carry the title.
    pub speaks: bool,
}

impl From<Guest> for GuestOut {
    fn from(guest: Guest) -> Self {
        let speaks = guest.account.is_some();
        Self { id: guest.id.to_string(), name: guest.name, title: guest.title, speaks }
    }
}

/// Somebody who is to be shown with a title.
#[derive(ToSchema)]
pub struct GuestIn {
    #[schema(max_length = 60)]
    pub name: String,
    /// County chief, say.
    #[schema(max_length = 60)]
    pub title: String,
    /// The e-mail address or phone number by which they sign in, if their lines in the chat shall carry the title.
    #[schema(max_length = 254)]
    pub login: Option<String>,
}

/// Name a guest of honour of a show.
#[utoipa::path(post, path = "/shops/{handle}/live/{id}/guests", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path)), request_body = GuestIn,
    responses((status = 201, body = GuestOut), (status = 404, description = "the shop has no such room, or it is over"),
    (status = 409, description = "nobody signs in by this, or there are as many guests as there may be")))]
async fn create(
    Seller { by, now, market, .. }: Seller<Write>,
    Path(at): Path<(String, RoomId)>,
    mut body: Fields,
) -> Made<GuestOut> {
    let (_, id) = at;
    market.find(async move |tx| find_own(tx, &by, id).await).await?;
    let new = read_guest(&mut body, None).ok_or_else(|| Problem::invalid(&body))?;
    let act = async move |tx: &mut Tx| invite(tx, &by, now, id, new.clone()).await;
    Ok((StatusCode::CREATED, Json(market.write(act).await?.into())))
}

/// Name them no more.
#[utoipa::path(delete, path = "/shops/{handle}/live/{id}/guests/{guest}", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path), ("guest" = String, Path)),
    responses((status = 204), (status = 404, description = "there is no such guest")))]
async fn destroy(
    Seller { by, market, .. }: Seller<Write>,
    Path(at): Path<(String, RoomId, GuestId)>,
) -> Done {
    let (_, id, guest) = at;
    market.write(async move |tx: &mut Tx| part(tx, &by, id, guest).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Show the picture of another camera, from its next key frame on.
#[utoipa::path(put, path = "/shops/{handle}/live/{id}/camera/{camera}", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path), ("camera" = String, Path, description = "`main` or `second`")),
    responses((status = 204), (status = 404, description = "the shop has no such room, or there is no such camera"),
    (status = 409, description = "this camera does not send")))]
async fn switch_camera(
    State(commons): State<Commons>,
    Seller { by, market, .. }: Seller<Write>,
    Path(at): Path<(String, RoomId, String)>,
) -> Done {
    let (_, id, camera) = at;
    market.find(async move |tx| find_own(tx, &by, id).await).await?;
    switch(commons.studio(), id, camera_of(&camera).ok_or_else(Problem::not_found)?)?;
    Ok(StatusCode::NO_CONTENT)
}
