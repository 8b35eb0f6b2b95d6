use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Currency, id};
use platform::{
    db::Tx,
    i18n::Lang,
    sessions,
    views::{self, Entry, Shell},
    web::{Fields, Problem, Refusal},
};

use super::{
    code::{check_code, use_code},
    common::me,
};
use crate::{
    accounts::{
        self, Account, LeaveError, Password, Profile, ProveError, Purpose, Tokens, device::device_words,
    },
    capability::Unfinished,
    choices::{self, Choice},
    market::Market,
    visit::{Membership, Visit, redirect},
};

id!(
    /// A session of the one who asks.
    SessionId
);

#[derive(Template)]
#[template(path = "accounts/views/mine.html")]
struct MinePage {
    shell: Shell,
    account: Account,
    login: String,
    shops: Vec<Membership>,
}

impl MinePage {
    /// How an account without a password is opened elsewhere.
    fn without_password(&self) -> &str {
        let has_email = self.account.email.is_some();
        self.shell.t(match (has_email, self.shell.has_texts) {
            (true, _) => "mine-no-password",
            (false, true) => "mine-no-password-texts",
            (false, false) => "mine-no-password-phone",
        })
    }

    /// What stands below an entry.
    fn note(&self, entry: &Entry) -> String {
        self.shell.of("mine", &format!("{}-words", entry.name))
    }
}

pub async fn index(visit: Visit) -> Result<Response, Problem> {
    let account = me(&visit)?;
    let login = account.email.clone().or_else(|| account.phone.clone()).unwrap_or_default();
    let shops = visit.memberships.clone();
    views::page(&MinePage { shell: visit.shell("mine"), account, login, shops })
}

struct SessionRow {
    id: SessionId,
    device: String,
    since: String,
    seen: String,
    is_this: bool,
}

#[derive(Template)]
#[template(path = "accounts/views/sessions.html")]
struct SessionsPage {
    shell: Shell,
    sessions: Vec<SessionRow>,
}

pub async fn sessions(State(market): State<Market>, visit: Visit) -> Result<Response, Problem> {
    let account = me(&visit)?.id;
    let shell = visit.shell("mine");
    let list = market.db.read(async move |tx: &mut Tx| sessions::list(tx, account).await).await?;
    let this = visit.session.as_ref().map(|session| session.id);
    let row = |session: sessions::Session| SessionRow {
        id: SessionId::new(session.id),
        device: device_words(&session.device),
        since: shell.moment(&session.created_at),
        seen: shell.moment(&session.seen_at),
        is_this: this == Some(session.id),
    };
    let sessions = list.into_iter().map(row).collect();
    views::page(&SessionsPage { shell, sessions })
}

pub async fn revoke(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<SessionId>,
) -> Result<Response, Problem> {
    let account = me(&visit)?.id;
    let is_gone =
        market.db.write(async move |tx: &mut Tx| sessions::revoke(tx, account, id.get()).await).await?;
    if is_gone { Ok(redirect("/mine/sessions", "done-session-revoked")) } else { Err(Problem::not_found()) }
}

pub async fn revoke_others(State(market): State<Market>, visit: Visit) -> Result<Response, Problem> {
    let account = me(&visit)?.id;
    let keep = visit.session.as_ref().map_or(0, |session| session.id);
    market.db.write(async move |tx: &mut Tx| sessions::revoke_all(tx, account, keep).await).await?;
    Ok(redirect("/mine/sessions", "done-sessions-revoked"))
}

#[derive(Template)]
#[template(path = "accounts/views/profile.html")]
struct ProfilePage {
    shell: Shell,
    form: Fields,
    languages: Vec<Choice>,
    zones: Vec<Choice>,
    currencies: Vec<Choice>,
}

impl ProfilePage {
    fn new(visit: &Visit, form: Fields) -> Self {
        let language = Lang::parse(form.value("language")).unwrap_or(visit.lang);
        let (languages, zones) = (choices::languages(language), choices::zones(form.value("zone")));
        let shell = visit.shell("mine");
        let currencies = choices::currencies(&shell, form.value("currency"));
        Self { shell, form, languages, zones, currencies }
    }
}

