//! Live shows for programs: the same acts.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
};
use goods::catalog::ListingId;
use people::{
    caller::{Buyer, Seller},
    calls,
    market::Market,
    one_of::maybe_word_of,
    seek::Seek,
    shops::{self, Shop},
    visit::Visit,
    wire::{Answer, Done, List, Made},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;

use super::{
    Repeats, RoomId, RoomStage, cancel, caption, change, clips, coupons, figures, films, find_for, giveaways,
    hide, hosting, law, list_now, list_of_shop, list_replays, list_soon, moments_after, new_key, offers,
    pages::{MOST_WORDS, actor, may_plan, may_say, read_line, read_room, rtmp_address},
    pin, plan, prices, receipts, run_sheet, say, schedule,
    scopes::Write,
    silence, stage, talk, unpin,
    wire::{KeyOut, MomentOut, RoomOut},
};
use crate::Commons;

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new()
        .routes(calls!(list))
        .routes(calls!(show))
        .routes(calls!(list_moments))
        .routes(calls!(speak))
        .routes(calls!(list_own, create))
        .routes(calls!(update))
        .routes(calls!(call_off))
        .routes(calls!(finish))
        .routes(calls!(make_key))
        .routes(calls!(put_pin, take_pin))
        .routes(calls!(type_along))
        .routes(calls!(take_out))
        .routes(calls!(mute))
        .merge(films::api::routes())
        .merge(law::api::routes())
        .merge(stage::api::routes())
        .merge(schedule::api::routes())
        .merge(receipts::api::routes())
        .merge(clips::api::routes())
        .merge(coupons::api::routes())
        .merge(run_sheet::api::routes())
        .merge(figures::api::routes())
        .merge(giveaways::api::routes())
        .merge(hosting::api::routes())
        .merge(talk::api::routes())
        .merge(offers::api::routes())
        .merge(prices::api::routes())
}

/// Rooms of one page.
const SHELF: i64 = 24;

#[derive(Deserialize, IntoParams)]
struct Which {
    /// `on-air`, `planned` (those with a day, the next first) or `ended` (those with a replay); `on-air` unless given.
    #[param(schema_with = maybe_word_of::<RoomStage>)]
    state: Option<String>,
}

/// Shows that everybody may see: on air, planned, or to be seen again.
#[utoipa::path(get, path = "/live", tag = "live", params(Which, Seek), responses((status = 200, body = List<RoomOut>)))]
async fn list(
    State(market): State<Commons>,
    visit: Visit,
    Query(which): Query<Which>,
    seek: Seek<(i64, i64)>,
) -> Answer<List<RoomOut>> {
    let stage = which.state.as_deref().map_or(Some(RoomStage::OnAir), RoomStage::parse);
    let stage = stage.ok_or_else(|| Problem::malformed("a room has no such state"))?;
    let (now, before) = (visit.now, seek.from.unwrap_or((i64::MAX, i64::MAX)));
    let rows = seek.rows();
    let look = async move |tx: &mut Tx| match stage {
        RoomStage::OnAir => list_now(tx, SHELF).await,
        RoomStage::Planned => list_soon(tx, now, SHELF).await,
        RoomStage::Ended => list_replays(tx, before, rows).await,
        RoomStage::Cancelled => Ok(Vec::new()),
    };
    let rooms = market.read(look).await?;
    Ok(Json(match stage {
        RoomStage::Ended => {
            let key =
                |last: &super::Room| (last.since().map_or(0, kernel::Timestamp::micros), last.id.number());
            seek.page(rooms, key).map(RoomOut::from)
        }
        RoomStage::OnAir | RoomStage::Planned | RoomStage::Cancelled => List::all(rooms),
    }))
}

/// One show.
#[utoipa::path(get, path = "/live/{id}", tag = "live", params(("id" = String, Path)),
    responses((status = 200, body = RoomOut), (status = 404, description = "there is no such room for the caller")))]
async fn show(State(market): State<Commons>, visit: Visit, Path(id): Path<RoomId>) -> Answer<RoomOut> {
    let by = actor(&visit, id);
    let room = market.find(async move |tx| find_for(tx, &by, id).await).await?;
    Ok(Json(room.into()))
}

/// What was said and shown in a room, the oldest first.
#[utoipa::path(get, path = "/live/{id}/moments", tag = "live", params(("id" = String, Path), Seek),
    responses((status = 200, body = List<MomentOut>), (status = 404, description = "there is no such room for the caller")))]
async fn list_moments(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<RoomId>,
    seek: Seek,
) -> Answer<List<MomentOut>> {
    let by = actor(&visit, id);
    market.find(async move |tx| find_for(tx, &by, id).await).await?;
    let found = market.read(async move |tx| moments_after(tx, id, seek.after(), seek.rows()).await).await?;
    Ok(Json(seek.page(found, |last| last.position).map(MomentOut::from)))
}

