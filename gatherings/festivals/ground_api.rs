//! The ground and the programme of a festival, for programs of its organiser: the same acts.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
};
use commons::Commons;
use people::{
    caller::Seller,
    calls,
    one_of::word_of,
    wire::{Answer, Done, Made},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    Festival,
    desk_api::own,
    ground::{self, Outline},
    pages::{may_change, of_outline, read_item, read_place},
    programme::{self, ItemId, ItemKind},
    scopes::Write,
    wire::{FestivalBoothOut, OutlineOut, ProgrammeItemOut},
};

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new()
        .routes(calls!(place_booth))
        .routes(calls!(draw_outline, clear_outline))
        .routes(calls!(add_programme_item))
        .routes(calls!(change_programme_item, remove_programme_item))
}

/// A place on the ground of 1000 by 700: the upper left corner of a booth.
#[derive(ToSchema)]
pub struct PlaceIn {
    pub x: i64,
    pub y: i64,
}

/// Something for a programme.
#[derive(ToSchema)]
pub struct ProgrammeItemIn {
    #[schema(schema_with = word_of::<ItemKind>)]
    pub kind: String,
    #[schema(max_length = 80)]
    pub title: String,
    pub title_en: Option<String>,
    pub stage: String,
    /// RFC 3339.
    pub begins_at: String,
    #[schema(minimum = 5, maximum = 720)]
    pub minutes: i64,
    /// 0 where one comes as one likes.
    pub seats: Option<i64>,
}

/// Put a booth somewhere else on the ground.
#[utoipa::path(put, path = "/shops/{handle}/festivals/{festival}/booths/{number}", tag = "festivals",
    params(("handle" = String, Path), ("festival" = String, Path), ("number" = i64, Path)), request_body = PlaceIn,
    responses((status = 200, body = FestivalBoothOut), (status = 404, description = "the shop has no such booth"),
    (status = 409, description = "the festival was called off"), (status = 429)))]
async fn place_booth(
    seller: Seller<Write>,
    State(market): State<Commons>,
    Path((_shop, festival, number)): Path<(String, String, i64)>,
    mut body: Fields,
) -> Answer<FestivalBoothOut> {
    let id = own(&market, &seller, &festival).await?.id;
    let to = read_place(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let Seller { by, visit, .. } = seller;
    may_change(&market, &visit)?;
    Ok(Json(
        market.write(async move |tx: &mut Tx| ground::place(tx, &by, (id, number), to).await).await?.into(),
    ))
}

/// Draw something below the booths: an SVG, of which shapes alone are kept.
#[utoipa::path(put, path = "/shops/{handle}/festivals/{festival}/outline", tag = "festivals",
    params(("handle" = String, Path), ("festival" = String, Path)),
    request_body(content = String, content_type = "image/svg+xml"),
    responses((status = 200, body = OutlineOut), (status = 404, description = "the shop has no such festival"),
    (status = 409, description = "the festival was called off"), (status = 422, description = "it is no SVG, too large, or has \
    no shape"), (status = 429)))]
async fn draw_outline(
    seller: Seller<Write>,
    State(market): State<Commons>,
    Path((_shop, festival)): Path<(String, String)>,
    content: Bytes,
) -> Answer<OutlineOut> {
    let id = own(&market, &seller, &festival).await?.id;
    let Seller { by, now, visit, .. } = seller;
    may_change(&market, &visit)?;
    let read = Outline::read(&content).map_err(|fault| {
        let mut fields = Fields::default();
        fields.refuse("outline", of_outline(fault));
        Problem::invalid(&fields)
    })?;
    let (outline, shapes) = (read.outline.clone(), read.outline.count());
    market.write(async move |tx: &mut Tx| ground::draw(tx, &by, now, id, Some(&outline)).await).await?;
    Ok(Json(OutlineOut { shapes, dropped: read.dropped }))
}

/// Draw nothing below the booths.
#[utoipa::path(delete, path = "/shops/{handle}/festivals/{festival}/outline", tag = "festivals",
    params(("handle" = String, Path), ("festival" = String, Path)), responses((status = 204),
    (status = 404, description = "the shop has no such festival"), (status = 409, description = "the festival was called off")))]
