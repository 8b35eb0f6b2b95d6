//! Another phone number: a code that came to it shows that it is theirs.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{hours, minutes};
use platform::{
    db::Tx,
    views::{self, Shell},
    web::{Fields, Limit, Problem, Refusal},
};

use super::{common::me, mine::prove};
use crate::{
    accounts::{self, ChangePhoneError, Login, Purpose},
    market::Market,
    visit::{Visit, redirect},
};

/// Codes that one account may have sent to numbers.
const CODES: Limit = Limit { name: "new-phone", times: 5, per: hours(1) };
/// Guesses at them.
const TRIES: Limit = Limit { name: "new-phone-tries", times: 10, per: minutes(15) };

#[derive(Template)]
#[template(path = "accounts/views/phone.html")]
struct PhonePage {
    shell: Shell,
    form: Fields,
    /// The number until now.
    phone: String,
    has_password: bool,
}

impl PhonePage {
    fn new(visit: &Visit, form: Fields) -> Result<Self, Problem> {
        let me = me(visit)?;
        let (phone, has_password) = (me.phone.unwrap_or_default(), me.password_hash.is_some());
        Ok(Self { shell: visit.shell("mine"), form, phone, has_password })
    }
}

#[derive(Template)]
#[template(path = "accounts/views/phone_entry.html")]
struct PhoneEntryPage {
    shell: Shell,
    form: Fields,
    minutes: u64,
}

impl PhoneEntryPage {
    fn new(visit: &Visit, form: Fields) -> Self {
        Self { shell: visit.shell("mine"), form, minutes: accounts::CODE_MINUTES }
    }
}

/// `GET /mine/phone`
pub async fn new(visit: Visit) -> Result<Response, Problem> {
    views::page(&PhonePage::new(&visit, Fields::default())?)
}

/// `POST /mine/phone`: a code goes to the number, unless it is somebody's: the answer is the same.
pub async fn create(
    State(market): State<Market>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    if ask_for_phone(&market, &visit, &mut form).await? {
        return views::page(&PhoneEntryPage::new(&visit, form));
    }
    views::refused(&PhonePage::new(&visit, form)?)
}

/// The number that a form names. What is wrong is left in the form.
fn read_phone(market: &Market, form: &mut Fields) -> Option<String> {
    let typed = form.line("phone", 40);
    match Login::parse(&typed, market.config.country) {
        Some(Login::Phone(number)) => Some(number),
        Some(Login::Email(_)) | None if typed.is_empty() => None,
        Some(Login::Email(_)) | None => {
            form.refuse("phone", Refusal::new("refused-new-phone"));
            None
        }
    }
}

/// Have a code sent to another number, once whoever asks has shown that the account is theirs.
pub(in crate::accounts) async fn ask_for_phone(
    market: &Market,
    visit: &Visit,
    form: &mut Fields,
) -> Result<bool, Problem> {
    let account = me(visit)?;
    let phone = read_phone(market, form);
    let is_theirs = prove(market, visit, &account, form, "password").await?;
    if !market.texter.is_there() {
        form.refuse("phone", Refusal::new("refused-no-texts"));
    }
    let Some(phone) = phone.filter(|_| is_theirs && form.is_good()) else { return Ok(false) };
    market.limits.take(CODES, account.id.to_string())?;
    let (now, asker) = (visit.now, visit.asker());
    let ask = async move |tx: &mut Tx| accounts::ask_phone_code(tx, now, account.id, &phone, &asker).await;
    market.db.write(ask).await?;
    Ok(true)
}

/// `POST /mine/phone/entry`: the code came back, and the number is theirs from now on.
pub async fn enter(
    State(market): State<Market>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    if change(&market, &visit, &mut form).await? {
        return Ok(redirect("/mine", "done-phone").into_response());
    }
    views::refused(&PhoneEntryPage::new(&visit, form))
}

/// Keep the number whose code a form gives back. What is wrong is left in the form.
pub(in crate::accounts) async fn change(
    market: &Market,
    visit: &Visit,
    form: &mut Fields,
) -> Result<bool, Problem> {
    let (by, account) = (visit.buyer()?, me(visit)?.id);
    let phone = read_phone(market, form);
    let digits: String = form.line("code", 40).chars().filter(|c| !c.is_whitespace()).collect();
    let Some(phone) = phone.filter(|_| form.is_good()) else { return Ok(false) };
    market.limits.take(TRIES, account.to_string())?;
    let hash = accounts::phone_code_hash(account, &phone, &digits).await?;
    let (now, asker, given) = (visit.now, visit.asker(), hash.clone());
    let check = async move |tx: &mut Tx| {
        accounts::try_code(tx, now, account, Purpose::NewPhone, &given, &asker).await
    };
    if !market.db.write(check).await? {
        form.refuse("code", Refusal::new("refused-code"));
        return Ok(false);
    }
    let session = visit.session.as_ref().map_or(0, |session| session.id);
    let act = async move |tx: &mut Tx| accounts::change_phone(tx, &by, now, &phone, &hash, session).await;
    match market.db.write(act).await {
        Ok(()) => Ok(true),
        Err(ChangePhoneError::Taken) => {
            form.refuse("phone", Refusal::new("refused-login-taken"));
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}

impl From<ChangePhoneError> for Problem {
    fn from(error: ChangePhoneError) -> Self {
        match error {
            ChangePhoneError::Taken => Self::conflict("problem-login-taken"),
            ChangePhoneError::Code(error) => error.into(),
            ChangePhoneError::Forbidden(error) => error.into(),
            ChangePhoneError::Store(error) => error.into(),
        }
    }
}