pub async fn profile(visit: Visit) -> Result<Response, Problem> {
    let account = me(&visit)?;
    let year = account.birth_year.map(|year| year.to_string()).unwrap_or_default();
    let language = account.language.code().to_owned();
    let form = Fields::filled([
        ("name", account.name),
        ("language", language),
        ("zone", account.zone),
        ("currency", account.currency.unwrap_or(visit.currency).code().to_owned()),
        ("birth_year", year),
    ]);
    views::page(&ProfilePage::new(&visit, form))
}

/// Read a profile; what a form does not mention stays as it is.
pub(in crate::accounts) fn read_profile(form: &mut Fields, account: &Account, visit: &Visit) -> Profile {
    let this_year = visit.now.in_zone("UTC").map_or(2100, |now| i64::from(now.year()));
    Profile {
        name: if form.has("name") { form.line("name", 60) } else { account.name.clone() },
        language: match form.has("language") {
            true => form.parsed("language", Lang::parse).unwrap_or(account.language),
            false => account.language,
        },
        zone: match form.has("zone") {
            true => form.parsed("zone", choices::zone).unwrap_or_default(),
            false => account.zone.clone(),
        },
        currency: match form.has("currency") {
            true => form.parsed("currency", |code| Currency::parse(code).ok()),
            false => account.currency,
        },
        birth_year: match form.has("birth_year") {
            true => form.maybe_whole("birth_year", 1900..=this_year),
            false => account.birth_year,
        },
    }
}

pub async fn edit_profile(
    State(market): State<Market>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, account) = (visit.buyer()?, me(&visit)?);
    let profile = read_profile(&mut form, &account, &visit);
    if !form.is_good() {
        return views::refused(&ProfilePage::new(&visit, form));
    }
    let language = profile.language.code();
    market.db.write(async move |tx: &mut Tx| accounts::edit(tx, &by, &profile).await).await?;
    let response = redirect("/mine/profile", "done-profile");
    // Whoever chooses a language here wants to read it from the next page on.
    Ok((visit.set_cookie("lang", language, 365 * 24 * 3600), response).into_response())
}

#[derive(Template)]
#[template(path = "accounts/views/password.html")]
struct PasswordPage {
    shell: Shell,
    form: Fields,
    has_password: bool,
    /// Unless somebody wants to keep them.
    ends_tokens: bool,
}

impl PasswordPage {
    fn new(visit: &Visit, form: Fields) -> Result<Self, Problem> {
        let has_password = me(visit)?.password_hash.is_some();
        let ends_tokens = !form.has("end_tokens") || form.flag("end_tokens");
        Ok(Self { shell: visit.shell("mine"), form, has_password, ends_tokens })
    }
}

pub async fn password(visit: Visit) -> Result<Response, Problem> {
    views::page(&PasswordPage::new(&visit, Fields::default())?)
}

pub async fn set_password(
    State(market): State<Market>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    if change_password(&market, &visit, &mut form).await? {
        return Ok(redirect("/mine", "done-password"));
    }
    views::refused(&PasswordPage::new(&visit, form)?)
}

/// Keep the password that a form asks for. What is wrong is left in the form.
pub(in crate::accounts) async fn change_password(
    market: &Market,
    visit: &Visit,
    form: &mut Fields,
) -> Result<bool, Problem> {
    let (by, account) = (visit.buyer()?, me(visit)?);
    let login = account.email.clone().unwrap_or_default();
    let password = Password::chosen(form, "password", &login);
    // Whoever says nothing ends them.
    let is_end = !form.has("end_tokens") || form.yes_or_no("end_tokens");
    let tokens = if is_end { Tokens::End } else { Tokens::Keep };
    if !form.is_good() || !prove(market, visit, &account, form, "password_before").await? {
        return Ok(false);
    }
    let hash = password.hash(&market.chance).await?;
    let (before, session) = (account.password_hash, visit.session.as_ref().map_or(0, |session| session.id));
    let act = async move |tx: &mut Tx| {
        accounts::set_password(tx, &by, before.as_deref(), &hash, session, tokens).await
    };
    market.db.write(act).await?;
    Ok(true)
}

