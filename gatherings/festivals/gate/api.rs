//! Gates for programs: those of a festival for its organiser, and what a gate itself asks and tells.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use commons::Commons;
use kernel::{Timestamp, hours as for_hours};
use people::{
    caller::Seller,
    calls,
    one_of::word_of,
    visit::Visit,
    wire::{Answer, List, Made, time},
};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Limit, Problem, Refusal},
};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    GateId, Told, Way, doubles, find_by_token, hours, list, list_for,
    pages::read_gate,
    record, register, revoke,
    wire::{GateListOut, GateOut, GatesOut, HeardOut, NewGateOut},
};
use crate::festivals::{
    desk_api::own,
    pages::may_change,
    scopes::Write,
    tickets::{TicketNumber, find_by_number},
};

/// Entries that are told at once.
const MOST: usize = 500;
/// How often one gate asks and tells.
const ASKS: Limit = Limit { name: "gate", times: 2_000, per: for_hours(1) };

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new()
        .routes(calls!(list_gates, register_gate))
        .routes(calls!(revoke_gate))
        .routes(calls!(list_entries))
        .routes(calls!(show_gate_list))
        .routes(calls!(tell_entries))
}

/// The gates of a festival, how many came in hour by hour, and the tickets that came in too often.
#[utoipa::path(get, path = "/shops/{handle}/festivals/{festival}/gates", tag = "festivals",
    params(("handle" = String, Path), ("festival" = String, Path)),
    responses((status = 200, body = GatesOut), (status = 404, description = "the shop has no such festival")))]
async fn list_gates(
    seller: Seller<Write>,
    State(market): State<Commons>,
    Path((_shop, word)): Path<(String, String)>,
) -> Answer<GatesOut> {
    let id = own(&market, &seller, &word).await?.id;
    let look = async move |tx: &mut Tx| {
        Ok::<_, DbError>((list(tx, id).await?, hours(tx, id).await?, doubles(tx, id).await?))
    };
    let (gates, hours, doubles) = market.read(look).await?;
    let gates = gates.into_iter().map(GateOut::from).collect();
    let hours = hours.into_iter().map(Into::into).collect();
    Ok(Json(GatesOut { gates, hours, doubles: doubles.into_iter().map(Into::into).collect() }))
}

/// A phone at a gate.
#[derive(ToSchema)]
pub struct GateIn {
    #[schema(max_length = 60)]
    pub name: String,
    /// 0 for a gate to everything, else the position of a zone.
    #[schema(minimum = 0, maximum = 100)]
    pub zone: Option<i64>,
}

/// Register a phone at a gate. Its link is told once.
#[utoipa::path(post, path = "/shops/{handle}/festivals/{festival}/gates", tag = "festivals",
    params(("handle" = String, Path), ("festival" = String, Path)), request_body = GateIn,
    responses((status = 201, body = NewGateOut), (status = 404, description = "the shop has no such festival"),
    (status = 409, description = "the festival is over, called off, without such a zone, or has enough gates"),
    (status = 429)))]
async fn register_gate(
    seller: Seller<Write>,
    State(market): State<Commons>,
    Path((_shop, word)): Path<(String, String)>,
    mut body: Fields,
) -> Made<NewGateOut> {
    let id = own(&market, &seller, &word).await?.id;
    let new = read_gate(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let Seller { by, now, visit, .. } = seller;
    may_change(&market, &visit)?;
    let act = async move |tx: &mut Tx| register(tx, &by, now, id, new.clone()).await;
    let (gate, token) = market.write(act).await?;
    Ok((StatusCode::CREATED, Json(NewGateOut::new(gate, &token))))
}

/// Revoke a gate whose phone was lost.
#[utoipa::path(post, path = "/shops/{handle}/festivals/{festival}/gates/{gate}/revocation", tag = "festivals",
    params(("handle" = String, Path), ("festival" = String, Path), ("gate" = String, Path)),
    responses((status = 200, body = GateOut), (status = 404, description = "the shop has no such gate"),
    (status = 409, description = "it is revoked already")))]
async fn revoke_gate(
    seller: Seller<Write>,
    State(market): State<Commons>,
    Path((_shop, word, gate)): Path<(String, String, GateId)>,
) -> Answer<GateOut> {
    let of = own(&market, &seller, &word).await?.id;
    let Seller { by, now, .. } = seller;
    Ok(Json(market.write(async move |tx: &mut Tx| revoke(tx, &by, now, (of, gate)).await).await?.into()))
}

/// Where and when somebody went through with a ticket, by the number that people say.
#[utoipa::path(get, path = "/shops/{handle}/festivals/{festival}/entries/{number}", tag = "festivals",
    params(("handle" = String, Path), ("festival" = String, Path), ("number" = String, Path)),
    responses((status = 200, body = List<super::wire::GateEntryOut>),
    (status = 404, description = "the festival has no such ticket")))]
