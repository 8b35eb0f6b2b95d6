//! Notifications for programs.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Problem, Refusal},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Delivery, Notification, NotificationId, Preference, choices, choose};
use crate::{
    accounts,
    market::Market,
    notifications,
    visit::Visit,
    wire::{List, time},
};

pub fn routes() -> OpenApiRouter<Market> {
    OpenApiRouter::new()
        .routes(routes!(list, read_all))
        .routes(routes!(read))
        .routes(routes!(list_choices, change))
}

const PAGE: usize = 30;

#[derive(Serialize, ToSchema)]
pub struct NotificationOut {
    id: String,
    /// Of the mail that says the same, such as `orders.shipped`.
    kind: String,
    words: String,
    /// BCP 47 of the words.
    language: &'static str,
    /// The page that it leads to.
    path: String,
    is_read: bool,
    at: String,
}

impl From<Notification> for NotificationOut {
    fn from(told: Notification) -> Self {
        Self {
            id: told.id.to_string(),
            language: told.lang.code(),
            is_read: told.is_read(),
            kind: told.kind,
            words: told.words,
            path: told.path,
            at: time(told.at),
        }
    }
}

#[derive(Deserialize, IntoParams)]
pub struct Before {
    /// `next` of the page before.
    cursor: Option<i64>,
}

/// What the caller was told, newest first.
#[utoipa::path(get, path = "/notifications", tag = "notifications", params(Before),
    responses((status = 200, body = List<NotificationOut>)))]
async fn list(
    State(market): State<Market>,
    visit: Visit,
    Query(wanted): Query<Before>,
) -> Result<Json<List<NotificationOut>>, Problem> {
    visit.allow(accounts::scopes::READ)?;
    let (account, before) = (visit.account_id()?, wanted.cursor.unwrap_or(i64::MAX));
    let find = async move |tx: &mut Tx| notifications::list(tx, account, before, 31).await;
    let mut found = market.db.read(find).await?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| has_more).map(|last| last.id.get().to_string());
    Ok(Json(List { items: found.into_iter().map(Into::into).collect(), next }))
}

/// All of them are read.
#[utoipa::path(delete, path = "/notifications", tag = "notifications", responses((status = 204)))]
async fn read_all(State(market): State<Market>, visit: Visit) -> Result<StatusCode, Problem> {
    visit.allow(accounts::scopes::WRITE)?;
    let (account, now) = (visit.account_id()?, visit.now);
    market.db.write(async move |tx: &mut Tx| notifications::read_all(tx, now, account).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// One of them is read.
#[utoipa::path(post, path = "/notifications/{id}/reading", tag = "notifications", params(("id" = String, Path)),
    responses((status = 204)))]
async fn read(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<NotificationId>,
) -> Result<StatusCode, Problem> {
    visit.allow(accounts::scopes::WRITE)?;
    let (account, now) = (visit.account_id()?, visit.now);
    let act = async move |tx: &mut Tx| {
        let told = notifications::find(tx, account, id).await?;
        notifications::read(tx, now, account, id).await?;
        Ok::<_, DbError>(told)
    };
    market.db.write(act).await?.ok_or_else(Problem::not_found)?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Serialize, ToSchema)]
pub struct ChoiceOut {
    kind: &'static str,
    mail: bool,
    list: bool,
    /// Money or a deadline depends on it: it cannot be switched off.
    is_needed: bool,
}

impl From<Preference> for ChoiceOut {
    fn from(choice: Preference) -> Self {
        let is_needed = choice.kind.delivery == Delivery::Required;
        Self { kind: choice.kind.name, mail: choice.mail, list: choice.list, is_needed }
    }
}

/// Where each kind of notification arrives.
#[utoipa::path(get, path = "/notification-choices", tag = "notifications",
    responses((status = 200, body = List<ChoiceOut>)))]
async fn list_choices(State(market): State<Market>, visit: Visit) -> Result<Json<List<ChoiceOut>>, Problem> {
    visit.allow(accounts::scopes::READ)?;
    let (account, kinds) = (visit.account_id()?, market.kinds());
    let all = market.db.read(async move |tx: &mut Tx| choices(tx, account, &kinds).await).await?;
    Ok(Json(List::all(all)))
}

/// Where one kind arrives.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct ChoiceIn {
    kind: String,
    mail: bool,
    list: bool,
}

/// Kinds that are not named stay as they are.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct ChoicesIn {
    choices: Vec<ChoiceIn>,
}

/// Say where kinds of notification arrive.
#[utoipa::path(put, path = "/notification-choices", tag = "notifications", request_body = ChoicesIn,
    responses((status = 200, body = List<ChoiceOut>), (status = 422, description = "some fields were refused")))]
async fn change(
    State(market): State<Market>,
    visit: Visit,
    mut body: Fields,
) -> Result<Json<List<ChoiceOut>>, Problem> {
    visit.allow(accounts::scopes::WRITE)?;
    let (by, account) = (visit.buyer()?, visit.account_id()?);
    let kinds = market.kinds();
    let count = body.list("choices", kinds.len());
    let mut wanted = Vec::with_capacity(count);
    for at in 0..count {
        body.object(&format!("choices.{at}"));
        let kind = body.parsed(&format!("choices.{at}.kind"), |name| market.kind(name));
        let mail = body.yes_or_no(&format!("choices.{at}.mail"));
        let list = body.yes_or_no(&format!("choices.{at}.list"));
        wanted.extend(kind.map(|kind| Preference { kind, mail, list }));
    }
    if count > kinds.len() {
        body.refuse("choices", Refusal::new("refused-out-of-range").with("min", 0).with("max", kinds.len()));
    }
    if !body.is_good() {
        return Err(Problem::invalid(&body));
    }
    market.db.write(async move |tx: &mut Tx| choose(tx, &by, &wanted).await).await?;
    let all = market.db.read(async move |tx: &mut Tx| choices(tx, account, &kinds).await).await?;
    Ok(Json(List::all(all)))
}
