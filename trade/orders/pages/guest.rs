//! Visitors who buy before they have an account.

use axum::{http::header::SET_COOKIE, response::AppendHeaders};
use kernel::{AccountId, Country};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    sessions::{self, LIFETIME_DAYS},
    web::Problem,
};

use crate::{
    accounts::{self, Account, Login},
    orders,
    visit::Visit,
};

/// A cookie to set, or none.
pub type Cookies = AppendHeaders<Option<(axum::http::HeaderName, String)>>;

impl Visit {
    /// Whose cart it is; a visitor without a session gets one, with the cookie to set.
    pub async fn ensure_holder(&self) -> Result<(i64, Cookies), Problem> {
        if let Some(holder) = self.holder() {
            return Ok((holder, AppendHeaders(None)));
        }
        let (now, device) = (self.now, self.device.clone());
        let start = async move |tx: &mut Tx| sessions::start(tx, now, None, &device).await;
        let (session, token) = self.market.db.write(start).await?;
        Ok((session.id, self.session_cookies(&token)))
    }

    /// Make the visitor an account on the way, sign this browser in, and take the cart along. None when the login
    /// has an account already: only its owner may sign in.
    pub async fn arrive(&mut self, login: &Login, name: &str) -> Result<Option<Cookies>, Problem> {
        let (now, device, holder) = (self.now, self.device.clone(), self.holder());
        let (login, name, lang, zone) = (login.clone(), name.to_owned(), self.lang, self.zone().to_owned());
        let act = async move |tx: &mut Tx| {
            let account = Account {
                id: AccountId::new(tx.next_id(now)),
                name: name.clone(),
                email: if let Login::Email(email) = &login { Some(email.clone()) } else { None },
                phone: if let Login::Phone(phone) = &login { Some(phone.clone()) } else { None },
                password_hash: None,
                language: lang,
                zone: zone.clone(),
                birth_year: None,
                is_operator: false,
                is_moderator: false,
                closed_at: None,
                created_at: now,
            };
            if !accounts::insert(tx, &account).await? {
                return Ok::<_, DbError>(None);
            }
            if let Some(holder) = holder {
                orders::adopt_cart(tx, now, holder, account.id.get()).await?;
            }
            let (session, token) = sessions::start(tx, now, Some(account.id), &device).await?;
            Ok(Some((account, session, token)))
        };
        let Some((account, session, token)) = self.market.db.write(act).await? else { return Ok(None) };
        self.account = Some(account);
        self.session = Some(session);
        Ok(Some(self.session_cookies(&token)))
    }

    fn session_cookies(&self, token: &str) -> Cookies {
        let seconds = i64::try_from(LIFETIME_DAYS * 86_400).unwrap_or(i64::MAX);
        AppendHeaders(Some((SET_COOKIE, self.cookie(Self::session_cookie(&self.market), token, seconds))))
    }

    /// Where the visitor is likely to be, by language, until they say.
    pub fn country(&self) -> Country {
        let code = match self.lang {
            Lang::Chinese | Lang::English => "CN",
            Lang::Japanese => "JP",
            Lang::Hindi => "IN",
            Lang::Indonesian => "ID",
        };
        Country::parse(code).unwrap_or(Country::CN)
    }

    /// The countries that a form offers: ours first, then all by their code.
    pub fn countries(&self) -> Vec<(&'static str, String)> {
        let text = self.market.texts.of(self.lang);
        let name = |code: &'static str| {
            let key = format!("country-{}", code.to_lowercase());
            (code, if text.has(&key) { text.get(&key).to_owned() } else { code.to_owned() })
        };
        let ours = ["CN", "IN", "JP", "ID"];
        let all = Country::all().map(Country::code).filter(|code| !ours.contains(code));
        ours.into_iter().chain(all).map(name).collect()
    }
}