async fn clear_outline(
    seller: Seller<Write>,
    State(market): State<Commons>,
    Path((_shop, festival)): Path<(String, String)>,
) -> Done {
    let id = own(&market, &seller, &festival).await?.id;
    let Seller { by, now, .. } = seller;
    market.write(async move |tx: &mut Tx| ground::draw(tx, &by, now, id, None).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Put something into the programme.
#[utoipa::path(post, path = "/shops/{handle}/festivals/{festival}/programme", tag = "festivals",
    params(("handle" = String, Path), ("festival" = String, Path)), request_body = ProgrammeItemIn,
    responses((status = 201, body = ProgrammeItemOut), (status = 404, description = "the shop has no such festival"),
    (status = 409, description = "the programme is full, or the festival was called off"), (status = 429)))]
async fn add_programme_item(
    seller: Seller<Write>,
    State(market): State<Commons>,
    Path((_shop, festival)): Path<(String, String)>,
    mut body: Fields,
) -> Made<ProgrammeItemOut> {
    let festival = own(&market, &seller, &festival).await?;
    let said = read_item(&mut body, &festival).ok_or_else(|| Problem::invalid(&body))?;
    let Seller { by, now, visit, .. } = seller;
    may_change(&market, &visit)?;
    let act = async move |tx: &mut Tx| programme::add(tx, &by, now, festival.id, said.clone()).await;
    Ok((StatusCode::CREATED, Json(market.write(act).await?.into())))
}

/// Something in the programme of a festival of the caller's shop.
async fn item_of(
    market: &Commons,
    seller: &Seller<Write>,
    (festival, id): (&str, ItemId),
) -> Result<Festival, Problem> {
    let festival = own(market, seller, festival).await?;
    let item = market.find(async move |tx: &mut Tx| programme::find(tx, id).await).await?;
    if item.festival == festival.id { Ok(festival) } else { Err(Problem::not_found()) }
}

/// Move something in the programme, or say something else of it. Whoever has a seat is told of another time or place.
#[utoipa::path(put, path = "/shops/{handle}/festivals/{festival}/programme/{item}", tag = "festivals",
    params(("handle" = String, Path), ("festival" = String, Path), ("item" = String, Path)), request_body = ProgrammeItemIn,
    responses((status = 200, body = ProgrammeItemOut), (status = 404, description = "the shop has no such thing in a programme"),
    (status = 409, description = "it has begun, or the festival was called off"), (status = 429)))]
async fn change_programme_item(
    seller: Seller<Write>,
    State(market): State<Commons>,
    Path((_shop, festival, id)): Path<(String, String, ItemId)>,
    mut body: Fields,
) -> Answer<ProgrammeItemOut> {
    let festival = item_of(&market, &seller, (&festival, id)).await?;
    let said = read_item(&mut body, &festival).ok_or_else(|| Problem::invalid(&body))?;
    let Seller { by, now, visit, .. } = seller;
    may_change(&market, &visit)?;
    let act = async move |tx: &mut Tx| programme::change(tx, &by, now, id, said.clone()).await;
    Ok(Json(market.write(act).await?.into()))
}

/// Take something out of the programme. Whoever has a seat is told.
#[utoipa::path(delete, path = "/shops/{handle}/festivals/{festival}/programme/{item}", tag = "festivals",
    params(("handle" = String, Path), ("festival" = String, Path), ("item" = String, Path)), responses((status = 204),
    (status = 404, description = "the shop has no such thing in a programme"),
    (status = 409, description = "it has begun with seats reserved, or the festival was called off")))]
async fn remove_programme_item(
    seller: Seller<Write>,
    State(market): State<Commons>,
    Path((_shop, festival, id)): Path<(String, String, ItemId)>,
) -> Done {
    item_of(&market, &seller, (&festival, id)).await?;
    let Seller { by, now, .. } = seller;
    market.write(async move |tx: &mut Tx| programme::take_out(tx, &by, now, id).await).await?;
    Ok(StatusCode::NO_CONTENT)
}
