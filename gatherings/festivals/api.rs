//! Festivals for programs of those who visit: the same acts.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use commons::Commons;
use kernel::Timestamp;
use people::{
    caller::Buyer,
    calls,
    visit::Visit,
    wire::{Answer, Done, List},
};
use platform::db::{DbError, Tx};
use utoipa_axum::router::OpenApiRouter;

use super::{
    booths, list_past, list_to_come,
    pages::{find_shown, may_change},
    programme::{self, ItemId},
    scopes::Write,
    stands,
    wire::{FestivalBoothOut, FestivalOut, FestivalWithZonesOut, ProgrammeItemOut},
    zones,
};

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new()
        .routes(calls!(list_festivals))
        .routes(calls!(show_festival))
        .routes(calls!(list_booths))
        .routes(calls!(show_programme))
        .routes(calls!(reserve_seat, return_seat))
        .routes(calls!(list_reservations))
}

/// Festivals of each part of the list.
const SHELF: i64 = 48;

/// Festivals that run or are to come, the next to end first, then those that are over, the last one first: at most 96.
#[utoipa::path(get, path = "/festivals", tag = "festivals", responses((status = 200, body = List<FestivalOut>)))]
async fn list_festivals(State(market): State<Commons>, visit: Visit) -> Answer<List<FestivalOut>> {
    let now = visit.now;
    let look = async move |tx: &mut Tx| {
        let mut all = list_to_come(tx, now, SHELF).await?;
        all.extend(list_past(tx, now, SHELF).await?);
        Ok::<_, DbError>(all)
    };
    Ok(Json(List::all(market.read(look).await?)))
}

/// One festival with its zones and its call.
#[utoipa::path(get, path = "/festivals/{festival}", tag = "festivals", params(("festival" = String, Path)),
    responses((status = 200, body = FestivalWithZonesOut), (status = 404, description = "there is no such festival")))]
async fn show_festival(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Answer<FestivalWithZonesOut> {
    let festival = find_shown(&market, &visit, &handle).await?;
    let id = festival.id;
    let look = async move |tx: &mut Tx| Ok::<_, DbError>((zones(tx, id).await?, booths::call(tx, id).await?));
    let (zones, call) = market.read(look).await?;
    Ok(Json(FestivalWithZonesOut::new(festival, zones, call)))
}

/// The booths of a festival on its ground: at most 500.
#[utoipa::path(get, path = "/festivals/{festival}/booths", tag = "festivals", params(("festival" = String, Path)),
    responses((status = 200, body = List<FestivalBoothOut>), (status = 404, description = "there is no such festival")))]
async fn list_booths(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Answer<List<FestivalBoothOut>> {
    let id = find_shown(&market, &visit, &handle).await?.id;
    let all = market.read(async move |tx: &mut Tx| stands(tx, id).await).await?;
    Ok(Json(List::all(all)))
}

/// What happens at a festival, in its order: at most 300.
#[utoipa::path(get, path = "/festivals/{festival}/programme", tag = "festivals", params(("festival" = String, Path)),
    responses((status = 200, body = List<ProgrammeItemOut>), (status = 404, description = "there is no such festival")))]
async fn show_programme(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Answer<List<ProgrammeItemOut>> {
    let id = find_shown(&market, &visit, &handle).await?.id;
    let all = market.read(async move |tx: &mut Tx| programme::items(tx, id).await).await?;
    Ok(Json(List::all(all)))
}

/// Reserve a seat for the caller, before it begins. Who has one keeps it.
#[utoipa::path(put, path = "/festivals/{festival}/programme/{item}/seat", tag = "festivals",
    params(("festival" = String, Path), ("item" = String, Path)),
    responses((status = 200, body = ProgrammeItemOut), (status = 404, description = "there is no such thing in a programme"),
    (status = 409, description = "every seat is reserved, it has begun or has none, or the festival was called off"),
    (status = 429)))]
async fn reserve_seat(
    Buyer { by, now, visit, .. }: Buyer<Write>,
    State(market): State<Commons>,
    Path((handle, item)): Path<(String, ItemId)>,
) -> Answer<ProgrammeItemOut> {
    find_shown(&market, &visit, &handle).await?;
    may_change(&market, &visit)?;
    Ok(Json(
        market.write(async move |tx: &mut Tx| programme::reserve(tx, &by, now, item).await).await?.into(),
    ))
}

/// Give the caller's seat back, before it begins.
#[utoipa::path(delete, path = "/festivals/{festival}/programme/{item}/seat", tag = "festivals",
    params(("festival" = String, Path), ("item" = String, Path)),
    responses((status = 204), (status = 404, description = "there is no such thing in a programme"),
    (status = 409, description = "the caller has no seat, or it has begun")))]
async fn return_seat(
    Buyer { by, now, visit, .. }: Buyer<Write>,
    State(market): State<Commons>,
    Path((handle, item)): Path<(String, ItemId)>,
) -> Done {
    find_shown(&market, &visit, &handle).await?;
    market.write(async move |tx: &mut Tx| programme::give_back(tx, &by, now, item).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What the caller has a seat at, in its order: at most 200.
#[utoipa::path(get, path = "/reservations", tag = "festivals", responses((status = 200, body = List<ProgrammeItemOut>)))]
async fn list_reservations(Buyer { account, market, .. }: Buyer<Write>) -> Answer<List<ProgrammeItemOut>> {
    let since = Timestamp::from_micros(0);
    let all = market.read(async move |tx: &mut Tx| programme::reserved(tx, account, since).await).await?;
    Ok(Json(List::all(all)))
}
