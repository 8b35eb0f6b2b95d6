//! Festivals and their zones, for programs of organisers: the same acts.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use commons::Commons;
use people::{
    caller::Seller,
    calls,
    one_of::word_of,
    seek::Seek,
    wire::{Answer, Done, List, Made},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    Festival, FestivalAct, Theme, ZoneId, add_zone, edit, edit_zone, find_zone, list_of_shop, make,
    pages::{find_of_shop, may_change, read_new, read_plan, read_zone},
    remove_zone,
    scopes::Write,
    step,
    wire::{FestivalOut, FestivalZoneOut},
};

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new()
        .routes(calls!(list_own_festivals, make_festival))
        .routes(calls!(change_festival))
        .routes(calls!(announce_festival))
        .routes(calls!(call_festival_off))
        .routes(calls!(add_festival_zone))
        .routes(calls!(change_festival_zone, remove_festival_zone))
}

/// What is said of a festival.
#[derive(ToSchema)]
pub struct FestivalIn {
    /// BCP 47, of its own texts.
    #[schema(example = "zh-CN")]
    pub language: String,
    #[schema(max_length = 80)]
    pub name: String,
    pub name_en: Option<String>,
    #[schema(max_length = 4000)]
    pub words: Option<String>,
    pub words_en: Option<String>,
    /// `2026-12-03`, by the calendar of its place.
    pub first_day: String,
    pub last_day: String,
    /// `10:00`: the doors open every day, and close.
    pub opens: String,
    pub closes: String,
    /// IANA name.
    pub time_zone: String,
    /// Of one without a place; the next four are said of others.
    pub is_online: Option<bool>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    pub region: Option<String>,
    pub city: Option<String>,
    pub address: Option<String>,
}

/// A new festival. It begins with the six usual zones unless some are left out.
#[derive(ToSchema)]
pub struct NewFestivalIn {
    /// Its word in addresses: 3 to 40 small letters, digits and hyphens; left out, it is made from the English name.
    pub handle: Option<String>,
    /// BCP 47, of its own texts.
    #[schema(example = "zh-CN")]
    pub language: String,
    #[schema(max_length = 80)]
    pub name: String,
    pub name_en: Option<String>,
    #[schema(max_length = 4000)]
    pub words: Option<String>,
    pub words_en: Option<String>,
    pub first_day: String,
    pub last_day: String,
    pub opens: String,
    pub closes: String,
    pub time_zone: String,
    pub is_online: Option<bool>,
    pub country: Option<String>,
    pub region: Option<String>,
    pub city: Option<String>,
    pub address: Option<String>,
    pub without_innovation: Option<bool>,
    pub without_anime: Option<bool>,
    pub without_heritage: Option<bool>,
    pub without_vintage: Option<bool>,
    pub without_pets: Option<bool>,
    pub without_food: Option<bool>,
}

/// A zone.
#[derive(ToSchema)]
pub struct FestivalZoneIn {
    #[schema(schema_with = word_of::<Theme>)]
    pub theme: String,
    /// Of an own one.
    pub name: Option<String>,
    pub name_en: Option<String>,
    #[schema(minimum = 0, maximum = 400)]
    pub booths: i64,
    /// A listing of the shop.
    pub fee: Option<String>,
}

/// What is changed of a zone.
#[derive(ToSchema)]
pub struct ChangedZoneIn {
    /// Of an own one.
    pub name: Option<String>,
    pub name_en: Option<String>,
    #[schema(minimum = 0, maximum = 400)]
    pub booths: i64,
    /// A listing of the shop.
    pub fee: Option<String>,
}

/// A festival of the caller's shop.
pub async fn own(market: &Commons, seller: &Seller<Write>, handle: &str) -> Result<Festival, Problem> {
    find_of_shop(market, seller.shop, handle).await
}

/// The festivals that a shop organises, the newest first.
#[utoipa::path(get, path = "/shops/{handle}/festivals", tag = "festivals", params(("handle" = String, Path), Seek),
    responses((status = 200, body = List<FestivalOut>)))]
async fn list_own_festivals(
    Seller { shop, market, .. }: Seller<Write>,
    seek: Seek,
) -> Answer<List<FestivalOut>> {
    let look = async move |tx: &mut Tx| list_of_shop(tx, shop, seek.before(), seek.rows()).await;
    let rows = market.read(look).await?;
    Ok(Json(seek.page(rows, |last| last.id.number()).map(FestivalOut::from)))
}

/// Begin a festival, as a draft.
#[utoipa::path(post, path = "/shops/{handle}/festivals", tag = "festivals", params(("handle" = String, Path)),
    request_body = NewFestivalIn, responses((status = 201, body = FestivalOut),
    (status = 409, description = "the shop is not open, or has as many festivals as it may"), (status = 429)))]
async fn make_festival(
    Seller { by, now, market, visit, .. }: Seller<Write>,
    mut body: Fields,
) -> Made<FestivalOut> {
    let new = read_new(&mut body, &market).ok_or_else(|| Problem::invalid(&body))?;
    may_change(&market, &visit)?;
    let made = market.write(async move |tx: &mut Tx| make(tx, &by, now, new.clone()).await).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}

/// Say something else of a festival. Its days stay once it has begun.
#[utoipa::path(put, path = "/shops/{handle}/festivals/{festival}", tag = "festivals",
    params(("handle" = String, Path), ("festival" = String, Path)), request_body = FestivalIn,
    responses((status = 200, body = FestivalOut), (status = 404, description = "the shop has no such festival"), (status = 429)))]
