//! One click to look at a demo market as somebody. In a real market this does not exist.

use axum::{
    extract::State,
    http::header::SET_COOKIE,
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use people::{
    accounts::{self, Login},
    market::Market,
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    sessions::{self, LIFETIME_DAYS},
    web::{Fields, Problem, Routes},
};

/// The people that the ribbon of a demo market lets one be, and where each begins.
pub const ROLES: [(&str, &str, &str); 4] = [
    ("buyer", "buyer-001@demo.example", "/orders"),
    ("maker", "helan-leather@demo.example", "/desk/helan-leather"),
    ("farmer", "zhongning-goji@demo.example", "/desk/zhongning-goji"),
    ("operator", "operator@demo.example", "/operator"),
];

pub fn routes() -> Routes<Market> {
    Routes::default().post("/demo/role", create)
}

/// `POST /demo/role`: be the buyer, the maker, the farmer or the operator of the demo.
async fn create(State(market): State<Market>, visit: Visit, form: Fields) -> Result<Response, Problem> {
    if !market.config.demo {
        return Err(Problem::not_found());
    }
    let role = ROLES.iter().find(|(role, _, _)| *role == form.value("role"));
    let (_, email, home) = role.ok_or_else(Problem::not_found)?;
    let (now, device) = (visit.now, visit.device.clone());
    let login = Login::Email((*email).to_owned());
    let act = async move |tx: &mut Tx| {
        let Some(account) = accounts::find_by_login(tx, &login).await? else { return Ok(None) };
        Ok::<_, DbError>(Some(sessions::start(tx, now, Some(account.id), &device).await?))
    };
    let (_, token) = market.db.write(act).await?.ok_or_else(Problem::not_found)?;
    let seconds = i64::try_from(LIFETIME_DAYS * 86_400).unwrap_or(i64::MAX);
    let cookie = visit.cookie(Visit::session_cookie(&market), &token, seconds);
    Ok((AppendHeaders([(SET_COOKIE, cookie)]), Redirect::to(home)).into_response())
}
