//! Giveaways for programs: the same acts.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use people::{
    accounts::read_address,
    caller::{Buyer, Seller},
    calls,
    visit::Visit,
    wire::{Answer, List, Made},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use selling::orders::{Destination, scopes::Write as Buy, wire::PlacedOut};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    Age, EntryOut, GiveawayId, GiveawayOut, enter, list_of_room, open, pages::read_giveaway, take_prize,
};
use crate::{
    Commons,
    live::{RoomId, find_for, pages::actor, scopes::Write},
};

/// Giveaways of one answer.
const SHELF: i64 = 1_000;

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new()
        .routes(calls!(list))
        .routes(calls!(create))
        .routes(calls!(take_part))
        .routes(calls!(have_sent))
}

/// What is and was given away in a room, the newest first, with all that a draw is made of.
#[utoipa::path(get, path = "/live/{id}/giveaways", tag = "live", params(("id" = String, Path)),
    responses((status = 200, body = List<GiveawayOut>), (status = 404, description = "there is no such room for the caller")))]
async fn list(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<RoomId>,
) -> Answer<List<GiveawayOut>> {
    let by = actor(&visit, id);
    market.find(async move |tx| find_for(tx, &by, id).await).await?;
    Ok(Json(List::all(market.read(async move |tx: &mut Tx| list_of_room(tx, id, SHELF).await).await?)))
}

/// What a host gives away.
#[derive(ToSchema)]
pub struct GiveawayIn {
    pub variant: String,
    /// Pieces, each for another.
    #[schema(minimum = 1, maximum = 100)]
    pub winners: i64,
    /// How long one may enter.
    #[schema(minimum = 30, maximum = 3_600)]
    pub seconds: i64,
}

/// Give pieces of a thing away in a room that is on air.
#[utoipa::path(post, path = "/shops/{handle}/live/{id}/giveaways", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path)), request_body = GiveawayIn,
    responses((status = 201, body = GiveawayOut), (status = 404, description = "the shop has no such room"),
    (status = 409, description = "the room is not on air")))]
async fn create(
    Seller { by, now, rules, market, .. }: Seller<Write>,
    Path(at): Path<(String, RoomId)>,
    mut body: Fields,
) -> Made<GiveawayOut> {
    let (_, id) = at;
    let new = read_giveaway(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let act = async move |tx: &mut Tx| open(tx, &by, now, &rules, id, new.clone()).await;
    Ok((StatusCode::CREATED, Json(market.write(act).await?.into())))
}

/// What somebody says with their entry.
#[derive(ToSchema)]
pub struct EntryIn {
    /// "I am 18 or older": asked once.
    pub adult: Option<bool>,
}

/// Take part in a giveaway, once.
#[utoipa::path(post, path = "/live/giveaways/{giveaway}/entries", tag = "live", params(("giveaway" = String, Path)),
    request_body = EntryIn, responses((status = 201, body = EntryOut), (status = 404, description = "there is no such giveaway"),
    (status = 409, description = "nobody can enter any more, or the caller is of the shop")))]
async fn take_part(
    Buyer { by, now, market, .. }: Buyer<Buy>,
    Path(id): Path<GiveawayId>,
    body: Fields,
) -> Made<EntryOut> {
    let age = if body.flag("adult") { Age::Adult } else { Age::Unsaid };
    let entry = market.write(async move |tx: &mut Tx| enter(tx, &by, now, id, age).await).await?;
    Ok((StatusCode::CREATED, Json(entry.into())))
}

/// Have the prize that one has won sent: an order that costs nothing.
#[utoipa::path(post, path = "/live/giveaways/{giveaway}/prize", tag = "live", params(("giveaway" = String, Path)),
    request_body = people::accounts::Address, responses((status = 201, body = PlacedOut),
    (status = 404, description = "the caller has won nothing in it"), (status = 409, description = "it was not taken in time")))]
async fn have_sent(
    Buyer { by, now, rules, market, .. }: Buyer<Buy>,
    State(commons): State<Commons>,
    Path(id): Path<GiveawayId>,
    mut body: Fields,
) -> Made<PlacedOut> {
    let ship_to = read_address(&mut body);
    let to = ship_to.filter(|_| body.is_good()).ok_or_else(|| Problem::invalid(&body))?;
    let (takes, to) = (commons.takes(), Destination::known(to));
    let act = async move |tx: &mut Tx| take_prize(tx, &by, now, &rules, takes, id, to.clone()).await;
    Ok((StatusCode::CREATED, Json(market.write(act).await?.into())))
}
