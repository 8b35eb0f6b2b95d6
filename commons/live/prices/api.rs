//! Prices of rooms for programs: the same acts.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use goods::catalog::{ListingId, Pricing, VariantId};
use kernel::Currency;
use people::{
    accounts::{Address, read_address},
    caller::{Buyer, Seller},
    calls, shops,
    visit::Visit,
    wire::{Answer, Done, List, Made},
};
use platform::{
    db::Tx,
    views::Reader,
    web::{Fields, Problem},
};
use selling::{
    orders::{Destination, scopes::Write as Buy, wire::PlacedOut},
    prices::Asking,
};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    PriceId, RoomPrice, RoomPriceOut, Wanted, claim, list_of_room, offer,
    pages::{MOST_KEY, read_price},
    withdraw,
};
use crate::{
    Commons,
    live::{
        RoomId, find_for,
        manners::{self, MOST_ALLOWANCE, MOST_SLOW, Manners},
        pages::actor,
        scopes::Write,
    },
};

/// Prices of one answer; the newest.
const SHELF: i64 = 1_000;

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new()
        .routes(calls!(list))
        .routes(calls!(create))
        .routes(calls!(end))
        .routes(calls!(buy))
        .routes(calls!(buy_thing))
        .routes(calls!(hold))
}

/// What things cost in a room while countdowns run, and what they cost before; the newest first.
#[utoipa::path(get, path = "/live/{id}/prices", tag = "live", params(("id" = String, Path)),
    responses((status = 200, body = List<RoomPriceOut>), (status = 404, description = "there is no such room for the caller")))]
async fn list(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<RoomId>,
) -> Answer<List<RoomPriceOut>> {
    let (by, now) = (actor(&visit, id), visit.now);
    market.find(async move |tx| find_for(tx, &by, id).await).await?;
    let found = market.read(async move |tx: &mut Tx| list_of_room(tx, id, i64::MAX, SHELF).await).await?;
    Ok(Json(List::all(found).map(|price: RoomPrice| RoomPriceOut::at(&price, now))))
}

/// What a host gives for less.
#[derive(ToSchema)]
pub struct RoomPriceIn {
    pub listing_id: String,
    /// Of each piece, in the currency of the shop.
    #[schema(example = "180")]
    pub price: String,
    /// That are given at this price.
    #[schema(minimum = 1, maximum = 100_000)]
    pub pieces: i64,
    /// How many of them each buyer may have; 1 unless given.
    pub per_buyer: Option<i64>,
    /// Of the countdown.
    #[schema(minimum = 10, maximum = 300)]
    pub seconds: i64,
}

/// Let a listing cost less in a room that is on air, from now on until a countdown is over.
#[utoipa::path(post, path = "/shops/{handle}/live/{id}/prices", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path)), request_body = RoomPriceIn,
    responses((status = 201, body = RoomPriceOut), (status = 404, description = "the shop has no such room"),
    (status = 409, description = "the room is not on air, or a price of the listing runs")))]
async fn create(
    Seller { by, shop, now, market, .. }: Seller<Write>,
    Path(at): Path<(String, RoomId)>,
    mut body: Fields,
) -> Made<RoomPriceOut> {
    let (_, id) = at;
    let shop = market.find(async move |tx| shops::find(tx, shop).await).await?;
    let new = read_price(&mut body, shop.currency).ok_or_else(|| Problem::invalid(&body))?;
    let pricing = Pricing::of(&market, now);
    let act = async move |tx: &mut Tx| offer(tx, &by, now, &pricing, id, new.clone()).await;
    let price = market.write(act).await?;
    Ok((StatusCode::CREATED, Json(RoomPriceOut::at(&price, now))))
}

/// End a countdown now.
#[utoipa::path(post, path = "/shops/{handle}/live/prices/{price}/end", tag = "live",
    params(("handle" = String, Path), ("price" = String, Path)),
    responses((status = 200, body = RoomPriceOut), (status = 404, description = "the shop has no such price")))]
async fn end(
    Seller { by, now, market, .. }: Seller<Write>,
    Path(at): Path<(String, PriceId)>,
) -> Answer<RoomPriceOut> {
    let (_, id) = at;
    let price = market.write(async move |tx: &mut Tx| withdraw(tx, &by, now, id).await).await?;
    Ok(Json(RoomPriceOut::at(&price, now)))
}

/// What somebody claims, and where it is sent to.
#[derive(Deserialize, ToSchema)]
pub struct ClaimIn {
    #[serde(flatten)]
    pub ship_to: Address,
    pub variant: String,
    /// 1 unless given.
    pub quantity: Option<i64>,
    /// The same key claims once.
    pub key: String,
    /// Refused when the total is another.
    pub seen_total: Option<String>,
    /// Whether the room may be told the buyer's name; else it is told the city.
    pub shows_name: Option<bool>,
}

