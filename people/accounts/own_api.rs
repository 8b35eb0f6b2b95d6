//! What a person may do with their own account, for programs: a new password, everything kept about them, leaving.

use axum::{Json, http::StatusCode};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    export_all,
    pages::{ask_for_phone, change_number, change_password, leave, list_unfinished},
    scopes::{Read, Write},
};
use crate::{
    caller::Buyer,
    calls,
    market::Market,
    wire::{Answer, Done, List},
};

pub fn routes() -> OpenApiRouter<Market> {
    OpenApiRouter::new()
        .routes(calls!(export))
        .routes(calls!(set_password))
        .routes(calls!(set_phone))
        .routes(calls!(ask_phone_code))
        .routes(calls!(show_unfinished, close))
}

/// Everything the market keeps about the one who asks: account, addresses, sessions, shops, orders.
#[utoipa::path(get, path = "/account/export", tag = "accounts",
    responses((status = 200, body = serde_json::Value)))]
async fn export(Buyer { by, market, .. }: Buyer<Read>) -> Answer<serde_json::Value> {
    let capabilities = market.capabilities.clone();
    let look = async move |tx: &mut Tx| export_all(tx, &by, &capabilities).await;
    Ok(Json(market.db.report(look).await?))
}

#[derive(ToSchema)]
pub struct NewPasswordIn {
    /// Left out by an account that has none yet: a session needs no more, a token a code.
    pub password_before: Option<String>,
    /// Six digits that came by mail, where a token sets the first password.
    pub code: Option<String>,
    /// At least 8 characters.
    pub password: String,
    /// `false` keeps the tokens, which end otherwise.
    pub end_tokens: Option<bool>,
}

/// Set a new password. Every other session ends, and every token unless they are to stay. A token alone sets none: it
/// needs the password until now, or a code where there was none.
#[utoipa::path(put, path = "/account/password", tag = "accounts", request_body = NewPasswordIn,
    responses((status = 204), (status = 422, description = "some fields were refused")))]
async fn set_password(Buyer { market, visit, .. }: Buyer<Write>, mut form: Fields) -> Done {
    let is_done = change_password(&market, &visit, &mut form).await?;
    if is_done { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::invalid(&form)) }
}

#[derive(ToSchema)]
pub struct NewPhoneIn {
    pub phone: String,
    /// Left out by an account that has none yet: a session needs no more, a token a code.
    pub password: Option<String>,
    /// Six digits that came by mail, where a token asks for an account without a password.
    pub code: Option<String>,
}

/// Have a code sent to another phone number. The answer is the same whether the number is anybody's or not.
#[utoipa::path(post, path = "/account/phone/codes", tag = "accounts", request_body = NewPhoneIn,
    responses((status = 202), (status = 422, description = "some fields were refused")))]
async fn ask_phone_code(Buyer { market, visit, .. }: Buyer<Write>, mut form: Fields) -> Done {
    let is_asked = ask_for_phone(&market, &visit, &mut form).await?;
    if is_asked { Ok(StatusCode::ACCEPTED) } else { Err(Problem::invalid(&form)) }
}

#[derive(ToSchema)]
pub struct PhoneIn {
    pub phone: String,
    /// Six digits that came to it by text.
    pub code: String,
}

/// Keep another phone number, whose code came back. Every other session ends.
#[utoipa::path(put, path = "/account/phone", tag = "accounts", request_body = PhoneIn,
    responses((status = 204), (status = 422, description = "some fields were refused")))]
async fn set_phone(Buyer { market, visit, .. }: Buyer<Write>, mut form: Fields) -> Done {
    let is_done = change_number(&market, &visit, &mut form).await?;
    if is_done { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::invalid(&form)) }
}

#[derive(ToSchema)]
pub struct LeavingIn {
    /// Left out by an account that has none: a session needs no more, a token a code.
    pub password: Option<String>,
    /// Six digits that came by mail, where a token closes an account without a password.
    pub code: Option<String>,
}

/// Something that is still open when an account is closed.
#[derive(Serialize, ToSchema)]
pub struct UnfinishedOut {
    /// What it is: `unfinished-orders` …
    kind: &'static str,
    count: i64,
}

/// What is still open: it goes on, or ends by its clock, when the account is closed.
#[utoipa::path(get, path = "/account/closure", tag = "accounts", responses((status = 200, body = List<UnfinishedOut>)))]
async fn show_unfinished(Buyer { market, visit, .. }: Buyer<Read>) -> Answer<List<UnfinishedOut>> {
    let all = list_unfinished(&market, &visit).await?.into_iter();
    let items = all.map(|open| UnfinishedOut { kind: open.key, count: open.count }).collect();
    Ok(Json(List { items, next: None }))
}

/// Close the account: name, login, addresses and tokens go; orders and their money stay. Refused while a shop of the
/// one who asks is open.
#[utoipa::path(post, path = "/account/closure", tag = "accounts", request_body = LeavingIn,
    responses((status = 204), (status = 409, description = "nobody would be left to run the market"),
        (status = 422, description = "some fields were refused")))]
async fn close(Buyer { market, visit, .. }: Buyer<Write>, mut form: Fields) -> Done {
    let is_done = leave(&market, &visit, &mut form).await?;
    if is_done { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::invalid(&form)) }
}
