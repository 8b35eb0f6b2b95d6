use std::time::Duration;

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Currency, hours, minutes};
use platform::{
    db::Tx,
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Limit, Problem, Refusal},
};

use crate::{
    accounts::numbers,
    accounts::{self, Account, Login, NewAccount, Password, RegisterError, SignInError},
    market::Market,
    visit::{Visit, redirect, return_to},
};

/// Tries with one login, by one network address or by a browser that it was used in before.
const TRIES: Limit = Limit { name: "sign-in", times: 10, per: minutes(15) };
/// Tries with one login by everybody else together: after these an answer takes its time, and nobody is refused.
const CROWD: Limit = Limit { name: "sign-in-crowd", times: 20, per: minutes(15) };
/// How much longer each takes, and at most.
const STEP: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(3);

#[derive(Template)]
#[template(path = "accounts/views/signin.html")]
struct SignInPage {
    shell: Shell,
    form: Fields,
    /// To the other door, with the same way back.
    other: String,
    /// In without a password, and to a new one.
    by_code: String,
    forgotten: String,
}

impl SignInPage {
    fn new(visit: &Visit, form: Fields) -> Self {
        let (other, by_code) = (door("/register", &form), door("/signin/code", &form));
        let forgotten = door("/signin/code?purpose=password", &form);
        Self { shell: visit.shell("mine"), other, by_code, forgotten, form }
    }
}

#[derive(Template)]
#[template(path = "accounts/views/register.html")]
struct RegisterPage {
    shell: Shell,
    form: Fields,
    other: String,
}

impl RegisterPage {
    fn new(visit: &Visit, form: Fields) -> Self {
        Self { shell: visit.shell("mine"), other: door("/signin", &form), form }
    }
}

fn door(path: &str, form: &Fields) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    match form.value("return_to") {
        "" => path.to_owned(),
        back => {
            let sign = if path.contains('?') { '&' } else { '?' };
            format!("{path}{sign}{}", query.append_pair("return_to", back).finish())
        }
    }
}

pub async fn sign_in_form(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let form = Fields::from_query(&query.unwrap_or_default());
    if visit.account.is_some() {
        return Ok(Redirect::to(&return_to(form.value("return_to"), "/mine")).into_response());
    }
    views::page(&SignInPage::new(&visit, form))
}

pub async fn sign_in(
    State(market): State<Market>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    match check(&market, &visit, &mut form).await? {
        Some(account) => enter(&visit, &account, &form, None).await,
        None => views::refused(&SignInPage::new(&visit, form)),
    }
}

/// Whose login and password these are. What is wrong is left in the form: one text for every reason.
pub(in crate::accounts) async fn check(
    market: &Market,
    visit: &Visit,
    form: &mut Fields,
) -> Result<Option<Account>, Problem> {
    let country = market.config.country;
    let password = Password::given(form, "password");
    let typed = form.line("login", 254);
    if !form.is_good() {
        return Ok(None);
    }
    let times = market.rules().count(numbers::SIGN_INS);
    market.limits.take(Limit { name: "sign-in-address", times, per: hours(1) }, visit.from.clone())?;
    let whose = Login::parse(&typed, country).map(|login| login.key()).unwrap_or_default();
    let found = find(market, typed).await?;
    let browser = known_browser(visit, found.as_ref()).await?;
    let key = format!("{whose} {}", browser.as_ref().unwrap_or(&visit.from));
    market.limits.take(TRIES, key.clone())?;
    if browser.is_none() {
        let beyond = market.limits.count(CROWD, whose).saturating_sub(CROWD.times);
        tokio::time::sleep((STEP * beyond).min(LONGEST)).await;
    }
    match accounts::sign_in(found, password).await {
        Ok(account) => {
            market.limits.forget(TRIES, &key);
            Ok(Some(account))
        }
        Err(SignInError::Wrong) => {
            form.refuse("password", Refusal::new("refused-sign-in"));
            Ok(None)
        }
        Err(SignInError::Hashing(error)) => Err(error.into()),
    }
}

/// Whose login was typed.
pub(super) async fn find(market: &Market, typed: String) -> Result<Option<Account>, Problem> {
    let country = market.config.country;
    let find = async move |tx: &mut Tx| accounts::find_by_typed(tx, &typed, country).await;
    Ok(market.db.read(find).await?)
}

