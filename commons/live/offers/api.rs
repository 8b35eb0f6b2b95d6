//! Offers in rooms for programs: the same acts.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use dealing::negotiation::pages::may_begin;
use people::{
    caller::{Buyer, Seller},
    calls,
    wire::{Answer, List, Made},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use selling::orders::scopes::Write as Buy;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    AnsweredOut, GroupOut, answer, bargain, groups,
    pages::{currency_of, read_answer, read_bid},
};
use crate::{
    Commons,
    live::{RoomId, find_own, scopes::Write},
};

/// Groups of one answer.
const SHELF: i64 = 200;

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new().routes(calls!(create)).routes(calls!(list)).routes(calls!(reply))
}

/// What a viewer offers for the thing on show.
#[derive(ToSchema)]
pub struct BidIn {
    pub variant: String,
    /// 1 unless given.
    pub quantity: Option<i64>,
    /// For all pieces together.
    #[schema(example = "180")]
    pub amount: String,
}

/// An offer that was made in a room.
#[derive(Serialize, ToSchema)]
pub struct BidOut {
    /// The offer, under `/offers/{id}`.
    pub offer: String,
    pub conversation: String,
    /// `open`, or `accepted` where it was good enough at once.
    pub state: &'static str,
}

/// Offer a price for the thing on show, to its shop alone.
#[utoipa::path(post, path = "/live/{id}/offers", tag = "live", params(("id" = String, Path)), request_body = BidIn,
    responses((status = 201, body = BidOut), (status = 404, description = "there is no such room for the caller"),
    (status = 409, description = "the room is not on air, the thing is not on show, or an offer about it is open")))]
async fn create(
    Buyer { by, now, rules, market, visit, .. }: Buyer<Buy>,
    State(commons): State<Commons>,
    Path(id): Path<RoomId>,
    mut body: Fields,
) -> Made<BidOut> {
    let currency = currency_of(&market, id, &body).await?;
    let bid = read_bid(&mut body, currency).ok_or_else(|| Problem::invalid(&body))?;
    may_begin(&commons, &visit)?;
    let act = async move |tx: &mut Tx| bargain(tx, &by, now, &rules, id, bid.clone()).await;
    let offer = market.write(act).await?;
    let (conversation, state) = (offer.conversation.to_string(), offer.state.name());
    Ok((StatusCode::CREATED, Json(BidOut { offer: offer.id.to_string(), conversation, state })))
}

/// Open offers of a room, alike ones together.
#[utoipa::path(get, path = "/shops/{handle}/live/{id}/offers", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = List<GroupOut>), (status = 404, description = "the shop has no such room")))]
async fn list(
    Seller { by, market, .. }: Seller<Write>,
    Path(at): Path<(String, RoomId)>,
) -> Answer<List<GroupOut>> {
    let (_, id) = at;
    market.find(async move |tx| find_own(tx, &by, id).await).await?;
    let found = market.read(async move |tx: &mut Tx| groups(tx, id, SHELF).await).await?;
    Ok(Json(List::all(found)))
}

/// What a host says to all offers that are alike.
#[derive(ToSchema)]
pub struct AnswerIn {
    pub variant: String,
    pub quantity: i64,
    /// What they offer for all pieces together.
    pub amount: String,
    /// `accept`, `decline` or `counter`.
    pub answer: String,
    /// What the host asks instead, for a counter.
    pub counter: Option<String>,
}

/// Answer all offers of a room that are alike.
#[utoipa::path(post, path = "/shops/{handle}/live/{id}/offers/answers", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path)), request_body = AnswerIn,
    responses((status = 200, body = AnsweredOut), (status = 404, description = "the shop has no such room"),
    (status = 409, description = "it is more than the list price, or less than the shop whose it is lets a host go")))]
async fn reply(
    Seller { by, now, rules, market, .. }: Seller<Write>,
    Path(at): Path<(String, RoomId)>,
    mut body: Fields,
) -> Answer<AnsweredOut> {
    let (_, id) = at;
    let currency = currency_of(&market, id, &body).await?;
    let said = read_answer(&mut body, currency).ok_or_else(|| Problem::invalid(&body))?;
    let act = async move |tx: &mut Tx| answer(tx, &by, now, &rules, id, said).await;
    Ok(Json(market.write(act).await?.into()))
}
