//! Accounts for programs.

use axum::{
    Extension, Json,
    extract::{Path, State},
    http::StatusCode,
};
use kernel::{Currency, Timestamp};
use platform::{
    db::Tx,
    sessions,
    web::{Fields, Problem},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    Account, Address, AddressId, AddressRank, KeptAddress, Purpose, Token, TokenId,
    pages::{SessionId, ask, check, check_code, create, read_profile, read_token, tokens_of, use_code},
    scopes::{Read, Write},
};
use crate::{
    accounts,
    caller::Buyer,
    calls,
    market::Market,
    once::KeptReply,
    one_of::{CurrencyCode, LanguageCode, ScopeName},
    visit::Visit,
    wire::{Answer, Done, List, Made},
};

pub fn routes() -> OpenApiRouter<Market> {
    OpenApiRouter::new()
        .routes(calls!(register))
        .routes(calls!(ask_code))
        .routes(calls!(show, update))
        .routes(calls!(list_tokens, make_token))
        .routes(calls!(revoke_token))
        .routes(calls!(list_addresses, add_address))
        .routes(calls!(edit_address, remove_address))
        .routes(calls!(list_sessions, revoke_sessions))
        .routes(calls!(revoke_session))
}

/// A person, for themselves.
#[derive(Serialize, ToSchema)]
pub struct AccountOut {
    pub id: String,
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    /// BCP 47.
    #[schema(value_type = LanguageCode)]
    pub language: String,
    /// IANA time zone.
    pub zone: String,
    /// ISO 4217: what prices are told in beside the shops' own; none for the market's.
    #[schema(value_type = Option<CurrencyCode>)]
    pub currency: Option<&'static str>,
    pub birth_year: Option<i64>,
    pub has_password: bool,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}

impl From<Account> for AccountOut {
    fn from(account: Account) -> Self {
        Self {
            id: account.id.to_string(),
            name: account.name,
            email: account.email,
            phone: account.phone,
            language: account.language.code().to_owned(),
            zone: account.zone,
            currency: account.currency.map(Currency::code),
            birth_year: account.birth_year,
            has_password: account.password_hash.is_some(),
            created_at: account.created_at,
        }
    }
}

/// What registering asks for.
#[derive(ToSchema)]
pub struct NewAccountIn {
    /// E-mail address or phone number.
    pub login: String,
    pub name: String,
    /// At least 8 characters.
    pub password: String,
}

/// Register.
#[utoipa::path(post, path = "/accounts", tag = "accounts", request_body = NewAccountIn,
    responses((status = 201, body = AccountOut), (status = 422, description = "some fields were refused")))]
async fn register(State(market): State<Market>, visit: Visit, mut form: Fields) -> Made<AccountOut> {
    let made = create(&market, &visit, &mut form).await?.ok_or_else(|| Problem::invalid(&form))?;
    Ok((StatusCode::CREATED, Json(made.into())))
}

/// Who asks.
#[utoipa::path(get, path = "/account", tag = "accounts", responses((status = 200, body = AccountOut)))]
async fn show(Buyer { visit, .. }: Buyer<Read>) -> Answer<AccountOut> {
    Ok(Json(visit.account.ok_or_else(Problem::sign_in)?.into()))
}

/// What a person may change about themselves; what is left out stays.
#[derive(ToSchema)]
pub struct ProfileIn {
    pub name: Option<String>,
    #[schema(value_type = Option<LanguageCode>)]
    pub language: Option<String>,
    pub zone: Option<String>,
    #[schema(value_type = Option<CurrencyCode>)]
    pub currency: Option<String>,
    pub birth_year: Option<i64>,
}

/// Change the profile.
#[utoipa::path(patch, path = "/account", tag = "accounts", request_body = ProfileIn,
    responses((status = 200, body = AccountOut)))]
async fn update(Buyer { by, market, visit, .. }: Buyer<Write>, mut form: Fields) -> Answer<AccountOut> {
    let account = visit.account.clone().ok_or_else(Problem::sign_in)?;
    let profile = read_profile(&mut form, &account, &visit);
    form.check()?;
    let kept = profile.clone();
    market.write(async move |tx| accounts::edit(tx, &by, &profile).await).await?;
    let accounts::Profile { name, language, zone, currency, birth_year } = kept;
    Ok(Json(Account { name, language, zone, currency, birth_year, ..account }.into()))
}