async fn list_entries(
    seller: Seller<Write>,
    State(market): State<Commons>,
    Path((_shop, word, number)): Path<(String, String, String)>,
) -> Answer<List<super::wire::GateEntryOut>> {
    let id = own(&market, &seller, &word).await?.id;
    let number: TicketNumber = number.parse().map_err(|_| Problem::not_found())?;
    let look = async move |tx: &mut Tx| match find_by_number(tx, id, number).await? {
        Some(ticket) => super::of_ticket(tx, ticket.id).await.map(Some),
        None => Ok(None),
    };
    Ok(Json(List::all(market.find(look).await?)))
}

/// Count what a gate asks and tells, or refuse it. A word that opens no gate counts for nothing.
async fn may_ask(market: &Commons, token: &str) -> Result<(), Problem> {
    let wanted = token.to_owned();
    let gate = market.find(async move |tx: &mut Tx| find_by_token(tx, &wanted).await).await?;
    market.limits.take(ASKS, gate.id.to_string())
}

/// What a gate must know to look at tickets without a network: numbers, versions and keys, and no names.
#[utoipa::path(get, path = "/gates/{token}/list", tag = "festivals", params(("token" = String, Path)),
    responses((status = 200, body = GateListOut), (status = 404, description = "no such gate is open"), (status = 429)))]
async fn show_gate_list(
    State(market): State<Commons>,
    visit: Visit,
    Path(token): Path<String>,
) -> Answer<GateListOut> {
    let now = visit.now;
    may_ask(&market, &token).await?;
    let found = market.find(async move |tx: &mut Tx| list_for(tx, now, &token).await).await?;
    Ok(Json(GateListOut::new(&found, visit.lang, now)))
}

/// Who went through a gate, in any order, and as often as it likes: each is kept once, by its counter.
#[derive(ToSchema)]
pub struct GateEntriesIn {
    /// What time it is by the gate's own clock. RFC 3339.
    #[schema(example = "2026-12-03T02:00:00Z")]
    pub clock: String,
    #[schema(max_items = 500)]
    pub entries: Vec<GateEntryIn>,
}

/// Somebody went through.
#[derive(ToSchema)]
pub struct GateEntryIn {
    /// 1, 2, 3 … of the gate.
    #[schema(minimum = 1)]
    pub counter: i64,
    #[schema(example = "14SC-0PJ6")]
    pub number: String,
    /// Of the code that was shown.
    #[schema(minimum = 1, maximum = 255)]
    pub version: i64,
    #[schema(schema_with = word_of::<Way>)]
    pub way: String,
    /// By the gate's own clock. RFC 3339.
    #[schema(example = "2026-12-03T02:00:00Z")]
    pub at: String,
}

/// Tell who went through a gate, and hear how wrong its clock is.
#[utoipa::path(post, path = "/gates/{token}/entries", tag = "festivals", params(("token" = String, Path)),
    request_body = GateEntriesIn,
    responses((status = 200, body = HeardOut), (status = 404, description = "no such gate is open"), (status = 429)))]
async fn tell_entries(
    State(market): State<Commons>,
    visit: Visit,
    Path(token): Path<String>,
    mut body: Fields,
) -> Answer<HeardOut> {
    let now = visit.now;
    may_ask(&market, &token).await?;
    let (clock, told) = read_told(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let act = async move |tx: &mut Tx| record(tx, now, &token, clock, &told).await;
    let gate = market.write(act).await?;
    Ok(Json(HeardOut { clock_off_seconds: gate.clock_off / 1_000_000, now: time(now) }))
}

fn moment(text: &str) -> Option<Timestamp> {
    Timestamp::parse_rfc3339(text).ok()
}

fn read_told(body: &mut Fields) -> Option<(Timestamp, Vec<Told>)> {
    let clock = body.parsed("clock", moment);
    let count = body.given_list("entries", MOST);
    if count > MOST {
        body.refuse("entries", Refusal::new("refused-too-many-at-once").with("max", MOST));
    }
    let mut told = Vec::new();
    for place in 0..count.min(MOST) {
        let name = |field: &str| format!("entries.{place}.{field}");
        body.object(&format!("entries.{place}"));
        let counter = body.whole(&name("counter"), 1..=i64::MAX);
        let number = body.parsed(&name("number"), |text| text.parse::<TicketNumber>().ok());
        let version = body.whole(&name("version"), 1..=255);
        let (way, at) = (body.parsed(&name("way"), Way::parse), body.parsed(&name("at"), moment));
        if let (Some(number), Some(way), Some(at)) = (number, way, at) {
            told.push(Told { counter, number, version, way, at });
        }
    }
    Some((clock?, told)).filter(|_| body.is_good())
}
