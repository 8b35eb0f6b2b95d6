//! What is viewed and picked, for programs: the same acts.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use goods::catalog::{self, Card, ListingId, ListingSummaryOut, Summaries};
use people::{
    accounts::scopes::{Read, Write},
    caller::Buyer,
    calls,
    market::Market,
    seek::Seek,
    visit::Visit,
    wire::{Answer, Done, List, time},
};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Problem},
};
use selling::Selling;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{Pick, Switch, Viewed, is_off, list, pages::may_change, shelf, similar, turn};

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new()
        .routes(calls!(show_picks, set_switch))
        .routes(calls!(list_viewed))
        .routes(calls!(list_similar))
}

/// Listings of one answer.
const SHOWN: usize = 12;

/// What is picked for the caller.
#[derive(Serialize, ToSchema)]
pub struct PicksOut {
    /// Whether what the caller looks at is noted.
    on: bool,
    items: Vec<PickOut>,
}

#[derive(Serialize, ToSchema)]
pub struct PickOut {
    listing: ListingSummaryOut,
    /// What the caller viewed and this goes with.
    because: ListingSummaryOut,
}

impl PickOut {
    fn new(pick: &Pick, summaries: &Summaries) -> Self {
        Self { listing: summaries.of(&pick.card), because: summaries.of(&pick.because) }
    }
}

#[derive(ToSchema)]
pub struct SwitchIn {
    /// `false` forgets at once what is known.
    #[allow(dead_code)]
    pub on: bool,
}

#[derive(Serialize, ToSchema)]
pub struct ViewedOut {
    viewed_at: String,
    listing: ListingSummaryOut,
}

/// What is picked for the caller, and why.
#[utoipa::path(get, path = "/recommendations", tag = "recommendations", responses((status = 200, body = PicksOut)))]
async fn show_picks(Buyer { account, now, market, visit, .. }: Buyer<Read>) -> Answer<PicksOut> {
    let look = async move |tx: &mut Tx| {
        let on = !is_off(tx, account.get()).await?;
        Ok::<_, DbError>((on, shelf(tx, now, account.get(), SHOWN).await?))
    };
    let (on, picks) = market.read(look).await?;
    let cards: Vec<&Card> = picks.iter().flat_map(|pick| [&pick.card, &pick.because]).collect();
    let summaries = Summaries::read(&market, now, visit.reader(), cards).await?;
    Ok(Json(PicksOut { on, items: picks.iter().map(|pick| PickOut::new(pick, &summaries)).collect() }))
}

/// Have noted what the caller looks at, or not any more: then all of it is forgotten at once.
#[utoipa::path(put, path = "/recommendations", tag = "recommendations", request_body = SwitchIn,
    responses((status = 204), (status = 422, description = "some fields were refused")))]
async fn set_switch(Buyer { account, now, market, visit, .. }: Buyer<Write>, mut form: Fields) -> Done {
    let switch = if form.given_yes_or_no("on") { Switch::On } else { Switch::Off };
    form.check()?;
    may_change(&market, &visit)?;
    market.write(async move |tx: &mut Tx| turn(tx, now, account.get(), switch).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What the caller viewed and is on sale, the last first.
#[utoipa::path(get, path = "/recommendations/viewed", tag = "recommendations", params(Seek),
    responses((status = 200, body = List<ViewedOut>)))]
async fn list_viewed(
    Buyer { account, now, market, visit, .. }: Buyer<Read>,
    seek: Seek,
) -> Answer<List<ViewedOut>> {
    let look = async move |tx: &mut Tx| {
        let rows = list(tx, account.get(), seek.before(), seek.rows()).await?;
        let page = seek.page(rows, |last: &Viewed| last.at.micros());
        let ids: Vec<ListingId> = page.items.iter().map(|one| one.listing).collect();
        Ok::<_, DbError>((page, catalog::cards(tx, &ids).await?))
    };
    let (page, cards) = market.read(look).await?;
    let summaries = Summaries::read(&market, now, visit.reader(), &cards).await?;
    let shown = |viewed: &Viewed| {
        let card = cards.iter().find(|card| card.id == viewed.listing)?;
        Some(ViewedOut { viewed_at: time(viewed.at), listing: summaries.of(card) })
    };
    Ok(Json(List { items: page.items.iter().filter_map(shown).collect(), next: page.next }))
}

/// What goes with a listing or is like it: the same for everybody.
#[utoipa::path(get, path = "/listings/{listing_id}/similar", tag = "recommendations",
    params(("listing_id" = String, Path)),
    responses((status = 200, body = List<ListingSummaryOut>), (status = 404)))]
async fn list_similar(
    State(market): State<Market>,
    visit: Visit,
    Path(listing): Path<ListingId>,
) -> Answer<List<ListingSummaryOut>> {
    let now = visit.now;
    let look = async move |tx: &mut Tx| {
        let Some(_) = catalog::card(tx, listing).await? else { return Ok(None) };
        Ok::<_, DbError>(Some(similar(tx, now, listing, SHOWN).await?))
    };
    let cards = market.read(look).await?.ok_or_else(Problem::not_found)?;
    let summaries = Summaries::read(&market, now, visit.reader(), &cards).await?;
    Ok(Json(List { items: cards.iter().map(|card| summaries.of(card)).collect(), next: None }))
}
