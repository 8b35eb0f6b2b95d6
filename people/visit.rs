//! A request, seen as a visit: who comes, in which language, from where, and what they may do.

mod browser;
mod entry;
mod for_many;
mod seen;
mod standing;

use std::{net::SocketAddr, sync::Arc};

use axum::{
    extract::{ConnectInfo, FromRef, FromRequestParts, MatchedPath, Query},
    http::{HeaderMap, HeaderName, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use kernel::{AccountId, Actor, Currency, Day, Forbidden, ShopId, Timestamp};
use platform::{
    Later,
    db::Tx,
    i18n::Lang,
    sessions::{self, Session},
    views::{Flash, Reader, Shell, Viewer, ViewerShop},
    web::{Problem, guard, proxy},
};

use crate::{
    accounts::{self, Account, Asker, TokenId},
    known::{Desk, Readers},
    market::Market,
    scope::Scope,
};

pub use crate::known::Membership;

pub use entry::{Cookies, Entered, Newcomer, no_cookies};
pub use for_many::{Audience, ForMany, Open, OpenPanels};
pub use platform::web::return_to;
pub use standing::Standing;

/// By which a program says in which currency it wants to be told about how much an amount is.
pub const ACCEPT_CURRENCY: HeaderName = HeaderName::from_static("accept-currency");

/// What is known of whoever made this request.
#[derive(Clone)]
pub struct Visit {
    pub market: Market,
    pub now: Timestamp,
    pub lang: Lang,
    /// What prices are shown in beside the shops' own: chosen, or the market's.
    pub currency: Currency,
    is_currency_chosen: bool,
    pub path: String,
    pub session: Option<Session>,
    pub account: Option<Account>,
    pub memberships: Vec<Membership>,
    /// What stands beside the entries of the navigation, by the names of the counters.
    counts: Vec<(&'static str, i64)>,
    /// The network address, for limits.
    pub from: String,
    pub device: String,
    /// The names of the scopes of a token; what is no scope any more is asked for nowhere.
    scopes: Option<Vec<String>>,
    /// The token of a program.
    pub token: Option<TokenId>,
    /// The browser's own cookie, by which it is known to be one that somebody has signed in with.
    browser: Option<String>,
    done: Option<String>,
    /// Whether a person looks at the page, and no program.
    pub is_person: bool,
    /// The page of ours whose link was followed.
    came_from: Option<String>,
    /// Set where nobody in particular visits: the page is made for many.
    pub for_many: Option<Arc<ForMany>>,
}

impl Visit {
    /// Who asks, in their own name.
    pub fn buyer(&self) -> Result<Actor, Problem> {
        Ok(Actor::Buyer { account: self.account_id()? })
    }

    /// Who asks, for a shop they own or work in. To others the shop's desk does not exist.
    pub fn seller(&self, handle: &str) -> Result<(Actor, &Membership), Problem> {
        let account = self.account_id()?;
        let member = self.memberships.iter().find(|member| member.handle == handle);
        let member = member.ok_or_else(Problem::not_found)?;
        Ok((Actor::Seller { account, shop: member.shop, role: member.role }, member))
    }

    /// Who asks about a thing of a shop: its seller if they are one, else a buyer.
    pub fn for_shop(&self, shop: ShopId) -> Result<Actor, Problem> {
        let account = self.account_id()?;
        let member = self.memberships.iter().find(|member| member.shop == shop);
        Ok(member.map_or(Actor::Buyer { account }, |member| Actor::Seller {
            account,
            shop,
            role: member.role,
        }))
    }

    /// Who asks, as operator of the market. To others the operator's desk does not exist.
    pub fn operator(&self) -> Result<Actor, Problem> {
        let account = self.account_id()?;
        let is_operator = self.account.as_ref().is_some_and(|account| account.is_operator);
        if is_operator { Ok(Actor::Operator { account }) } else { Err(Problem::not_found()) }
    }

    /// Who asks, as one who settles disputes: moderators, and operators, who can do what the market can.
    pub fn moderator(&self) -> Result<Actor, Problem> {
        let account = self.account_id()?;
        let is_either =
            self.account.as_ref().is_some_and(|account| account.is_moderator || account.is_operator);
        if is_either { Ok(Actor::Moderator { account }) } else { Err(Problem::not_found()) }
    }

    pub fn account_id(&self) -> Result<AccountId, Problem> {
        self.account.as_ref().map(|account| account.id).ok_or_else(Problem::sign_in)
    }

    /// Whose cart it is: the account's, or the session's while nobody has signed in.
    pub fn holder(&self) -> Option<i64> {
        let account = self.account.as_ref().map(|account| account.id.get());
        account.or_else(|| self.session.as_ref().map(|session| session.id))
    }

    /// Refuse a token that was not given this scope. Sessions may do everything their account may.
    pub fn allow(&self, scope: Scope) -> Result<(), Problem> {
        match &self.scopes {
            Some(names) if names.iter().all(|name| name != scope.name) => Err(Forbidden.into()),
            Some(_) | None => Ok(()),
        }
    }

    pub fn zone(&self) -> &str {
        let of_many = self.for_many.as_ref().map(|many| &many.audience.zone);
        let own = of_many.or(self.account.as_ref().map(|account| &account.zone));
        own.unwrap_or(&self.market.config.zone)
    }

    /// The frame of a page; `section` is the entry of the navigation that it belongs to.
    pub fn shell(&self, section: &'static str) -> Shell {
        let text = self.market.texts.of(self.lang);
        if let Some(many) = &self.for_many {
            many.belongs_to(section);
        }
        let flash = self
            .done
            .as_ref()
            .filter(|key| text.has(key))
            .map(|key| Flash { kind: "good", text: text.get(key).to_owned() });
        let viewer = self.account.as_ref().map(|account| Viewer {
            name: account.name.clone(),
            is_operator: account.is_operator,
            is_moderator: account.is_moderator || account.is_operator,
            shops: self
                .memberships
                .iter()
                .map(|member| ViewerShop { handle: member.handle.clone(), name: member.name.clone() })
                .collect(),
        });
        Shell {
            zone: self.zone().to_owned(),
            demo: self.market.config.demo,
            viewer,
            counts: self.counts.clone(),
            entries: self.market.entries.clone(),
            path: self.path.clone(),
            flash,
            section,
            reader: Some(self.reader()),
            has_texts: self.market.texter.is_there(),
            open: self.for_many.as_ref().map(|many| many.mark.clone()),
            ..Shell::new(text, &self.market.config.market)
        }
    }

    /// The currency that the visitor thinks in, with the rates of the moment.
    pub fn reader(&self) -> Reader {
        let (currency, is_chosen) = (self.currency, self.is_currency_chosen);
        Reader { currency, is_chosen, rates: self.market.rates(), today: Day::of(self.now) }
    }

    /// A cookie for the whole market that scripts cannot read; no seconds forget it.
    pub fn cookie(&self, name: &str, value: &str, seconds: i64) -> String {
        let secure = if self.market.config.is_secure() { "; Secure" } else { "" };
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
    }

    /// The session cookie's name: `__Host-` pins it to this host where there is TLS.
    pub fn session_cookie(market: &Market) -> &'static str {
        if market.config.is_secure() { "__Host-session" } else { "session" }
    }

    /// The name of a browser's own cookie, which opens nothing.
    fn browser_cookie(market: &Market) -> &'static str {
        if market.config.is_secure() { "__Host-browser" } else { "browser" }
    }

    /// Where a code is asked for or given back.
    pub fn asker(&self) -> Asker {
        let browser = self.browser.as_deref().map(sessions::hash).unwrap_or_default();
        Asker { browser, from: self.from.clone() }
    }
}

/// Redirect to another page after an act. `done` is the key of a text shown there once; it begins with `done-`.
pub fn redirect(path: &str, done: &'static str) -> Response {
    let separator = if path.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{path}{separator}done={done}")).into_response()
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok()).find_map(|cookies| {
        cookies.split(';').find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
    })
}