/// Buy some pieces at a room's price, at once. It waits for its payment as every purchase does.
#[utoipa::path(post, path = "/live/prices/{price}/claims", tag = "live", params(("price" = String, Path)),
    request_body = ClaimIn, responses((status = 201, body = PlacedOut),
    (status = 404, description = "there is no such price for the caller"), (status = 409, description = "the countdown and its \
    allowance are over, the pieces are gone, the buyer has as many as each may have, the shop does not ship there, or the total is another")))]
async fn buy(
    Buyer { by, now, market, visit, .. }: Buyer<Buy>,
    State(commons): State<Commons>,
    Path(id): Path<PriceId>,
    mut body: Fields,
) -> Made<PlacedOut> {
    let price = market.find(async move |tx| super::find(tx, id).await).await?;
    let wanted = read_wanted(&mut body, price.amount.currency(), visit.reader())?;
    let (asking, takes) = (Asking::new(&market, now, by.account().ok()), commons.takes());
    let act = async move |tx: &mut Tx| claim(tx, &by, &asking, takes, id, wanted.clone()).await;
    let claimed = market.write(act).await?;
    Ok((StatusCode::CREATED, Json(claimed.placed.into())))
}

/// Buy a thing that a room shows at the price of now. What is another shop's carries the share that was agreed on with it.
#[utoipa::path(post, path = "/live/{id}/things/{listing}/purchases", tag = "live",
    params(("id" = String, Path), ("listing" = String, Path)), request_body = ClaimIn,
    responses((status = 201, body = PlacedOut), (status = 404, description = "there is no such room for the caller"),
    (status = 409, description = "it is not sold in this room, the shop does not ship there, or the total is another")))]
async fn buy_thing(
    Buyer { by, now, market, visit, .. }: Buyer<Buy>,
    State(commons): State<Commons>,
    Path((id, listing)): Path<(RoomId, ListingId)>,
    mut body: Fields,
) -> Made<PlacedOut> {
    let shop = market.find(async move |tx| shops::find(tx, listing.shop()).await).await?;
    let wanted = read_wanted(&mut body, shop.currency, visit.reader())?;
    let (asking, takes) = (Asking::new(&market, now, by.account().ok()), commons.takes());
    let act =
        async move |tx: &mut Tx| super::buy(tx, &by, &asking, takes, (id, listing), wanted.clone()).await;
    Ok((StatusCode::CREATED, Json(market.write(act).await?.placed.into())))
}

/// What a program wants to have bought.
fn read_wanted(body: &mut Fields, currency: Currency, reader: Reader) -> Result<Wanted, Problem> {
    let ship_to = read_address(body);
    let variant: Option<VariantId> = body.parsed("variant", |text| text.parse().ok());
    let quantity = body.maybe_whole("quantity", 1..=super::MOST_PIECES).unwrap_or(1);
    let key = body.line("key", MOST_KEY);
    let seen_total = body.maybe_money("seen_total", currency);
    let shows_name = body.flag("shows_name");
    let read = ship_to.zip(variant).filter(|_| body.is_good());
    let (to, variant) = read.ok_or_else(|| Problem::invalid(body))?;
    let (reader, to) = (Some(reader), Destination::known(to));
    Ok(Wanted { variant, quantity, to, key, seen_total, reader, shows_name })
}

/// How a room is held.
#[derive(ToSchema)]
pub struct MannersIn {
    /// By how much later than a countdown claims count, for those whose picture is behind.
    #[schema(minimum = 0, maximum = 20)]
    pub allowance_seconds: i64,
    /// That lie between two lines of one viewer; 0 where they write as fast as they like.
    #[schema(minimum = 0, maximum = 300)]
    pub slow_seconds: i64,
}

/// Say how a room is held from now on.
#[utoipa::path(put, path = "/shops/{handle}/live/{id}/manners", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path)), request_body = MannersIn,
    responses((status = 204), (status = 404, description = "the shop has no such room")))]
async fn hold(
    Seller { by, now, market, .. }: Seller<Write>,
    Path(at): Path<(String, RoomId)>,
    mut body: Fields,
) -> Done {
    let (_, id) = at;
    let allowance_seconds = body.whole("allowance_seconds", 0..=MOST_ALLOWANCE);
    let slow_seconds = body.whole("slow_seconds", 0..=MOST_SLOW);
    body.check()?;
    let manners = Manners { allowance_seconds, slow_seconds };
    market.write(async move |tx: &mut Tx| manners::hold(tx, &by, now, id, manners).await).await?;
    Ok(StatusCode::NO_CONTENT)
}
