//! Saved searches for programs: the same acts.

use axum::{Json, extract::Path, http::StatusCode};
use people::{
    accounts::scopes::{Read, Write},
    caller::Buyer,
    calls,
    seek::Seek,
    wire::{Answer, Done, List, Made, time},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    SavedId, SavedSearch,
    alert::{Alerts, choose_alerts, remove},
    list,
    pages::{may_change, read_search},
    save,
};
use crate::Goods;

pub fn routes() -> OpenApiRouter<Goods> {
    OpenApiRouter::new()
        .routes(calls!(list_saved, save_search))
        .routes(calls!(set_search_alerts, remove_search))
}

/// What the caller looks for again and again.
#[derive(Serialize, ToSchema)]
pub struct SavedSearchOut {
    id: String,
    /// What `GET /listings` takes: words and what was chosen beside them.
    #[schema(example = "q=tea+bowl&craft=ceramics")]
    query: String,
    /// Whether the caller is told of what is new, once a day at most.
    alerts: bool,
    saved_at: String,
}

impl From<SavedSearch> for SavedSearchOut {
    fn from(search: SavedSearch) -> Self {
        let SavedSearch { id, query, has_alerts, saved_at } = search;
        Self { id: id.to_string(), query, alerts: has_alerts, saved_at: time(saved_at) }
    }
}

#[derive(ToSchema)]
pub struct SavedSearchIn {
    /// What `GET /listings` takes. An order and a place in the list are left out.
    #[schema(example = "q=tea+bowl&craft=ceramics")]
    pub query: String,
}

#[derive(ToSchema)]
pub struct SearchAlertsIn {
    pub alerts: bool,
}

/// What the caller saved, newest first.
#[utoipa::path(get, path = "/searches", tag = "search", params(Seek),
    responses((status = 200, body = List<SavedSearchOut>)))]
async fn list_saved(Buyer { account, market, .. }: Buyer<Read>, seek: Seek) -> Answer<List<SavedSearchOut>> {
    let look = async move |tx: &mut Tx| list(tx, account.get(), seek.before(), seek.rows()).await;
    let page = seek.page(market.read(look).await?, |search| search.id.get());
    Ok(Json(page.map(SavedSearchOut::from)))
}

/// Save a search, with alerts; what is saved already stays as it is.
#[utoipa::path(post, path = "/searches", tag = "search", request_body = SavedSearchIn,
    responses((status = 201, body = SavedSearchOut),
    (status = 409, description = "the caller saved as many as they may"),
    (status = 422, description = "nothing is looked for")))]
async fn save_search(
    Buyer { account, now, market, visit, .. }: Buyer<Write>,
    mut form: Fields,
) -> Made<SavedSearchOut> {
    let asked = read_search(&mut form);
    form.check()?;
    may_change(&market, &visit)?;
    let saved = market.write(async move |tx| save(tx, now, account.get(), &asked).await).await?;
    Ok((StatusCode::CREATED, Json(saved.into())))
}

/// Be told of what is new, or not any more.
#[utoipa::path(put, path = "/searches/{id}", tag = "search",
    params(("id" = String, Path)), request_body = SearchAlertsIn,
    responses((status = 204), (status = 404), (status = 422, description = "some fields were refused")))]
async fn set_search_alerts(
    Buyer { account, market, visit, .. }: Buyer<Write>,
    Path(id): Path<SavedId>,
    mut form: Fields,
) -> Done {
    let alerts = if form.given_yes_or_no("alerts") { Alerts::On } else { Alerts::Off };
    form.check()?;
    may_change(&market, &visit)?;
    let is_there =
        market.write(async move |tx: &mut Tx| choose_alerts(tx, account.get(), id, alerts).await).await?;
    if is_there { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::not_found()) }
}

/// Save a search no more.
#[utoipa::path(delete, path = "/searches/{id}", tag = "search",
    params(("id" = String, Path)), responses((status = 204)))]
async fn remove_search(Buyer { account, market, visit, .. }: Buyer<Write>, Path(id): Path<SavedId>) -> Done {
    may_change(&market, &visit)?;
    market.write(async move |tx: &mut Tx| remove(tx, account.get(), id).await).await?;
    Ok(StatusCode::NO_CONTENT)
}