/// The network address, as limits count it.
fn from(parts: &Parts) -> String {
    let from = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    from.map_or_else(|| "local".to_owned(), |ConnectInfo(from)| proxy::limit_key(from.ip()))
}

impl<S: Sync> FromRequestParts<S> for Visit
where
    Market: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        Self::of(parts, Market::from_ref(state)).await
    }
}

impl Visit {
    /// Who makes a request. In a box, so that it is compiled once and not into every handler.
    pub fn of(parts: &mut Parts, market: Market) -> Later<'_, Result<Self, Problem>> {
        Box::pin(async move {
            // What stood before the handler may have recognised them already.
            match parts.extensions.get::<Self>() {
                Some(visit) => Ok(visit.clone()),
                None => Self::recognised(parts, market).await,
            }
        })
    }

    /// The language of a reader: chosen, their account's, their browser's, or else the market's.
    fn lang_of(headers: &HeaderMap, account: Option<&Account>, market: &Market) -> Lang {
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        cookie(headers, "lang")
            .and_then(Lang::parse)
            .or_else(|| account.map(|account| account.language))
            .or_else(|| Lang::accepted(accepted.unwrap_or_default()))
            .unwrap_or(market.config.language)
    }

    /// The currency that somebody has chosen. Programs name it with each call; people have chosen it for themselves, or
    /// for their browser.
    fn currency_of(headers: &HeaderMap, account: Option<&Account>) -> Option<Currency> {
        let named = headers.get(ACCEPT_CURRENCY).and_then(|value| value.to_str().ok());
        Currency::parse(named.unwrap_or_default())
            .ok()
            .or_else(|| account.and_then(|account| account.currency))
            .or_else(|| Currency::parse(cookie(headers, "currency")?).ok())
    }

    /// What a page for many may know of somebody who has not said who they are.
    pub fn guests(headers: &HeaderMap, market: &Market) -> Audience {
        let zone = market.config.zone.clone();
        Audience {
            lang: Self::lang_of(headers, None, market),
            zone,
            currency: Self::currency_of(headers, None),
        }
    }

    /// What a page for many may know of this visitor.
    pub fn audience(&self) -> Audience {
        let currency = self.is_currency_chosen.then_some(self.currency);
        Audience { lang: self.lang, zone: self.zone().to_owned(), currency }
    }

    async fn recognised(parts: &mut Parts, market: Market) -> Result<Self, Problem> {
        let now = market.now();
        let for_many = parts.extensions.get::<Arc<ForMany>>().cloned();
        let headers = &parts.headers;
        let token = cookie(headers, Self::session_cookie(&market)).map(str::to_owned);
        let browser = cookie(headers, Self::browser_cookie(&market)).map(str::to_owned);
        // Pages do not ask for scopes, so a token opens the API only.
        let path = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
        let bearer = guard::bearer(path, headers).map(str::to_owned);
        let claims_token = bearer.is_some();
        // What is counted stands in the frame of a page, and a call has none.
        let counted = if path.starts_with("/api/") { &[] } else { &*market.capabilities };
        let desk = Desk { db: &market.db, now, counted };
        let known = match (bearer, token) {
            (Some(bearer), _) => Arc::new(desk.of_token(&bearer).await?),
            (None, Some(token)) => match parts.extensions.get::<Arc<Readers>>() {
                Some(readers) => readers.of_session(desk, &token).await?,
                None => Arc::new(desk.of_session(&token).await?),
            },
            (None, None) => Arc::default(),
        };
        if claims_token && known.account.is_none() {
            return Err(Problem::sign_in());
        }
        let stale = known.session.clone().filter(|session| now.since(session.seen_at) > kernel::hours(1));
        if let Some(session) = stale {
            // Nothing depends on it: a session that could not be touched ends a little earlier.
            let _ = market.db.write(async move |tx: &mut Tx| sessions::touch(tx, &session, now).await).await;
        }
        if let Some(hash) = known.stale_token.clone() {
            let _ =
                market.db.write(async move |tx: &mut Tx| accounts::touch_token(tx, &hash, now).await).await;
        }
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let lang = for_many.as_ref().map(|many| many.audience.lang);
        let lang = lang.unwrap_or_else(|| Self::lang_of(headers, known.account.as_ref(), &market));
        let currency = match &for_many {
            Some(many) => many.audience.currency,
            None => Self::currency_of(headers, known.account.as_ref()),
        };
        let query: Vec<(String, String)> =
            Query::try_from_uri(&parts.uri).map(|Query(query)| query).unwrap_or_default();
        let done = query.into_iter().find(|(name, value)| name == "done" && value.starts_with("done-"));
        Ok(Self {
            now,
            lang,
            currency: currency.unwrap_or(market.config.currency),
            is_currency_chosen: currency.is_some(),
            path: parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
            from: from(parts),
            device: text(header::USER_AGENT).to_owned(),
            session: known.session.clone(),
            account: known.account.clone(),
            memberships: known.memberships.clone(),
            counts: known.counts.clone(),
            scopes: known.scopes.clone(),
            token: known.token,
            browser,
            is_person: browser::is_person(headers),
            came_from: browser::came_from(headers, &market.config.public_url),
            done: done.map(|(_, key)| key),
            for_many,
            market,
        })
    }
}
