//! How a visitor gets a session, and how it becomes an account's.

use axum::{
    http::{HeaderName, header::SET_COOKIE},
    response::AppendHeaders,
};
use kernel::{AccountId, Country, Timestamp};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    sessions::{self, LIFETIME_DAYS, Session},
    web::Problem,
};

use super::Visit;
use crate::{
    accounts::{self, Account, Arrival, Login, RegisterError},
    market::Market,
};

/// A cookie to set, or none.
pub type Cookies = AppendHeaders<Option<(HeaderName, String)>>;

/// What starting a session needs, to be carried into a transaction.
#[derive(Clone)]
struct Entry {
    market: Market,
    now: Timestamp,
    before: Option<Session>,
    device: String,
}

impl Entry {
    /// Sign the visitor in; the text is the token for the cookie.
    ///
    /// The session is a new one, so that a cookie somebody planted beforehand is worth nothing. What a guest
    /// has put into the cart comes along.
    async fn sign_in(&self, tx: &mut Tx, account: AccountId) -> Result<(Session, String), DbError> {
        let started = sessions::start(tx, self.now, Some(account), &self.device).await?;
        if let Some(before) = &self.before {
            if before.account.is_none() {
                for take_along in self.market.capabilities.iter().filter_map(|brought| brought.people.sign_in)
                {
                    take_along(tx, self.now, before.id, account).await?;
                }
            }
            sessions::end(tx, before.id).await?;
        }
        Ok(started)
    }
}

/// Somebody who gives a login on the way, to be carried into a transaction.
#[derive(Clone)]
pub struct Newcomer {
    entry: Entry,
    login: Login,
    name: String,
    language: Lang,
    zone: String,
}

/// A newcomer with an account, signed in.
pub struct Entered {
    pub account: Account,
    token: String,
}

impl Newcomer {
    /// Make them an account, sign their browser in, and take along what they have gathered. None when the login has an
    /// account already: only its owner may sign in.
    pub async fn enter(&self, tx: &mut Tx) -> Result<Option<Entered>, RegisterError> {
        let Self { entry, login, name, language, zone } = self;
        match accounts::arrive(tx, entry.now, login, name, *language, zone).await? {
            Arrival::Known => Ok(None),
            Arrival::New(account) => {
                let (_, token) = entry.sign_in(tx, account.id).await?;
                Ok(Some(Entered { account: *account, token }))
            }
        }
    }
}

impl Visit {
    fn entry(&self) -> Entry {
        Entry {
            market: self.market.clone(),
            now: self.now,
            before: self.session.clone(),
            device: self.device.clone(),
        }
    }

    /// Whose cart it is; a visitor without a session gets one, with the cookie to set.
    pub async fn ensure_holder(&self) -> Result<(i64, Cookies), Problem> {
        if let Some(holder) = self.holder() {
            return Ok((holder, AppendHeaders(None)));
        }
        let Entry { now, device, .. } = self.entry();
        let start = async move |tx: &mut Tx| sessions::start(tx, now, None, &device).await;
        let (session, token) = self.market.db.write(start).await?;
        Ok((session.id, self.session_cookies(&token)))
    }

    /// Sign this browser in, in the name of an account that was proved to be the visitor's.
    pub async fn sign_in(&self, account: AccountId) -> Result<Cookies, Problem> {
        let entry = self.entry();
        let enter = async move |tx: &mut Tx| entry.sign_in(tx, account).await;
        let (_, token) = self.market.db.write(enter).await?;
        Ok(self.session_cookies(&token))
    }

    /// The visitor as somebody who may get an account on the way.
    pub fn newcomer(&self, login: Login, name: String) -> Newcomer {
        Newcomer { entry: self.entry(), login, name, language: self.lang, zone: self.zone().to_owned() }
    }

    /// The cookie of somebody who has entered.
    pub fn welcome(&self, entered: &Entered) -> Cookies {
        self.session_cookies(&entered.token)
    }

    /// End this browser's session and forget its cookie.
    pub async fn sign_out(&self) -> Result<Cookies, Problem> {
        if let Some(id) = self.session.as_ref().map(|session| session.id) {
            self.market.db.write(async move |tx: &mut Tx| sessions::end(tx, id).await).await?;
        }
        Ok(self.no_session())
    }

    /// The cookie that forgets a session that has ended.
    pub fn no_session(&self) -> Cookies {
        self.set_cookie(Self::session_cookie(&self.market), "", 0)
    }

    pub fn set_cookie(&self, name: &str, value: &str, seconds: i64) -> Cookies {
        AppendHeaders(Some((SET_COOKIE, self.cookie(name, value, seconds))))
    }

    fn session_cookies(&self, token: &str) -> Cookies {
        let seconds = i64::try_from(LIFETIME_DAYS * 86_400).unwrap_or(i64::MAX);
        self.set_cookie(Self::session_cookie(&self.market), token, seconds)
    }

    /// Where the visitor is likely to be, by language, until they say.
    pub fn country(&self) -> Country {
        let code = match self.lang {
            Lang::Chinese | Lang::English => return self.market.config.country.unwrap_or(Country::CN),
            Lang::Japanese => "JP",
            Lang::Hindi => "IN",
            Lang::Indonesian => "ID",
        };
        Country::parse(code).unwrap_or(Country::CN)
    }
}