/// A token without its key.
#[derive(Serialize, ToSchema)]
pub struct TokenOut {
    pub id: String,
    pub name: String,
    #[schema(value_type = Vec<ScopeName>)]
    pub scopes: Vec<String>,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub used_at: Option<Timestamp>,
    /// Only in the answer that makes it: `jishi_…`, to be sent as `Authorization: Bearer`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

impl From<Token> for TokenOut {
    fn from(token: Token) -> Self {
        Self {
            id: token.id.to_string(),
            name: token.name,
            scopes: token.scopes,
            created_at: token.created_at,
            used_at: token.used_at,
            key: None,
        }
    }
}

/// Where a code is to be sent.
#[derive(ToSchema)]
pub struct NewCodeIn {
    /// An e-mail address.
    pub login: String,
}

/// Have a sign-in code sent by mail. The answer is the same whether the address is anybody's login or not.
#[utoipa::path(post, path = "/codes", tag = "accounts", request_body = NewCodeIn,
    responses((status = 202), (status = 422, description = "some fields were refused")))]
async fn ask_code(State(market): State<Market>, visit: Visit, mut form: Fields) -> Done {
    let is_asked = ask(&market, &visit, &mut form, Purpose::SignIn).await?;
    if is_asked { Ok(StatusCode::ACCEPTED) } else { Err(Problem::invalid(&form)) }
}

/// What making a token asks for. A token cannot make another: login and password are needed, or a code in place of
/// the password.
#[derive(ToSchema)]
pub struct NewTokenIn {
    pub login: String,
    pub password: Option<String>,
    /// Six digits that came by mail.
    pub code: Option<String>,
    /// What the token is for, in its owner's words.
    pub name: String,
    #[schema(value_type = Vec<ScopeName>, example = json!(["orders:read", "catalog:write"]))]
    pub scopes: Vec<String>,
}

/// Make a token.
#[utoipa::path(post, path = "/tokens", tag = "accounts", request_body = NewTokenIn,
    responses((status = 201, body = TokenOut), (status = 422, description = "some fields were refused")))]
async fn make_token(
    State(market): State<Market>,
    visit: Visit,
    mut form: Fields,
) -> Result<(StatusCode, Extension<KeptReply>, Json<TokenOut>), Problem> {
    let (account, code_hash) = if form.has("code") {
        let found = check_code(&market, &visit, &mut form, Purpose::SignIn).await?;
        let (account, hash) = found.ok_or_else(|| Problem::invalid(&form))?;
        (account, Some(hash))
    } else {
        (check(&market, &visit, &mut form).await?.ok_or_else(|| Problem::invalid(&form))?, None)
    };
    let (name, scopes) = read_token(&market, &mut form, &account);
    form.check()?;
    let (by, now, id) = (kernel::Actor::Buyer { account: account.id }, visit.now, account.id);
    if let Some(hash) = code_hash {
        use_code(&market, now, id, hash).await?;
    }
    let act = async move |tx: &mut Tx| accounts::make_token(tx, &by, now, &name, &scopes).await;
    let (token, key) = market.write(act).await?;
    let made = TokenOut::from(token);
    let kept = KeptReply(serde_json::to_string(&made).map_err(Problem::broken)?);
    Ok((StatusCode::CREATED, Extension(kept), Json(TokenOut { key: Some(key), ..made })))
}

/// The tokens of the one who asks, the newest first.
#[utoipa::path(get, path = "/tokens", tag = "accounts", responses((status = 200, body = List<TokenOut>)))]
async fn list_tokens(Buyer { account, market, .. }: Buyer<Read>) -> Answer<List<TokenOut>> {
    Ok(Json(List::all(tokens_of(&market, account).await?)))
}

/// End a token at once.
#[utoipa::path(delete, path = "/tokens/{id}", tag = "accounts", params(("id" = String, Path)),
    responses((status = 204), (status = 404, description = "there is no such token")))]
async fn revoke_token(Buyer { by, market, .. }: Buyer<Write>, Path(id): Path<TokenId>) -> Done {
    market.write(async move |tx| accounts::revoke_token(tx, &by, id).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// An address in somebody's book.
#[derive(Serialize, ToSchema)]
pub struct AddressOut {
    pub id: String,
    #[serde(flatten)]
    pub address: Address,
    pub is_default: bool,
}

impl From<KeptAddress> for AddressOut {
    fn from(kept: KeptAddress) -> Self {
        Self { id: kept.id.to_string(), address: kept.address, is_default: kept.is_default }
    }
}

/// The addresses of the one who asks, the default one first.
#[utoipa::path(get, path = "/addresses", tag = "accounts",
    responses((status = 200, body = List<AddressOut>)))]
