//! The hall for programs: the same acts.

use axum::{
    Json,
    extract::{DefaultBodyLimit, Request, State},
    http::StatusCode,
};
use goods::catalog::{Card, Summaries, scopes::Write};
use people::{
    accounts::scopes::Write as WriteAccount,
    caller::{Buyer, Keeper, Seller},
    calls,
    one_of::word_of,
    seek::Seek,
    visit::Visit,
    wire::{Answer, List, Made},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    ExhibitAct, ExhibitId, list_of_shop,
    pages::{MOST_BYTES, may_renew, put, receive, room, why},
    place, renew,
    wire::{ExhibitOut, HallOut},
};
use crate::Commons;

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new()
        .routes(calls!(list_own_exhibits, put_exhibit))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .routes(calls!(show_hall, renew_hall))
        .routes(calls!(place_exhibit))
}

async fn told(market: &Commons, visit: &Visit) -> Answer<HallOut> {
    let room = room(market, visit, None).await?;
    let cards: Vec<&Card> = room.all.iter().map(|one| &one.card).collect();
    let summaries = Summaries::read(market, visit.now, visit.reader(), cards).await?;
    let (shell, lang) = (visit.shell(""), visit.lang);
    Ok(Json(HallOut::new(room, &summaries, |one| why(&shell, lang, one))))
}

/// The hall of today: what stands in it, where, and why. Whoever is known has one of their own.
#[utoipa::path(get, path = "/hall", tag = "hall", responses((status = 200, body = HallOut)))]
async fn show_hall(visit: Visit, State(market): State<Commons>) -> Answer<HallOut> {
    told(&market, &visit).await
}

/// Ask for another hall of the same day.
#[utoipa::path(post, path = "/hall", tag = "hall", responses((status = 200, body = HallOut),
    (status = 429, description = "the caller has asked for too many")))]
async fn renew_hall(
    Buyer { account, now, visit, .. }: Buyer<WriteAccount>,
    State(market): State<Commons>,
) -> Answer<HallOut> {
    may_renew(&market, account.get())?;
    market.write(async move |tx: &mut Tx| renew(tx, now, account.get()).await).await?;
    told(&market, &visit).await
}

/// A shop's exhibits, in the hall and out of it, the newest first.
#[utoipa::path(get, path = "/shops/{handle}/exhibits", tag = "hall", params(("handle" = String, Path), Seek),
    responses((status = 200, body = List<ExhibitOut>)))]
async fn list_own_exhibits(
    Seller { shop, market, .. }: Seller<Write>,
    seek: Seek,
) -> Answer<List<ExhibitOut>> {
    let look = async move |tx: &mut Tx| list_of_shop(tx, shop, seek.before(), seek.rows()).await;
    Ok(Json(seek.page(market.read(look).await?, |last| last.id.number()).map(ExhibitOut::from)))
}

/// The model of a listing for the hall.
#[derive(ToSchema)]
#[expect(dead_code, reason = "read field by field, so that each can be refused by itself")]
pub struct ExhibitIn {
    pub listing: String,
    /// glTF 2.0 binary with all in it.
    #[schema(value_type = String, format = Binary)]
    pub model: String,
    /// A picture of it; left out, the listing's photo stands for it.
    #[schema(value_type = Option<String>, format = Binary)]
    pub poster: Option<String>,
}

/// Put the model of a listing into the hall, in the place of the one before.
#[utoipa::path(post, path = "/shops/{handle}/exhibits", tag = "hall", params(("handle" = String, Path)),
    request_body(content = ExhibitIn, content_type = "multipart/form-data"),
    responses((status = 201, body = ExhibitOut), (status = 409, description = "the shop shows as many as it may"),
    (status = 413), (status = 422, description = "the model is refused, and why"),
    (status = 429, description = "the shop has sent too many")))]
async fn put_exhibit(
    Seller { by, visit, .. }: Seller<Write>,
    State(market): State<Commons>,
    request: Request,
) -> Made<ExhibitOut> {
    let sent = receive(&market, request).await?;
    let exhibit = put(&market, &visit, by, sent).await?.map_err(|form| Problem::invalid(&form))?;
    Ok((StatusCode::CREATED, Json(exhibit.into())))
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "read field by field, so that each can be refused by itself")]
pub struct ExhibitStateIn {
    #[schema(schema_with = word_of::<ExhibitAct>)]
    pub act: String,
}

/// Take an exhibit out of the hall, or put it back.
#[utoipa::path(post, path = "/exhibits/{id}/state", tag = "hall", params(("id" = String, Path)),
    request_body = ExhibitStateIn, responses((status = 200, body = ExhibitOut),
    (status = 409, description = "it is so already")))]
async fn place_exhibit(
    Keeper { by, id, now, market, .. }: Keeper<Write, ExhibitId>,
    mut body: Fields,
) -> Answer<ExhibitOut> {
    let act = body.parsed("act", ExhibitAct::parse).ok_or_else(|| Problem::invalid(&body))?;
    let placed = market.write(async move |tx: &mut Tx| place(tx, &by, now, id, act).await).await?;
    Ok(Json(placed.into()))
}
