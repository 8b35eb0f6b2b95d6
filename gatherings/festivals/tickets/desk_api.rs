//! The organiser's kinds of ticket, for programs: the same acts.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use commons::Commons;
use kernel::Currency;
use people::{
    caller::Seller,
    calls,
    one_of::word_of,
    shops,
    wire::{Answer, Made},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{KindId, Reentry, edit, find_kind, make, pages::read_plan, wire::TicketKindOut};
use crate::festivals::{Festival, desk_api::own, pages::may_change, scopes::Write};

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new().routes(calls!(offer_kind)).routes(calls!(change_kind))
}

/// What is said of a kind of ticket. Moments without a zone are those of the festival's place.
#[derive(ToSchema)]
pub struct TicketKindIn {
    #[schema(max_length = 80)]
    pub name: String,
    #[schema(max_length = 80)]
    pub name_en: Option<String>,
    /// 0 for every day, else the first, the second … It stays as it was made.
    #[schema(minimum = 0, maximum = 60)]
    pub day: Option<i64>,
    /// 0 for everywhere, else the position of a zone. It stays as it was made.
    #[schema(minimum = 0, maximum = 100)]
    pub zone: Option<i64>,
    /// In the shop's currency; left out or nothing for a free one. Later it is that of its listing.
    #[schema(example = "30.00")]
    pub price: Option<String>,
    #[schema(minimum = 1, maximum = 200000)]
    pub capacity: i64,
    #[schema(example = "2026-12-01T10:00")]
    pub sale_from: String,
    #[schema(example = "2026-12-06T18:00")]
    pub sale_until: String,
    #[schema(minimum = 1, maximum = 100)]
    pub most_per_person: i64,
    /// Given back until so many days before its first day; left out: not at all.
    #[schema(minimum = 0, maximum = 365)]
    pub refund_days: Option<i64>,
    #[schema(schema_with = word_of::<Reentry>)]
    pub reentry: String,
    /// The only gate at which it admits.
    pub gate: Option<String>,
}

/// A festival of the caller's shop, and the currency in which the shop sells.
async fn own_with_currency(
    market: &Commons,
    seller: &Seller<Write>,
    word: &str,
) -> Result<(Festival, Currency), Problem> {
    let (festival, shop) = (own(market, seller, word).await?, seller.shop);
    let shop = market.find(async move |tx: &mut Tx| shops::find(tx, shop).await).await?;
    Ok((festival, shop.currency))
}

/// Offer a new kind of ticket. One that costs something becomes a listing, whose stock is the capacity.
#[utoipa::path(post, path = "/shops/{handle}/festivals/{festival}/tickets", tag = "festivals",
    params(("handle" = String, Path), ("festival" = String, Path)), request_body = TicketKindIn,
    responses((status = 201, body = TicketKindOut), (status = 404, description = "the shop has no such festival"),
    (status = 409, description = "the festival has no such day or zone, was called off, or has enough kinds"),
    (status = 429)))]
async fn offer_kind(
    seller: Seller<Write>,
    State(market): State<Commons>,
    Path((_shop, word)): Path<(String, String)>,
    mut body: Fields,
) -> Made<TicketKindOut> {
    let (festival, currency) = own_with_currency(&market, &seller, &word).await?;
    let id = festival.id;
    let said = read_plan(&mut body, &festival, currency, None);
    let said = said.ok_or_else(|| Problem::invalid(&body))?;
    let Seller { by, now, visit, .. } = seller;
    may_change(&market, &visit)?;
    let act = async move |tx: &mut Tx| make(tx, &by, now, id, said.clone()).await;
    Ok((StatusCode::CREATED, Json(market.write(act).await?.into())))
}

/// Change a kind of ticket. The capacity moves the stock by as much.
#[utoipa::path(put, path = "/shops/{handle}/festivals/{festival}/tickets/{kind}", tag = "festivals",
    params(("handle" = String, Path), ("festival" = String, Path), ("kind" = String, Path)), request_body = TicketKindIn,
    responses((status = 200, body = TicketKindOut), (status = 404, description = "the festival has no such kind"),
    (status = 409, description = "more are taken than that, or the festival was called off"), (status = 429)))]
async fn change_kind(
    seller: Seller<Write>,
    State(market): State<Commons>,
    Path((_shop, word, kind)): Path<(String, String, KindId)>,
    mut body: Fields,
) -> Answer<TicketKindOut> {
    let (festival, currency) = own_with_currency(&market, &seller, &word).await?;
    let before = market.find(async move |tx: &mut Tx| find_kind(tx, kind).await).await?;
    if before.festival != festival.id {
        return Err(Problem::not_found());
    }
    let said = read_plan(&mut body, &festival, currency, Some(&before.said));
    let said = said.ok_or_else(|| Problem::invalid(&body))?;
    let Seller { by, now, visit, .. } = seller;
    may_change(&market, &visit)?;
    let act = async move |tx: &mut Tx| edit(tx, &by, now, kind, said.clone()).await;
    Ok(Json(market.write(act).await?.into()))
}