/// Something to say.
#[derive(ToSchema)]
pub struct LineIn {
    #[schema(max_length = 200)]
    pub words: String,
    /// What the writer's device calls it: sent twice, it is said once.
    pub key: Option<String>,
}

/// Say something in a room that is on air.
#[utoipa::path(post, path = "/live/{id}/lines", tag = "live", params(("id" = String, Path)), request_body = LineIn,
    responses((status = 201, body = MomentOut), (status = 404, description = "there is no such room for the caller"),
    (status = 409, description = "the room is not on air, its host wants to hear nothing of the caller for now, the chat is \
     slowed down, or the line has a word that the shop does not want to read")))]
async fn speak(
    Buyer { now, market, visit, .. }: Buyer<Write>,
    State(commons): State<Commons>,
    Path(id): Path<RoomId>,
    mut body: Fields,
) -> Made<MomentOut> {
    let by = actor(&visit, id);
    let (words, key) = read_line(&market, &mut body);
    body.check()?;
    may_say(&market, &visit)?;
    let act = async move |tx: &mut Tx| say(tx, &by, now, id, &key, words.clone()).await;
    let said = market.write(act).await?;
    commons.studio().tally.said(id);
    Ok((StatusCode::CREATED, Json(said.into())))
}

/// A shop's shows, the newest first.
#[utoipa::path(get, path = "/shops/{handle}/live", tag = "live", params(("handle" = String, Path), Seek),
    responses((status = 200, body = List<RoomOut>)))]
async fn list_own(Seller { shop, market, .. }: Seller<Write>, seek: Seek) -> Answer<List<RoomOut>> {
    let look = async move |tx: &mut Tx| list_of_shop(tx, shop, seek.before(), seek.rows()).await;
    let rooms = market.read(look).await?;
    Ok(Json(seek.page(rooms, |last| last.id.number()).map(RoomOut::from)))
}

/// What a show is called, and when it begins.
#[derive(ToSchema)]
pub struct RoomIn {
    #[schema(max_length = 80)]
    pub title: String,
    /// RFC 3339; without it the show begins when its host is ready.
    pub at: Option<String>,
    /// `weekly`: the next one is planned when this one begins.
    #[schema(schema_with = maybe_word_of::<Repeats>)]
    pub repeats: Option<String>,
    /// Whether who speaks in it is made by a computer; it is said in the room throughout.
    pub is_made: Option<bool>,
}

async fn shop_of(market: &Market, id: kernel::ShopId) -> Result<Shop, Problem> {
    market.find(async move |tx| shops::find(tx, id).await).await
}

/// Plan a show.
#[utoipa::path(post, path = "/shops/{handle}/live", tag = "live", params(("handle" = String, Path)), request_body = RoomIn,
    responses((status = 201, body = RoomOut), (status = 409, description = "the shop is not open, the moment is past, or \
    there are as many rooms planned as there may be")))]
async fn create(Seller { by, shop, now, market, .. }: Seller<Write>, mut body: Fields) -> Made<RoomOut> {
    let shop = shop_of(&market, shop).await?;
    let new = read_room(&mut body, &shop).ok_or_else(|| Problem::invalid(&body))?;
    may_plan(&market, shop.id)?;
    let room = market.write(async move |tx: &mut Tx| plan(tx, &by, now, new.clone()).await).await?;
    Ok((StatusCode::CREATED, Json(room.into())))
}

/// Change what a show is called, and when it begins while it is planned.
#[utoipa::path(put, path = "/shops/{handle}/live/{id}", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path)), request_body = RoomIn,
    responses((status = 200, body = RoomOut), (status = 404, description = "the shop has no such room"),
    (status = 409, description = "the moment is past")))]
async fn update(
    Seller { by, shop, now, market, .. }: Seller<Write>,
    Path(at): Path<(String, RoomId)>,
    mut body: Fields,
) -> Answer<RoomOut> {
    let (_, id) = at;
    let shop = shop_of(&market, shop).await?;
    let new = read_room(&mut body, &shop).ok_or_else(|| Problem::invalid(&body))?;
    let room = market.write(async move |tx: &mut Tx| change(tx, &by, now, id, new.clone()).await).await?;
    Ok(Json(room.into()))
}

/// Call a planned show off.
#[utoipa::path(post, path = "/shops/{handle}/live/{id}/cancellation", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = RoomOut), (status = 404, description = "the shop has no such room"),
    (status = 409, description = "it is on air or over")))]
async fn call_off(
    Seller { by, now, market, .. }: Seller<Write>,
    Path(at): Path<(String, RoomId)>,
) -> Answer<RoomOut> {
    let (_, id) = at;
    Ok(Json(market.write(async move |tx: &mut Tx| cancel(tx, &by, now, id).await).await?.into()))
}

/// End a show that is on air.
#[utoipa::path(post, path = "/shops/{handle}/live/{id}/end", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = RoomOut), (status = 404, description = "the shop has no such room"),
    (status = 409, description = "it is not on air")))]
