//! Calls for booths and applications, for programs of organisers and of shops: the same acts.

use axum::{
    Json,
    extract::{Path, State},
};
use commons::Commons;
use people::{
    caller::Seller,
    calls,
    seek::Seek,
    wire::{Answer, List},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    ApplicationId, booths,
    desk_api::own,
    pages::{find_shown, may_change, read_call, read_reason, read_wants},
    scopes::Write,
    wire::{BoothApplicationOut, FestivalCallOut},
};

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new()
        .routes(calls!(set_festival_call))
        .routes(calls!(list_applications))
        .routes(calls!(accept_application))
        .routes(calls!(put_application_on_list))
        .routes(calls!(decline_application))
        .routes(calls!(list_own_applications))
        .routes(calls!(apply_for_booth, withdraw_application))
}

/// When shops may apply.
#[derive(ToSchema)]
pub struct FestivalCallIn {
    /// RFC 3339.
    pub opens_at: String,
    pub closes_at: String,
    #[schema(minimum = 1, maximum = 60)]
    pub pay_days: i64,
    pub words: Option<String>,
    pub words_en: Option<String>,
}

/// Why an application is declined.
#[derive(ToSchema)]
pub struct DeclineIn {
    pub reason: String,
}

/// What a shop wants to show, and what it needs.
#[derive(ToSchema)]
pub struct BoothApplicationIn {
    pub zone: String,
    #[schema(max_length = 4000)]
    pub shows: String,
    /// Of the shop, at most 12.
    pub listings: Option<Vec<String>>,
    pub tables: Option<i64>,
    pub power_watts: Option<i64>,
}

/// Call for shops, or say something else of the call.
#[utoipa::path(put, path = "/shops/{handle}/festivals/{festival}/call", tag = "festivals",
    params(("handle" = String, Path), ("festival" = String, Path)), request_body = FestivalCallIn,
    responses((status = 200, body = FestivalCallOut), (status = 404, description = "the shop has no such festival"),
    (status = 409, description = "the festival was called off"), (status = 429)))]
async fn set_festival_call(
    seller: Seller<Write>,
    State(market): State<Commons>,
    Path((_shop, festival)): Path<(String, String)>,
    mut body: Fields,
) -> Answer<FestivalCallOut> {
    let festival = own(&market, &seller, &festival).await?;
    let said = read_call(&mut body, &festival).ok_or_else(|| Problem::invalid(&body))?;
    let Seller { by, now, visit, .. } = seller;
    may_change(&market, &visit)?;
    let act = async move |tx: &mut Tx| booths::set_call(tx, &by, now, festival.id, said.clone()).await;
    Ok(Json(market.write(act).await?.into()))
}

/// The applications for a festival, the oldest first.
#[utoipa::path(get, path = "/shops/{handle}/festivals/{festival}/applications", tag = "festivals",
    params(("handle" = String, Path), ("festival" = String, Path), Seek),
    responses((status = 200, body = List<BoothApplicationOut>), (status = 404, description = "the shop has no such festival")))]
async fn list_applications(
    seller: Seller<Write>,
    State(market): State<Commons>,
    Path((_shop, festival)): Path<(String, String)>,
    seek: Seek,
) -> Answer<List<BoothApplicationOut>> {
    let id = own(&market, &seller, &festival).await?.id;
    let look = async move |tx: &mut Tx| booths::list_of_festival(tx, id, seek.after(), seek.rows()).await;
    let rows = market.read(look).await?;
    Ok(Json(seek.page(rows, |last| last.id.number()).map(BoothApplicationOut::from)))
}

/// An application for a festival of the caller's shop.
async fn application(
    market: &Commons,
    seller: &Seller<Write>,
    (festival, id): (&str, ApplicationId),
) -> Result<(), Problem> {
    let festival = own(market, seller, festival).await?;
    let found = market.find(async move |tx: &mut Tx| booths::find(tx, id).await).await?;
    if found.festival == festival.id { Ok(()) } else { Err(Problem::not_found()) }
}

/// Accept a shop: it has a booth from now on, and days to pay the fee.
#[utoipa::path(post, path = "/shops/{handle}/festivals/{festival}/applications/{application}/acceptance", tag = "festivals",
    params(("handle" = String, Path), ("festival" = String, Path), ("application" = String, Path)),
    responses((status = 200, body = BoothApplicationOut), (status = 404, description = "the shop has no such application"),
    (status = 409, description = "every booth of the zone is given, it is not open any more, or the festival is not announced or \
    over")))]
async fn accept_application(
    seller: Seller<Write>,
    State(market): State<Commons>,
    Path((_shop, festival, id)): Path<(String, String, ApplicationId)>,
) -> Answer<BoothApplicationOut> {
    application(&market, &seller, (&festival, id)).await?;
    let Seller { by, now, .. } = seller;
    Ok(Json(market.write(async move |tx: &mut Tx| booths::accept(tx, &by, now, id).await).await?.into()))
}

