//! Going in with a code from a mail: without a password, or to choose a new one.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use kernel::hours;
use platform::{
    db::Tx,
    views::{self, Shell},
    web::{Fields, Limit, Problem, Refusal},
};

use super::door::{TRIES, enter};
use crate::{
    accounts::numbers,
    accounts::{self, Account, CodeError, Login, Password, Purpose},
    market::Market,
    visit::Visit,
};

/// Codes that one address is sent, whoever asks for them.
const CODES: Limit = Limit { name: "codes", times: 5, per: hours(1) };

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
    Purpose::parse(form.value("purpose")).unwrap_or(Purpose::SignIn)
}

/// `GET /signin/code?purpose=password`
pub async fn new(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let form = Fields::from_query(&query.unwrap_or_default());
    views::page(&CodePage { shell: visit.shell("mine"), purpose: purpose(&form), form })
}

/// `POST /signin/code`: the same answer whether the address is anybody's login or not.
pub async fn create(
    State(market): State<Market>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    let purpose = purpose(&form);
    if ask(&market, &visit, &mut form, purpose).await? {
        return views::page(&EntryPage::new(&visit, form, purpose));
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
    let email = match Login::parse(&form.line("login", 254), market.config.country) {
        Some(Login::Email(email)) => email,
        Some(Login::Phone(_)) => {
            form.refuse("login", Refusal::new("refused-code-phone"));
            return Ok(false);
        }
        None => {
            if form.refusal("login").is_none() {
                form.refuse("login", Refusal::new("refused-email"));
            }
            return Ok(false);
        }
    };
    let times = market.rules().count(numbers::SIGN_INS);
    market.limits.take(Limit { name: "codes-address", times, per: hours(1) }, visit.from.clone())?;
    market.limits.take(CODES, Login::Email(email.clone()).key())?;
    let now = visit.now;
    let ask = async move |tx: &mut Tx| accounts::ask_code(tx, now, &email, purpose).await;
    market.db.write(ask).await?;
    market.work.notify_one();
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
    let done = match password {
        None => {
            let id = account.id;
            let act = async move |tx: &mut Tx| accounts::use_code(tx, id, purpose, &code_hash).await;
            market.db.write(act).await?;
            "done-signed-in"
        }
        Some(password) => {
            let hash = password.hash(&market.chance).await?;
            let whose = account.clone();
            let act = async move |tx: &mut Tx| accounts::reset_password(tx, &whose, &code_hash, &hash).await;
            market.db.write(act).await?;
            "done-password-reset"
        }
    };
    enter(&visit, &account, &form, Some(done)).await
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
    let key = login.as_ref().map(Login::key).unwrap_or_default();
    market.limits.take(TRIES, key.clone())?;
    let now = visit.now;
    let found = match login {
        Some(login) => {
            let act = async move |tx: &mut Tx| accounts::try_code(tx, now, &login, purpose).await;
            market.db.write(act).await?
        }
        None => None,
    };
    // Mail programs copy blanks along.
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let kept = found.as_ref().map(|(_, hash)| hash.clone());
    if Password::new(digits).matches(kept).await? {
        market.limits.forget(TRIES, &key);
        return Ok(found);
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
