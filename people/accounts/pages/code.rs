//! Going in with a code from a mail: without a password, or to choose a new one.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    response::{IntoResponse, Response},
};
use kernel::{AccountId, Timestamp, hours, minutes};
use platform::{
    db::Tx,
    views::{self, Shell},
    web::{Fields, Limit, Problem, Refusal},
};

use super::door::{enter, find, known_browser};
use crate::{
    accounts::numbers,
    accounts::{self, Account, CodeError, Login, Password, Proof, Purpose},
    market::Market,
    visit::Visit,
};

/// Codes for one login that one network address may ask for, or a browser that it was used in before.
const CODES: Limit = Limit { name: "codes", times: 5, per: hours(1) };
/// Codes for one login that everybody else may ask for together, so that nobody's letter-box is filled.
const CODES_OF_ALL: Limit = Limit { name: "codes-of-all", times: 60, per: hours(1) };
/// Guesses at the codes of one login, apart from those at its password.
const TRIES: Limit = Limit { name: "code-tries", times: 10, per: minutes(15) };

#[derive(Template)]
#[template(path = "accounts/views/code.html")]
struct CodePage {
    shell: Shell,
    form: Fields,
    purpose: Purpose,
}

#[derive(Template)]
#[template(path = "accounts/views/code_entry.html")]
struct EntryPage {
    shell: Shell,
    form: Fields,
    purpose: Purpose,
    minutes: u64,
    /// In a demo market mail can be read on a page.
    is_demo: bool,
}

impl EntryPage {
    fn new(visit: &Visit, form: Fields, purpose: Purpose) -> Self {
        let is_demo = visit.market.config.demo;
        Self { shell: visit.shell("mine"), form, purpose, minutes: accounts::CODE_MINUTES, is_demo }
    }
}

fn purpose(form: &Fields) -> Purpose {
    // A code for a new number is asked for from within.
    let asked = Purpose::parse(form.value("purpose")).filter(|purpose| *purpose != Purpose::NewPhone);
    asked.unwrap_or(Purpose::SignIn)
}

/// `GET /signin/code?purpose=password`
pub async fn new(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let form = Fields::from_query(&query.unwrap_or_default());
    views::page(&CodePage { shell: visit.shell("mine"), purpose: purpose(&form), form })
}

/// `POST /signin/code`: the same answer whether the address is anybody's login or not.
pub async fn create(
    State(market): State<Market>,
    mut visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (purpose, cookies) = (purpose(&form), visit.ensure_browser());
    if ask(&market, &visit, &mut form, purpose).await? {
        return Ok((cookies, views::page(&EntryPage::new(&visit, form, purpose))?).into_response());
    }
    views::refused(&CodePage { shell: visit.shell("mine"), form, purpose })
}

/// Have a code sent. What is wrong is left in the form.
pub(in crate::accounts) async fn ask(
    market: &Market,
    visit: &Visit,
    form: &mut Fields,
    purpose: Purpose,
) -> Result<bool, Problem> {
    let typed = form.line("login", 254);
    let login = Login::parse(&typed, market.config.country);
    let Some(login) = login else {
        if form.refusal("login").is_none() {
            form.refuse("login", Refusal::new("refused-login"));
        }
        return Ok(false);
    };
    if matches!(login, Login::Phone(_)) && !market.texter.is_there() {
        form.refuse("login", Refusal::new("refused-code-phone"));
        return Ok(false);
    }
    let times = market.rules().count(numbers::SIGN_INS);
    market.limits.take(Limit { name: "codes-address", times, per: hours(1) }, visit.from.clone())?;
    let (found, key) = (find(market, typed).await?, login.key());
    match known_browser(visit, found.as_ref()).await? {
        Some(browser) => market.limits.take(CODES, format!("{key} {browser}"))?,
        None => {
            market.limits.take(CODES, format!("{key} {}", visit.from))?;
            market.limits.take(CODES_OF_ALL, key)?;
        }
    }
    let (now, asker) = (visit.now, visit.asker());
    let ask = async move |tx: &mut Tx| accounts::ask_code(tx, now, &login, purpose, &asker).await;
    market.db.write(ask).await?;
    Ok(true)
}

/// `POST /signin/code/entry`: go in with the code, and with the new password that was chosen.
pub async fn enter_with(
    State(market): State<Market>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    let purpose = purpose(&form);
    let login = form.value("login").to_owned();
    let password = (purpose == Purpose::Password).then(|| Password::chosen(&mut form, "password", &login));
    let Some((account, code_hash)) = check_code(&market, &visit, &mut form, purpose).await? else {
        return views::refused(&EntryPage::new(&visit, form, purpose));
    };
    let now = visit.now;
    let done = match password {
        None => match use_code(&market, now, account.id, code_hash).await? {
            Proof::First => "done-first-proof",
            Proof::Again => "done-signed-in",
        },
        Some(password) => {
            let hash = password.hash(&market.chance).await?;
            let whose = account.clone();
            let act =
                async move |tx: &mut Tx| accounts::reset_password(tx, now, &whose, &code_hash, &hash).await;
            market.db.write(act).await?;
            "done-password-reset"
        }
    };
    enter(&visit, &account, &form, Some(done)).await
}

/// Use up a code that is good for signing in.
pub(in crate::accounts) async fn use_code(
    market: &Market,
    now: Timestamp,
    account: AccountId,
    hash: String,
) -> Result<Proof, Problem> {
    let act = async move |tx: &mut Tx| accounts::use_code(tx, now, account, Purpose::SignIn, &hash).await;
    Ok(market.db.write(act).await?)
}

/// Whose login and code these are, with the hash by which the code is used up. What is wrong is left in the form:
/// one text for every reason.
pub(in crate::accounts) async fn check_code(
    market: &Market,
    visit: &Visit,
    form: &mut Fields,
    purpose: Purpose,
) -> Result<Option<(Account, String)>, Problem> {
    let login = Login::parse(form.value("login"), market.config.country);
    let typed = form.line("code", 40);
    if !form.is_good() {
        return Ok(None);
    }
    let times = market.rules().count(numbers::SIGN_INS);
    market.limits.take(Limit { name: "sign-in-address", times, per: hours(1) }, visit.from.clone())?;
    let (asker, whose) = (visit.asker(), login.as_ref().map(Login::key).unwrap_or_default());
    let found = find(market, form.value("login").to_owned()).await?;
    let found = found.filter(|account| account.closed_at.is_none());
    let who = known_browser(visit, found.as_ref()).await?.unwrap_or_else(|| visit.from.clone());
    let key = format!("{whose} {who}");
    market.limits.take(TRIES, key.clone())?;
    // Mail programs copy blanks along.
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let hash = Password::new(digits).hash_code(found.as_ref().map(|account| account.id)).await?;
    if let Some(account) = found {
        let (now, id, given) = (visit.now, account.id, hash.clone());
        let act = async move |tx: &mut Tx| accounts::try_code(tx, now, id, purpose, &given, &asker).await;
        if market.db.write(act).await? {
            market.limits.forget(TRIES, &key);
            return Ok(Some((account, hash)));
        }
    }
    form.refuse("code", Refusal::new("refused-code"));
    Ok(None)
}

impl From<CodeError> for Problem {
    fn from(error: CodeError) -> Self {
        match error {
            CodeError::Used => Self::conflict("problem-code-used"),
            CodeError::Store(error) => error.into(),
        }
    }
}
