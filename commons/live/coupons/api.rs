//! Coupons of rooms for programs: the same acts.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use people::{
    caller::{Buyer, Seller},
    calls, shops,
    visit::Visit,
    wire::{Answer, List, Made},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use selling::orders::scopes::Write as Buy;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{RoomCodeOut, RoomCouponId, RoomCouponOut, give, list_of_room, pages::read_coupon, take};
use crate::{
    Commons,
    live::{RoomId, find_for, pages::actor, scopes::Write},
};

/// Coupons of one answer.
const SHELF: i64 = 100;

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new().routes(calls!(list)).routes(calls!(create)).routes(calls!(have))
}

/// Coupons that were given in a room, the newest first.
#[utoipa::path(get, path = "/live/{id}/coupons", tag = "live", params(("id" = String, Path)),
    responses((status = 200, body = List<RoomCouponOut>), (status = 404, description = "there is no such room for the caller")))]
async fn list(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<RoomId>,
) -> Answer<List<RoomCouponOut>> {
    let (by, now) = (actor(&visit, id), visit.now);
    market.find(async move |tx| find_for(tx, &by, id).await).await?;
    let found = market.read(async move |tx: &mut Tx| list_of_room(tx, id, SHELF).await).await?;
    Ok(Json(List::all(found.iter().map(|given| RoomCouponOut::at(given, now)).collect::<Vec<_>>())))
}

/// What a host lets viewers take.
#[derive(ToSchema)]
pub struct RoomCouponIn {
    /// What it takes off.
    #[schema(example = "10")]
    pub amount: String,
    /// The goods come to this much or more.
    #[schema(example = "100")]
    pub least: String,
    #[schema(minimum = 1, maximum = 10_000)]
    pub pieces: i64,
    #[schema(minimum = 10, maximum = 300)]
    pub seconds: i64,
    /// In how many days it is used; 1 unless given.
    #[schema(minimum = 1, maximum = 30)]
    pub days: Option<i64>,
}

/// Let viewers take a coupon of the shop, one each, while a countdown runs.
#[utoipa::path(post, path = "/shops/{handle}/live/{id}/coupons", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path)), request_body = RoomCouponIn,
    responses((status = 201, body = RoomCouponOut), (status = 403, description = "the owner of the shop gives coupons"),
    (status = 404, description = "the shop has no such room"),
    (status = 409, description = "the room is not on air, or the shop has as many coupons as it may have")))]
async fn create(
    Seller { by, shop, now, market, .. }: Seller<Write>,
    Path(at): Path<(String, RoomId)>,
    mut body: Fields,
) -> Made<RoomCouponOut> {
    let (_, id) = at;
    let shop = market.find(async move |tx| shops::find(tx, shop).await).await?;
    let new = read_coupon(&mut body, shop.currency).ok_or_else(|| Problem::invalid(&body))?;
    let given = market.write(async move |tx: &mut Tx| give(tx, &by, now, id, new.clone()).await).await?;
    Ok((StatusCode::CREATED, Json(RoomCouponOut::at(&given, now))))
}

/// Take a coupon, once: taken again, it is the code of the first time.
#[utoipa::path(post, path = "/live/coupons/{coupon}/codes", tag = "live", params(("coupon" = String, Path)),
    responses((status = 201, body = RoomCodeOut), (status = 404, description = "there is no such coupon"),
    (status = 409, description = "the countdown is over, or all are taken")))]
async fn have(Buyer { by, now, market, .. }: Buyer<Buy>, Path(id): Path<RoomCouponId>) -> Made<RoomCodeOut> {
    let code = market.write(async move |tx: &mut Tx| take(tx, &by, now, id).await).await?;
    Ok((StatusCode::CREATED, Json(RoomCodeOut { code: code.to_string() })))
}