/// Put a shop on the waiting list of its zone.
#[utoipa::path(post, path = "/shops/{handle}/festivals/{festival}/applications/{application}/waiting", tag = "festivals",
    params(("handle" = String, Path), ("festival" = String, Path), ("application" = String, Path)),
    responses((status = 200, body = BoothApplicationOut), (status = 404, description = "the shop has no such application"),
    (status = 409, description = "it is answered already, or the festival is not announced or over")))]
async fn put_application_on_list(
    seller: Seller<Write>,
    State(market): State<Commons>,
    Path((_shop, festival, id)): Path<(String, String, ApplicationId)>,
) -> Answer<BoothApplicationOut> {
    application(&market, &seller, (&festival, id)).await?;
    let Seller { by, now, .. } = seller;
    Ok(Json(market.write(async move |tx: &mut Tx| booths::put_on_list(tx, &by, now, id).await).await?.into()))
}

/// Decline an application, with a reason that the shop is told.
#[utoipa::path(post, path = "/shops/{handle}/festivals/{festival}/applications/{application}/refusal", tag = "festivals",
    params(("handle" = String, Path), ("festival" = String, Path), ("application" = String, Path)), request_body = DeclineIn,
    responses((status = 200, body = BoothApplicationOut), (status = 404, description = "the shop has no such application"),
    (status = 409, description = "it has a booth already or has ended, or the festival is not announced or over")))]
async fn decline_application(
    seller: Seller<Write>,
    State(market): State<Commons>,
    Path((_shop, festival, id)): Path<(String, String, ApplicationId)>,
    mut body: Fields,
) -> Answer<BoothApplicationOut> {
    application(&market, &seller, (&festival, id)).await?;
    let reason = read_reason(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let Seller { by, now, .. } = seller;
    let act = async move |tx: &mut Tx| booths::decline(tx, &by, now, id, reason.clone()).await;
    Ok(Json(market.write(act).await?.into()))
}

/// What a shop has asked of festivals, the newest first.
#[utoipa::path(get, path = "/shops/{handle}/applications", tag = "festivals", params(("handle" = String, Path), Seek),
    responses((status = 200, body = List<BoothApplicationOut>)))]
async fn list_own_applications(
    Seller { shop, market, .. }: Seller<Write>,
    seek: Seek,
) -> Answer<List<BoothApplicationOut>> {
    let look = async move |tx: &mut Tx| booths::list_of_applicant(tx, shop, seek.before(), seek.rows()).await;
    let rows = market.read(look).await?;
    Ok(Json(seek.page(rows, |last| last.id.number()).map(BoothApplicationOut::from)))
}

/// Ask for a booth in the name of a shop, while the call is open.
#[utoipa::path(put, path = "/shops/{handle}/applications/{festival}", tag = "festivals",
    params(("handle" = String, Path), ("festival" = String, Path)), request_body = BoothApplicationIn,
    responses((status = 200, body = BoothApplicationOut), (status = 404, description = "there is no such festival"),
    (status = 409, description = "the call is not open, the shop is not, or it has asked already"), (status = 429)))]
async fn apply_for_booth(
    Seller { by, shop, now, visit, .. }: Seller<Write>,
    State(market): State<Commons>,
    Path((_shop, festival)): Path<(String, String)>,
    mut body: Fields,
) -> Answer<BoothApplicationOut> {
    let id = find_shown(&market, &visit, &festival).await?.id;
    let wants = read_wants(&mut body, shop).ok_or_else(|| Problem::invalid(&body))?;
    may_change(&market, &visit)?;
    let act = async move |tx: &mut Tx| booths::apply(tx, &by, now, id, wants.clone()).await;
    Ok(Json(market.write(act).await?.into()))
}

/// Withdraw what a shop has asked, and give its booth back. The fee goes back while the festival is far enough away.
#[utoipa::path(delete, path = "/shops/{handle}/applications/{festival}", tag = "festivals",
    params(("handle" = String, Path), ("festival" = String, Path)),
    responses((status = 200, body = BoothApplicationOut), (status = 404, description = "the shop has asked for nothing there"),
    (status = 409, description = "it has ended, or the festival is over")))]
async fn withdraw_application(
    Seller { by, now, visit, rules, .. }: Seller<Write>,
    State(market): State<Commons>,
    Path((_shop, festival)): Path<(String, String)>,
) -> Answer<BoothApplicationOut> {
    let id = find_shown(&market, &visit, &festival).await?.id;
    let act = async move |tx: &mut Tx| booths::withdraw(tx, &by, now, &rules, id).await;
    Ok(Json(market.write(act).await?.into()))
}