async fn list_addresses(Buyer { account, market, .. }: Buyer<Read>) -> Answer<List<AddressOut>> {
    let list = market.read(async move |tx| accounts::list_addresses(tx, account).await).await?;
    Ok(Json(List::all(list)))
}

fn read_address(form: &mut Fields) -> Result<(Address, AddressRank), Problem> {
    let place = if form.yes_or_no("is_default") { AddressRank::Default } else { AddressRank::Other };
    let address = accounts::read_address(form).ok_or_else(|| Problem::invalid(form))?;
    Ok((address, place))
}

/// Keep a new address.
#[utoipa::path(post, path = "/addresses", tag = "accounts", request_body = Address,
    responses((status = 201, body = AddressOut), (status = 422, description = "some fields were refused")))]
async fn add_address(
    Buyer { by, account, now, market, .. }: Buyer<Write>,
    mut form: Fields,
) -> Made<AddressOut> {
    let (address, place) = read_address(&mut form)?;
    let act = async move |tx: &mut Tx| {
        let id = accounts::add_address(tx, &by, now, &address, place).await?;
        let kept = accounts::find_address(tx, account, id).await?;
        kept.ok_or(accounts::AddressError::NoSuchAddress)
    };
    Ok((StatusCode::CREATED, Json(market.write(act).await?.into())))
}

/// Change an address. Orders that were placed keep theirs.
#[utoipa::path(put, path = "/addresses/{id}", tag = "accounts", request_body = Address,
    params(("id" = String, Path)), responses((status = 204), (status = 404, description = "there is no such address")))]
async fn edit_address(
    Buyer { by, market, .. }: Buyer<Write>,
    Path(id): Path<AddressId>,
    mut form: Fields,
) -> Done {
    let (address, place) = read_address(&mut form)?;
    market.write(async move |tx| accounts::edit_address(tx, &by, id, &address, place).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Forget an address.
#[utoipa::path(delete, path = "/addresses/{id}", tag = "accounts", params(("id" = String, Path)),
    responses((status = 204), (status = 404, description = "there is no such address")))]
async fn remove_address(Buyer { by, market, .. }: Buyer<Write>, Path(id): Path<AddressId>) -> Done {
    market.write(async move |tx| accounts::remove_address(tx, &by, id).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Where somebody is signed in.
#[derive(Serialize, ToSchema)]
pub struct SessionOut {
    pub id: String,
    pub device: String,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    pub seen_at: Timestamp,
}

impl From<sessions::Session> for SessionOut {
    fn from(session: sessions::Session) -> Self {
        Self {
            id: SessionId::new(session.id).to_string(),
            device: session.device,
            created_at: session.created_at,
            seen_at: session.seen_at,
        }
    }
}

/// The sessions of the one who asks, the newest first.
#[utoipa::path(get, path = "/sessions", tag = "accounts",
    responses((status = 200, body = List<SessionOut>)))]
async fn list_sessions(Buyer { account, market, .. }: Buyer<Read>) -> Answer<List<SessionOut>> {
    Ok(Json(List::all(market.read(async move |tx| sessions::list(tx, account).await).await?)))
}

/// End every session of the one who asks, but the one that asks.
#[utoipa::path(delete, path = "/sessions", tag = "accounts", responses((status = 204)))]
async fn revoke_sessions(Buyer { account, market, visit, .. }: Buyer<Write>) -> Done {
    let keep = visit.session.as_ref().map_or(0, |session| session.id);
    market.write(async move |tx| sessions::revoke_all(tx, account, keep).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End one session.
#[utoipa::path(delete, path = "/sessions/{id}", tag = "accounts", params(("id" = String, Path)),
    responses((status = 204), (status = 404, description = "there is no such session")))]
async fn revoke_session(Buyer { account, market, .. }: Buyer<Write>, Path(id): Path<SessionId>) -> Done {
    let is_gone = market.write(async move |tx| sessions::revoke(tx, account, id.get()).await).await?;
    if is_gone { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::not_found()) }
}