async fn finish(
    State(commons): State<Commons>,
    Seller { by, now, .. }: Seller<Write>,
    Path(at): Path<(String, RoomId)>,
) -> Answer<RoomOut> {
    let (_, id) = at;
    Ok(Json(commons.studio().end(&commons.db, by, now, id).await?.into()))
}

/// A new stream key, by which a program sends; the old one opens nothing any more.
#[utoipa::path(post, path = "/shops/{handle}/live/{id}/key", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path)),
    responses((status = 201, body = KeyOut), (status = 404, description = "the shop has no such room"),
    (status = 409, description = "the show is over")))]
async fn make_key(
    State(commons): State<Commons>,
    Seller { by, market, .. }: Seller<Write>,
    Path(at): Path<(String, RoomId)>,
) -> Made<KeyOut> {
    let (_, id) = at;
    let key = market.write(async move |tx: &mut Tx| new_key(tx, &by, id).await).await?;
    let whip = format!("{}/whip", market.config.public_url.trim_end_matches('/'));
    let rtmp = commons.studio().rtmp().map(|at| rtmp_address(&market, at.port()));
    Ok((StatusCode::CREATED, Json(KeyOut { key, whip, rtmp })))
}

/// What to put on show.
#[derive(ToSchema)]
pub struct PinIn {
    pub listing_id: String,
}

/// Put a listing of the shop on show.
#[utoipa::path(put, path = "/shops/{handle}/live/{id}/pin", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path)), request_body = PinIn,
    responses((status = 200, body = RoomOut), (status = 404, description = "the shop has no such room, or no such listing on sale"),
    (status = 409, description = "the room is not on air")))]
async fn put_pin(
    Seller { by, now, market, .. }: Seller<Write>,
    Path(at): Path<(String, RoomId)>,
    mut body: Fields,
) -> Answer<RoomOut> {
    let (_, id) = at;
    let listing: Option<ListingId> = body.parsed("listing_id", |text| text.parse().ok());
    let listing = listing.ok_or_else(|| Problem::invalid(&body))?;
    Ok(Json(market.write(async move |tx: &mut Tx| pin(tx, &by, now, id, listing).await).await?.into()))
}

/// Take what is on show away.
#[utoipa::path(delete, path = "/shops/{handle}/live/{id}/pin", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = RoomOut), (status = 404, description = "the shop has no such room"),
    (status = 409, description = "the room is not on air")))]
async fn take_pin(
    Seller { by, now, market, .. }: Seller<Write>,
    Path(at): Path<(String, RoomId)>,
) -> Answer<RoomOut> {
    let (_, id) = at;
    Ok(Json(market.write(async move |tx: &mut Tx| unpin(tx, &by, now, id, None).await).await?.into()))
}

/// What the host says.
#[derive(ToSchema)]
pub struct CaptionIn {
    #[schema(max_length = 200)]
    pub words: String,
}

/// Type along what the host says.
#[utoipa::path(post, path = "/shops/{handle}/live/{id}/captions", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path)), request_body = CaptionIn,
    responses((status = 201, body = MomentOut), (status = 404, description = "the shop has no such room"),
    (status = 409, description = "the room is not on air")))]
async fn type_along(
    Seller { by, now, market, .. }: Seller<Write>,
    Path(at): Path<(String, RoomId)>,
    mut body: Fields,
) -> Made<MomentOut> {
    let (_, id) = at;
    let words = body.line("words", MOST_WORDS);
    body.check()?;
    let act = async move |tx: &mut Tx| caption(tx, &by, now, id, words.clone()).await;
    Ok((StatusCode::CREATED, Json(market.write(act).await?.into())))
}

/// Take a line out of sight.
#[utoipa::path(post, path = "/shops/{handle}/live/{id}/lines/{position}/hiding", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path), ("position" = i64, Path)),
    responses((status = 204), (status = 404, description = "there is no such line")))]
async fn take_out(
    Seller { by, now, market, .. }: Seller<Write>,
    Path(at): Path<(String, RoomId, i64)>,
) -> Done {
    let (_, id, position) = at;
    let act = async move |tx: &mut Tx| hide(tx, &by, now, id, position).await;
    market.write(act).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Let whoever said a line say nothing in the shop's rooms for a day.
#[utoipa::path(post, path = "/shops/{handle}/live/{id}/lines/{position}/muting", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path), ("position" = i64, Path)),
    responses((status = 204), (status = 404, description = "there is no such line of a guest")))]
async fn mute(Seller { by, now, market, .. }: Seller<Write>, Path(at): Path<(String, RoomId, i64)>) -> Done {
    let (_, id, position) = at;
    let act = async move |tx: &mut Tx| silence(tx, &by, now, id, position).await;
    market.write(act).await?;
    Ok(StatusCode::NO_CONTENT)
}
