//! The list of somebody's searches, the button that saves one, and the link that ends the mails.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use kernel::hours;
use people::{
    confirm,
    market::Market,
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Fields, Limit, Paging, Problem, Refusal, Routes},
};

use super::{
    SaveError, SavedId, SavedSearch,
    alert::{Alerts, choose_alerts, end_alerts, remove},
    count, list, save,
    store::knows,
};
use crate::{Goods, search::asked::SearchRequest};

const CHANGES: Limit = Limit { name: "saved searches", times: 120, per: hours(1) };
/// Characters of a search.
const LONGEST: usize = 2_000;

pub fn routes() -> Routes<Goods> {
    Routes::default()
        .get("/searches", index)
        .post("/searches", create)
        .post("/searches/{id}/alerts", alerts)
        .post("/searches/{id}/removal", destroy)
        .get("/searches/end/{token}", ask_end)
        .post("/searches/end/{token}", end)
}

/// Count a change of somebody's searches, or refuse it.
pub(super) fn may_change(market: &Market, visit: &Visit) -> Result<(), Problem> {
    let who = visit.account_id().map_or_else(|_| visit.from.clone(), |account| account.to_string());
    market.limits.take(CHANGES, who)
}

/// What is to be saved, from a page or a program: `query`, as the address of what was found has it.
pub(super) fn read_search(form: &mut Fields) -> SearchRequest {
    let asked = SearchRequest::read(form.line("query", LONGEST).trim_start_matches('?'));
    if form.is_good() && asked.essence().is_empty() {
        form.refuse("query", Refusal::new("refused-search-everything"));
    }
    asked
}

#[derive(Template)]
#[template(path = "search/saved/views/index.html")]
struct IndexPage {
    shell: Shell,
    searches: Vec<Named>,
    all: i64,
    older: String,
}

/// A search with what it is called.
struct Named {
    search: SavedSearch,
    name: String,
}

/// `GET /searches`: the newest first.
async fn index(State(market): State<Market>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    let (rows, all) = match visit.holder() {
        Some(holder) => {
            let (before, limit) = (paging.before, paging.limit.and_one_more());
            let look = async move |tx: &mut Tx| {
                Ok::<_, DbError>((list(tx, holder, before, limit).await?, count(tx, holder).await?))
            };
            market.db.read(look).await?
        }
        None => (Vec::new(), 0),
    };
    let (rows, older) = paging.cut(rows, |last| last.id.get());
    let shell = visit.shell("mine");
    let name = |search: SavedSearch| Named {
        name: search.name(&shell, &market.capabilities, market.config.currency),
        search,
    };
    let searches = rows.into_iter().map(name).collect();
    views::page(&IndexPage { searches, all, older, shell })
}

/// `POST /searches`: save what is looked for, and be on its page again.
async fn create(State(market): State<Market>, visit: Visit, mut form: Fields) -> Result<Response, Problem> {
    let asked = read_search(&mut form);
    if !form.is_good() {
        return Err(Problem::invalid(&form));
    }
    may_change(&market, &visit)?;
    let ((holder, cookie), now) = (visit.ensure_holder().await?, visit.now);
    let path = asked.first();
    market.db.write(async move |tx: &mut Tx| save(tx, now, holder, &asked).await).await?;
    Ok((cookie, redirect(&path, "done-search-saved")).into_response())
}

/// `POST /searches/{id}/alerts`: `alerts`, `yes` or `no`.
async fn alerts(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<SavedId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let holder = visit.holder().ok_or_else(Problem::not_found)?;
    let wanted = if form.yes_or_no("alerts") { Alerts::On } else { Alerts::Off };
    form.check()?;
    may_change(&market, &visit)?;
    let act = async move |tx: &mut Tx| choose_alerts(tx, holder, id, wanted).await;
    if !market.db.write(act).await? {
        return Err(Problem::not_found());
    }
    let done = if wanted == Alerts::On { "done-search-alerts-on" } else { "done-search-alerts-off" };
    Ok(redirect("/searches", done))
}

/// `POST /searches/{id}/removal`
async fn destroy(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<SavedId>,
) -> Result<Response, Problem> {
    let holder = visit.holder().ok_or_else(Problem::not_found)?;
    may_change(&market, &visit)?;
    market.db.write(async move |tx: &mut Tx| remove(tx, holder, id).await).await?;
    Ok(redirect("/searches", "done-search-removed"))
}

/// `GET /searches/end/{token}`: asks first, since programs look at the links in mails.
async fn ask_end(
    State(market): State<Market>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    if !market.db.read(async move |tx: &mut Tx| knows(tx, &token).await).await? {
        return Err(Problem::not_found());
    }
    confirm::ask(visit.shell(""), "search-alerts-end", String::new(), "/searches".to_owned())
}

/// `POST /searches/end/{token}`
async fn end(State(market): State<Market>, Path(token): Path<String>) -> Result<Response, Problem> {
    if !market.db.write(async move |tx: &mut Tx| end_alerts(tx, &token).await).await? {
        return Err(Problem::not_found());
    }
    Ok(redirect("/searches", "done-search-alerts-ended"))
}

impl From<SaveError> for Problem {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::Everything => Self::conflict("refused-search-everything"),
            SaveError::Full => Self::conflict("problem-searches-full"),
            SaveError::Store(error) => error.into(),
        }
    }
}