async fn change_festival(
    seller: Seller<Write>,
    State(market): State<Commons>,
    Path((_shop, festival)): Path<(String, String)>,
    mut body: Fields,
) -> Answer<FestivalOut> {
    let id = own(&market, &seller, &festival).await?.id;
    let said = read_plan(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let Seller { by, now, visit, .. } = seller;
    may_change(&market, &visit)?;
    Ok(Json(market.write(async move |tx: &mut Tx| edit(tx, &by, now, id, said.clone()).await).await?.into()))
}

async fn take(
    market: &Commons,
    seller: Seller<Write>,
    festival: &str,
    act: FestivalAct,
) -> Answer<FestivalOut> {
    let id = own(market, &seller, festival).await?.id;
    let Seller { by, now, .. } = seller;
    Ok(Json(market.write(async move |tx: &mut Tx| step(tx, &by, now, id, act).await).await?.into()))
}

/// Announce a festival to everybody.
#[utoipa::path(post, path = "/shops/{handle}/festivals/{festival}/announcement", tag = "festivals",
    params(("handle" = String, Path), ("festival" = String, Path)), responses((status = 200, body = FestivalOut),
    (status = 404, description = "the shop has no such festival"),
    (status = 409, description = "it is no draft, or has no zone"), (status = 422, description = "it would be over already")))]
async fn announce_festival(
    seller: Seller<Write>,
    State(market): State<Commons>,
    Path((_shop, festival)): Path<(String, String)>,
) -> Answer<FestivalOut> {
    take(&market, seller, &festival, FestivalAct::Announce).await
}

/// Call a festival off. Booths go back with their fees, and whoever wanted to come is told.
#[utoipa::path(post, path = "/shops/{handle}/festivals/{festival}/calling-off", tag = "festivals",
    params(("handle" = String, Path), ("festival" = String, Path)), responses((status = 200, body = FestivalOut),
    (status = 404, description = "the shop has no such festival"), (status = 409, description = "it is not announced")))]
async fn call_festival_off(
    seller: Seller<Write>,
    State(market): State<Commons>,
    Path((_shop, festival)): Path<(String, String)>,
) -> Answer<FestivalOut> {
    take(&market, seller, &festival, FestivalAct::CallOff).await
}

/// Add a zone.
#[utoipa::path(post, path = "/shops/{handle}/festivals/{festival}/zones", tag = "festivals",
    params(("handle" = String, Path), ("festival" = String, Path)), request_body = FestivalZoneIn,
    responses((status = 201, body = FestivalZoneOut), (status = 404, description = "the shop has no such festival"),
    (status = 409, description = "it has as many zones or booths as it may, the fee is no listing of the shop, or it was called \
    off"), (status = 429)))]
async fn add_festival_zone(
    seller: Seller<Write>,
    State(market): State<Commons>,
    Path((_shop, festival)): Path<(String, String)>,
    mut body: Fields,
) -> Made<FestivalZoneOut> {
    let id = own(&market, &seller, &festival).await?.id;
    let said = read_zone(&mut body, None).ok_or_else(|| Problem::invalid(&body))?;
    let Seller { by, now, visit, .. } = seller;
    may_change(&market, &visit)?;
    let zone = market.write(async move |tx: &mut Tx| add_zone(tx, &by, now, id, said.clone()).await).await?;
    Ok((StatusCode::CREATED, Json(zone.into())))
}

/// The theme of a zone of a festival.
async fn theme_of(market: &Commons, festival: &Festival, id: ZoneId) -> Result<Theme, Problem> {
    let zone = market.find(async move |tx: &mut Tx| find_zone(tx, id).await).await?;
    if zone.festival == festival.id { Ok(zone.said.theme) } else { Err(Problem::not_found()) }
}

/// Say something else of a zone. It has never fewer booths than are given.
#[utoipa::path(put, path = "/shops/{handle}/festivals/{festival}/zones/{zone}", tag = "festivals",
    params(("handle" = String, Path), ("festival" = String, Path), ("zone" = String, Path)), request_body = ChangedZoneIn,
    responses((status = 200, body = FestivalZoneOut), (status = 404, description = "the shop has no such zone"),
    (status = 409, description = "more booths are given or there are too many, the fee is no listing of the shop, or the \
    festival was called off"), (status = 429)))]
async fn change_festival_zone(
    seller: Seller<Write>,
    State(market): State<Commons>,
    Path((_shop, festival, id)): Path<(String, String, ZoneId)>,
    mut body: Fields,
) -> Answer<FestivalZoneOut> {
    let festival = own(&market, &seller, &festival).await?;
    let theme = theme_of(&market, &festival, id).await?;
    let said = read_zone(&mut body, Some(theme)).ok_or_else(|| Problem::invalid(&body))?;
    let Seller { by, now, visit, .. } = seller;
    may_change(&market, &visit)?;
    Ok(Json(
        market.write(async move |tx: &mut Tx| edit_zone(tx, &by, now, id, said.clone()).await).await?.into(),
    ))
}

/// Leave a zone out for which no shop has applied.
#[utoipa::path(delete, path = "/shops/{handle}/festivals/{festival}/zones/{zone}", tag = "festivals",
    params(("handle" = String, Path), ("festival" = String, Path), ("zone" = String, Path)),
    responses((status = 204), (status = 404, description = "the shop has no such zone"),
    (status = 409, description = "shops have applied for it, tickets or a gate lead to it, or it is the last of an announced \
    festival")))]
async fn remove_festival_zone(
    seller: Seller<Write>,
    State(market): State<Commons>,
    Path((_shop, festival, id)): Path<(String, String, ZoneId)>,
) -> Done {
    let festival = own(&market, &seller, &festival).await?;
    theme_of(&market, &festival, id).await?;
    let Seller { by, .. } = seller;
    market.write(async move |tx: &mut Tx| remove_zone(tx, &by, id).await).await?;
    Ok(StatusCode::NO_CONTENT)
}
