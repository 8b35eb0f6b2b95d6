//! What a person may do with their own account, for programs: a new password, everything kept about them, leaving.

use axum::{Json, http::StatusCode};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    export_all,
    pages::{change_password, leave},
    scopes::{Read, Write},
};
use crate::{
    caller::Buyer,
    calls,
    market::Market,
    wire::{Answer, Done},
};

pub fn routes() -> OpenApiRouter<Market> {
    OpenApiRouter::new().routes(calls!(export)).routes(calls!(set_password)).routes(calls!(close))
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
    /// Left out by an account that was made at a checkout and has none yet.
    pub password_before: Option<String>,
    /// At least 8 characters.
    pub password: String,
}

/// Set a new password. Every other session ends.
#[utoipa::path(put, path = "/account/password", tag = "accounts", request_body = NewPasswordIn,
    responses((status = 204), (status = 422, description = "some fields were refused")))]
async fn set_password(Buyer { market, visit, .. }: Buyer<Write>, mut form: Fields) -> Done {
    let is_done = change_password(&market, &visit, &mut form).await?;
    if is_done { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::invalid(&form)) }
}

#[derive(ToSchema)]
pub struct LeavingIn {
    /// Left out by an account that has none.
    pub password: Option<String>,
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
