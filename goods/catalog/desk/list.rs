use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use people::{
    market::Market,
    shops::{self, Desk},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell, Tab, tabs},
    web::{Fields, Paging, Problem, Refusal},
};

use super::common::own;
use crate::catalog::{self, DeskRow, ListingId, ListingState};

/// Letters that are looked for.
const MOST_WORDS: usize = 100;

/// In the order of the tabs.
const STATES: [ListingState; 3] = [ListingState::Active, ListingState::Draft, ListingState::Archived];

#[derive(Template)]
#[template(path = "catalog/views/desk_listings.html")]
struct ListingsPage {
    shell: Shell,
    desk: Desk,
    tabs: Vec<Tab>,
    state: &'static str,
    listings: Vec<DeskRow>,
    older: String,
    /// Whether the shop has no listing in any state.
    is_bare: bool,
    /// What was typed for a listing and refused.
    refused: Option<Refused>,
    symbol: &'static str,
    form: Fields,
    is_search: bool,
}

/// The pieces that were typed for a listing, and why they were not taken.
struct Refused {
    listing: ListingId,
    typed: String,
    why: Refusal,
}

impl ListingsPage {
    fn refused(&self, row: &DeskRow) -> Option<&Refused> {
        self.refused.as_ref().filter(|refused| refused.listing == row.id)
    }

    fn typed(&self, row: &DeskRow) -> String {
        self.refused(row).map_or_else(|| row.available.to_string(), |refused| refused.typed.clone())
    }

    fn why(&self, row: &DeskRow) -> String {
        self.refused(row).map(|refused| refused.why.words(&self.shell.text)).unwrap_or_default()
    }
}

/// `GET /desk/{handle}/listings?state=active`
pub async fn index(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    list(&market, &visit, &handle, paging, None).await
}

async fn list(
    market: &Market,
    visit: &Visit,
    handle: &str,
    paging: Paging,
    refused: Option<Refused>,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(handle)?;
    let id = by.shop()?;
    let state = ListingState::parse(paging.asked.value("state")).unwrap_or(ListingState::Active);
    let limit = paging.limit.and_one_more();
    let mut form = paging.asked.clone();
    let words = form.maybe_line("q", MOST_WORDS);
    let sought = words.clone();
    let (shop, counts, listings) = market
        .db
        .read(async move |tx: &mut Tx| {
            let listings = catalog::list_for_desk(tx, id, state, &words, paging.before, limit).await?;
            let counts = catalog::count_of_shop(tx, id).await?;
            Ok::<_, DbError>((shops::find(tx, id).await?, counts, listings))
        })
        .await?;
    let (listings, older) = paging.cut(listings, |last| last.id.number());
    let (shell, shop) = (visit.shell("desk"), shop.ok_or_else(Problem::not_found)?);
    let page = ListingsPage {
        desk: Desk::new(&shop, "listings"),
        tabs: tabs(&STATES, ListingState::name, state, &counts),
        state: state.name(),
        is_bare: counts.is_empty(),
        listings,
        older,
        refused,
        symbol: shell.sign(&shop.currency),
        is_search: !sought.is_empty(),
        form,
        shell,
    };
    views::show(&page, page.refused.is_none())
}

/// The state that a form or an API body asks for.
pub(crate) fn read_state(form: &mut Fields) -> Result<ListingState, Problem> {
    form.parsed("state", ListingState::parse).ok_or_else(|| Problem::invalid(form))
}

/// `POST /desk/{handle}/listings/{id}/state`: publish, take back to the drafts, or put away.
pub async fn set_state(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, ListingId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    own(&visit, &handle, id)?;
    let (now, state) = (visit.now, read_state(&mut form)?);
    market.db.write(async move |tx: &mut Tx| catalog::set_state(tx, now, id, state).await).await?;
    let done = match state {
        ListingState::Active => "done-listing-published",
        ListingState::Draft => "done-listing-hidden",
        ListingState::Archived => "done-listing-archived",
    };
    Ok(redirect(&format!("/desk/{handle}/listings/{id}"), done))
}

/// The number of pieces that a form or an API body says; None leaves them as they are.
pub(crate) fn read_pieces(form: &mut Fields) -> Result<Option<i64>, Problem> {
    let pieces = form.maybe_whole("available", 0..=1_000_000);
    if !form.is_good() {
        return Err(Problem::invalid(form));
    }
    // What was sold since the page was shown must not come back because of a number nobody touched.
    Ok(pieces.filter(|pieces| pieces.to_string() != form.value("was")))
}

/// `POST /desk/{handle}/listings/{id}/stock`: the pieces of a listing with a single variant.
pub async fn restock(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, ListingId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    own(&visit, &handle, id)?;
    let state = ListingState::parse(form.value("state")).unwrap_or(ListingState::Active);
    if let Some(pieces) = read_pieces(&mut form).unwrap_or(None) {
        let act = async move |tx: &mut Tx| {
            let variants = catalog::variant_ids(tx, id).await?;
            let [(only, _)] = variants.as_slice() else { return Ok(false) };
            catalog::restock(tx, *only, pieces).await.map(|()| true)
        };
        if !market.db.write::<_, DbError, _>(act).await? {
            form.refuse("available", Refusal::new("refused-table"));
        }
    }
    if let Some(why) = form.refusal("available").cloned() {
        let refused = Refused { listing: id, typed: form.value("available").to_owned(), why };
        let mut paging = Paging::first(format!("/desk/{handle}/listings"));
        paging.asked.set("state", state.name());
        return list(&market, &visit, &handle, paging, Some(refused)).await;
    }
    Ok(redirect(&format!("/desk/{handle}/listings?state={}", state.name()), "done-listing-restocked"))
}
