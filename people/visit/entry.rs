//! How a visitor gets a session, and how it becomes an account's.

use axum::{
    http::{HeaderName, header::SET_COOKIE},
    response::AppendHeaders,
};
use kernel::{AccountId, Country, Timestamp, hours};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    sessions::{self, LIFETIME_DAYS, Session},
    web::{Limit, Problem},
};

use super::Visit;
use crate::{
    accounts::{self, Account, Arrival, Login, RegisterError, numbers},
    market::Market,
};

/// Cookies to set, or none.
pub type Cookies = AppendHeaders<Vec<(HeaderName, String)>>;

pub fn no_cookies() -> Cookies {
    AppendHeaders(Vec::new())
}

/// Guests who begin something, from one network address.
const GUESTS: &str = "guest sessions";

/// What starting a session needs, to be carried into a transaction.
#[derive(Clone)]
struct Entry {
    market: Market,
    now: Timestamp,
    before: Option<Session>,
    device: String,
    browser: Option<String>,
}

/// What a browser keeps of somebody who has signed in there.
struct Keys {
    session: String,
    browser: String,
}

impl Entry {
    /// Sign the visitor in; the answer is what goes into the cookies. From now on the browser is known.
    ///
    /// The session is a new one, so that a cookie somebody planted beforehand is worth nothing. What a guest
    /// has put into the cart comes along.
    async fn sign_in(&self, tx: &mut Tx, account: AccountId) -> Result<Keys, DbError> {
        let (_, session) = sessions::start(tx, self.now, Some(account), &self.device).await?;
        let browser = self.browser.clone().unwrap_or_else(|| tx.chance().token());
        accounts::keep_browser(tx, account, &sessions::hash(&browser), self.now).await?;
        if let Some(before) = &self.before {
            if before.account.is_none() {
                for take_along in self.market.capabilities.iter().filter_map(|brought| brought.people.sign_in)
                {
                    take_along(tx, self.now, before.id, account).await?;
                }
            }
            sessions::end(tx, before.id).await?;
        }
        Ok(Keys { session, browser })
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
    keys: Keys,
}

impl Newcomer {
    /// Make them an account, sign their browser in, and take along what they have gathered. None when the login has an
    /// account already: only its owner may sign in.
    pub async fn enter(&self, tx: &mut Tx) -> Result<Option<Entered>, RegisterError> {
        let Self { entry, login, name, language, zone } = self;
        match accounts::arrive(tx, entry.now, login, name, *language, zone).await? {
            Arrival::Known => Ok(None),
            Arrival::New(account) => {
                let keys = entry.sign_in(tx, account.id).await?;
                Ok(Some(Entered { account: *account, keys }))
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
            browser: self.browser.clone(),
        }
    }

    /// Whose cart it is; a visitor without a session gets one, with the cookie to set.
    pub async fn ensure_holder(&self) -> Result<(i64, Cookies), Problem> {
        if let Some(holder) = self.holder() {
            return Ok((holder, no_cookies()));
        }
        let times = self.market.rules().count(numbers::GUEST_SESSIONS);
        self.market.limits.take(Limit { name: GUESTS, times, per: hours(1) }, self.from.clone())?;
        let Entry { now, device, .. } = self.entry();
        let start = async move |tx: &mut Tx| sessions::start(tx, now, None, &device).await;
        let (session, token) = self.market.db.write(start).await?;
        Ok((session.id, self.session_cookies(&token)))
    }

    /// Sign this browser in, in the name of an account that was proved to be the visitor's.
    pub async fn sign_in(&self, account: AccountId) -> Result<Cookies, Problem> {
        let entry = self.entry();
        let enter = async move |tx: &mut Tx| entry.sign_in(tx, account).await;
        let keys = self.market.db.write(enter).await?;
        Ok(self.cookies_of(&keys))
    }

    /// The visitor as somebody who may get an account on the way.
    pub fn newcomer(&self, login: Login, name: String) -> Newcomer {
        Newcomer { entry: self.entry(), login, name, language: self.lang, zone: self.zone().to_owned() }
    }

    /// The cookie of somebody who has entered.
    pub fn welcome(&self, entered: &Entered) -> Cookies {
        self.cookies_of(&entered.keys)
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
        AppendHeaders(vec![(SET_COOKIE, self.cookie(name, value, seconds))])
    }

    /// A browser that is to be recognised gets a cookie of its own, unless it has one.
    pub fn ensure_browser(&mut self) -> Cookies {
        if self.browser.is_some() {
            return no_cookies();
        }
        let browser = self.browser.insert(self.market.chance.token()).clone();
        AppendHeaders(vec![self.known_cookie(&browser)])
    }

    fn known_cookie(&self, browser: &str) -> (HeaderName, String) {
        let name = Self::browser_cookie(&self.market);
        (SET_COOKIE, self.cookie(name, browser, seconds(accounts::KNOWN_DAYS)))
    }

    fn cookies_of(&self, keys: &Keys) -> Cookies {
        let mut cookies = self.session_cookies(&keys.session);
        cookies.0.push(self.known_cookie(&keys.browser));
        cookies
    }

    fn session_cookies(&self, token: &str) -> Cookies {
        self.set_cookie(Self::session_cookie(&self.market), token, seconds(LIFETIME_DAYS))
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

fn seconds(days: u64) -> i64 {
    i64::try_from(days * 86_400).unwrap_or(i64::MAX)
}