/// Whether the password until now was given right. Tries count like those at the door.
///
/// Where there is none, the session is proof enough and a token is not: its program shows a code from a mail.
pub(super) async fn prove(
    market: &Market,
    visit: &Visit,
    account: &Account,
    form: &mut Fields,
    name: &str,
) -> Result<bool, Problem> {
    if account.password_hash.is_none() {
        return match visit.token {
            None => Ok(true),
            Some(_) => prove_by_code(market, visit, account, form).await,
        };
    }
    let given = Password::given(form, name);
    if form.refusal(name).is_some() {
        return Ok(false);
    }
    let limit = platform::web::Limit { name: "prove-password", times: 10, per: kernel::minutes(15) };
    market.limits.take(limit, visit.account_id()?.to_string())?;
    match accounts::prove(account, given).await {
        Ok(()) => Ok(true),
        Err(ProveError::Wrong) => {
            form.refuse(name, Refusal::new("refused-password-wrong"));
            Ok(false)
        }
        Err(ProveError::Hashing(error)) => Err(error.into()),
    }
}

async fn prove_by_code(
    market: &Market,
    visit: &Visit,
    account: &Account,
    form: &mut Fields,
) -> Result<bool, Problem> {
    if !form.has("code") {
        form.refuse("code", Refusal::new("refused-code-needed"));
        return Ok(false);
    }
    form.set("login", account.email.clone().unwrap_or_default());
    match check_code(market, visit, form, Purpose::SignIn).await? {
        Some((whose, hash)) if whose.id == account.id => {
            use_code(market, visit.now, account.id, hash).await?;
            Ok(true)
        }
        Some(_) | None => Ok(false),
    }
}

pub async fn ask_export(visit: Visit) -> Result<Response, Problem> {
    me(&visit)?;
    Ok(Redirect::to("/mine/export.json").into_response())
}

pub async fn export(State(market): State<Market>, visit: Visit) -> Result<Response, Problem> {
    let by = visit.buyer()?;
    let all = market.clone();
    let look = async move |tx: &mut Tx| accounts::export_all(tx, &by, &all.capabilities).await;
    let export = market.db.report(look).await?;
    let text = serde_json::to_string_pretty(&export).map_err(Problem::broken)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"jishi.json\"")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, text).into_response())
}

#[derive(Template)]
#[template(path = "accounts/views/closure.html")]
struct ClosurePage {
    shell: Shell,
    form: Fields,
    has_password: bool,
    /// What goes on, or ends by its clock, without them.
    unfinished: Vec<Unfinished>,
}

impl ClosurePage {
    async fn new(market: &Market, visit: &Visit, form: Fields) -> Result<Self, Problem> {
        let has_password = me(visit)?.password_hash.is_some();
        let unfinished = list_unfinished(market, visit).await?;
        Ok(Self { shell: visit.shell("mine"), form, has_password, unfinished })
    }
}

/// What of whoever asks is still open, of every capability.
pub(in crate::accounts) async fn list_unfinished(
    market: &Market,
    visit: &Visit,
) -> Result<Vec<Unfinished>, Problem> {
    let (account, all) = (visit.account_id()?, market.clone());
    let read = async move |tx: &mut Tx| accounts::unfinished(tx, account, &all.capabilities).await;
    Ok(market.db.read(read).await?)
}

pub async fn closure(State(market): State<Market>, visit: Visit) -> Result<Response, Problem> {
    views::page(&ClosurePage::new(&market, &visit, Fields::default()).await?)
}

pub async fn close(
    State(market): State<Market>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    if leave(&market, &visit, &mut form).await? {
        return Ok((visit.no_session(), redirect("/", "done-closed")).into_response());
    }
    views::refused(&ClosurePage::new(&market, &visit, form).await?)
}

/// Close the account of the one who asks and knows its password. What is wrong is left in the form.
pub(in crate::accounts) async fn leave(
    market: &Market,
    visit: &Visit,
    form: &mut Fields,
) -> Result<bool, Problem> {
    let (by, account, now) = (visit.buyer()?, me(visit)?, visit.now);
    if !prove(market, visit, &account, form, "password").await? {
        return Ok(false);
    }
    let all = market.clone();
    let act = async move |tx: &mut Tx| accounts::leave(tx, &by, now, &all.capabilities).await;
    match market.db.write(act).await {
        Ok(()) => Ok(true),
        Err(LeaveError::OwnsShop) => {
            form.refuse("closure", Refusal::new("refused-owns-shop"));
            Ok(false)
        }
        Err(LeaveError::Close(error)) => Err(error.into()),
        Err(LeaveError::Store(error)) => Err(error.into()),
    }
}
