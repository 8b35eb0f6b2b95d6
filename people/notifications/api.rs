//! Notifications for programs.

use axum::{Json, extract::Path, http::StatusCode};
use platform::{
    db::Tx,
    views::Shell,
    web::{Fields, Refusal},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{Delivery, Notification, NotificationId, Preference, choices, choose};
use crate::{
    accounts::scopes::{Read, Write},
    caller::Buyer,
    calls,
    market::Market,
    notifications,
    one_of::{KindName, LanguageCode},
    seek::Seek,
    wire::{Answer, Done, List, time},
};

pub fn routes() -> OpenApiRouter<Market> {
    OpenApiRouter::new()
        .routes(calls!(list, read_all))
        .routes(calls!(read))
        .routes(calls!(list_choices, change))
}

#[derive(Serialize, ToSchema)]
pub struct NotificationOut {
    id: String,
    /// Of the mail that says the same, such as `orders.shipped`.
    #[schema(value_type = KindName)]
    kind: String,
    words: String,
    /// BCP 47 of the words.
    #[schema(value_type = LanguageCode)]
    language: &'static str,
    /// The page that it leads to.
    path: String,
    is_read: bool,
    at: String,
}

impl NotificationOut {
    /// As it is said to the reader.
    fn new(told: Notification, shell: &Shell) -> Self {
        let (words, language) = told.told(shell);
        Self {
            id: told.id.to_string(),
            language: language.code(),
            is_read: told.is_read(),
            words,
            kind: told.kind,
            path: told.path,
            at: time(told.at),
        }
    }
}

/// What the caller was told, newest first, in the language of their account or of `Accept-Language`.
#[utoipa::path(get, path = "/notifications", tag = "notifications", params(Seek),
    responses((status = 200, body = List<NotificationOut>)))]
async fn list(
    Buyer { account, market, visit, .. }: Buyer<Read>,
    seek: Seek,
) -> Answer<List<NotificationOut>> {
    let look = async move |tx: &mut Tx| notifications::list(tx, account, seek.before(), seek.rows()).await;
    let (told, shell) = (market.read(look).await?, visit.shell(""));
    Ok(Json(seek.page(told, |told| told.id.get()).map(|told| NotificationOut::new(told, &shell))))
}

/// All of them are read.
#[utoipa::path(delete, path = "/notifications", tag = "notifications", responses((status = 204)))]
async fn read_all(Buyer { account, now, market, .. }: Buyer<Write>) -> Done {
    market.write(async move |tx| notifications::read_all(tx, now, account).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// One of them is read.
#[utoipa::path(post, path = "/notifications/{id}/reading", tag = "notifications", params(("id" = String, Path)),
    responses((status = 204)))]
async fn read(Buyer { account, now, market, .. }: Buyer<Write>, Path(id): Path<NotificationId>) -> Done {
    market.find(async move |tx| notifications::find(tx, account, id).await).await?;
    market.write(async move |tx| notifications::read(tx, now, account, id).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Serialize, ToSchema)]
pub struct ChoiceOut {
    #[schema(value_type = KindName)]
    kind: &'static str,
    mail: bool,
    list: bool,
    /// As a text, to who has a phone number only.
    text: bool,
    /// Money or a deadline depends on it: it cannot be switched off.
    is_needed: bool,
}

impl From<Preference> for ChoiceOut {
    fn from(choice: Preference) -> Self {
        let is_needed = choice.kind.delivery == Delivery::Required;
        Self { kind: choice.kind.name, mail: choice.mail, list: choice.list, text: choice.text, is_needed }
    }
}

/// Where each kind of notification arrives.
#[utoipa::path(get, path = "/notification-choices", tag = "notifications",
    responses((status = 200, body = List<ChoiceOut>)))]
async fn list_choices(Buyer { account, market, .. }: Buyer<Read>) -> Answer<List<ChoiceOut>> {
    let kinds = market.kinds();
    Ok(Json(List::all(market.read(async move |tx| choices(tx, account, &kinds).await).await?)))
}

/// Where one kind arrives.
#[derive(ToSchema)]
pub struct ChoiceIn {
    #[schema(value_type = KindName)]
    pub kind: String,
    pub mail: bool,
    pub list: bool,
    /// Left out, no text comes but of what is needed.
    pub text: Option<bool>,
}

/// Kinds that are not named stay as they are.
#[derive(ToSchema)]
pub struct ChoicesIn {
    pub choices: Vec<ChoiceIn>,
}

/// Say where kinds of notification arrive.
#[utoipa::path(put, path = "/notification-choices", tag = "notifications", request_body = ChoicesIn,
    responses((status = 200, body = List<ChoiceOut>), (status = 422, description = "some fields were refused")))]
async fn change(
    Buyer { by, account, market, .. }: Buyer<Write>,
    mut body: Fields,
) -> Answer<List<ChoiceOut>> {
    let kinds = market.kinds();
    let count = body.given_list("choices", kinds.len());
    let mut wanted = Vec::with_capacity(count);
    for at in 0..count {
        body.object(&format!("choices.{at}"));
        let kind = body.parsed(&format!("choices.{at}.kind"), |name| market.kind(name));
        let mail = body.given_yes_or_no(&format!("choices.{at}.mail"));
        let list = body.given_yes_or_no(&format!("choices.{at}.list"));
        let text = body.yes_or_no(&format!("choices.{at}.text"));
        wanted.extend(kind.map(|kind| Preference { kind, mail, list, text }));
    }
    if count > kinds.len() {
        body.refuse("choices", Refusal::new("refused-out-of-range").with("min", 0).with("max", kinds.len()));
    }
    body.check()?;
    market.write(async move |tx| choose(tx, &by, &wanted).await).await?;
    Ok(Json(List::all(market.read(async move |tx| choices(tx, account, &kinds).await).await?)))
}