/// The browser of a visitor, if the account was signed in there before: what strangers do elsewhere is not counted for it.
pub(super) async fn known_browser(
    visit: &Visit,
    account: Option<&Account>,
) -> Result<Option<String>, Problem> {
    let browser = visit.asker().browser;
    let Some(account) = account.filter(|_| !browser.is_empty()) else { return Ok(None) };
    let (id, hash) = (account.id, browser.clone());
    let look = async move |tx: &mut Tx| accounts::is_known_browser(tx, id, &hash).await;
    Ok(visit.market.db.read(look).await?.then_some(browser))
}

/// Go in: with a new session, to where the visitor wanted to go.
pub(super) async fn enter(
    visit: &Visit,
    account: &Account,
    form: &Fields,
    done: Option<&'static str>,
) -> Result<Response, Problem> {
    let cookie = visit.sign_in(account.id).await?;
    let to = return_to(form.value("return_to"), "/mine");
    let response = match done {
        Some(done) => redirect(&to, done),
        None => Redirect::to(&to).into_response(),
    };
    Ok((cookie, response).into_response())
}

pub async fn register_form(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let form = Fields::from_query(&query.unwrap_or_default());
    if visit.account.is_some() {
        return Ok(Redirect::to(&return_to(form.value("return_to"), "/mine")).into_response());
    }
    views::page(&RegisterPage::new(&visit, form))
}

pub async fn register(
    State(market): State<Market>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    match create(&market, &visit, &mut form).await? {
        Some(account) => enter(&visit, &account, &form, Some("done-registered")).await,
        None => views::refused(&RegisterPage::new(&visit, form)),
    }
}

/// Make the account that a form asks for. What is wrong is left in the form.
pub(in crate::accounts) async fn create(
    market: &Market,
    visit: &Visit,
    form: &mut Fields,
) -> Result<Option<Account>, Problem> {
    let name = form.line("name", 60);
    let typed = form.line("login", 254);
    let login = Login::parse(&typed, market.config.country);
    if login.is_none() && !typed.is_empty() {
        form.refuse("login", Refusal::new("refused-login"));
    }
    let password = Password::chosen(form, "password", &typed);
    let Some(login) = login.filter(|_| form.is_good()) else { return Ok(None) };
    let times = market.rules().count(numbers::REGISTRATIONS);
    market.limits.take(Limit { name: "register", times, per: hours(1) }, visit.from.clone())?;
    let hash = password.hash(&market.chance).await?;
    let (language, zone, now) = (visit.lang, visit.zone().to_owned(), visit.now);
    let new = NewAccount { login, name, password_hash: Some(hash), language, zone };
    let made = market.db.write(async move |tx: &mut Tx| accounts::register(tx, now, new.clone()).await).await;
    match made {
        Ok(account) => Ok(Some(account)),
        Err(RegisterError::Taken) => {
            form.refuse("login", Refusal::new("refused-login-taken"));
            Ok(None)
        }
        Err(error @ RegisterError::Store(_)) => Err(error.into()),
    }
}

/// `POST /signout`: `return_to` is where who has another account goes on.
pub async fn sign_out(visit: Visit, form: Fields) -> Result<Response, Problem> {
    let cookie = visit.sign_out().await?;
    Ok((cookie, redirect(&return_to(form.value("return_to"), "/"), "done-signed-out")).into_response())
}

pub async fn language(visit: Visit, mut form: Fields) -> Result<Response, Problem> {
    let chosen = form.parsed("lang", Lang::parse).ok_or_else(|| Problem::invalid(&form))?;
    let year = 365 * 24 * 3600;
    let response = Redirect::to(&return_to(form.value("return_to"), "/")).into_response();
    Ok((visit.set_cookie("lang", chosen.code(), year), response).into_response())
}

/// `POST /currency`: prices are shown in it besides, in this browser and for the account.
pub async fn currency(
    State(market): State<Market>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    let chosen = form.parsed("currency", |code| Currency::parse(code).ok());
    let chosen = chosen.ok_or_else(|| Problem::invalid(&form))?;
    if visit.account.is_some() {
        let by = visit.buyer()?;
        market.db.write(async move |tx: &mut Tx| accounts::choose_currency(tx, &by, chosen).await).await?;
    }
    let year = 365 * 24 * 3600;
    let response = Redirect::to(&return_to(form.value("return_to"), "/")).into_response();
    Ok((visit.set_cookie("currency", chosen.code(), year), response).into_response())
}
