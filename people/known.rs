//! Who somebody is by what they bring: the cookie of a session, or the token of a program.
//!
//! Who comes by a session is remembered while nothing of it changes, so that whoever signs out or is turned away is
//! nobody from then on. Where other processes change it without a word, nothing is remembered.

use std::sync::Arc;

use kernel::{AccountId, ShopId, ShopRole, Timestamp};
use platform::{
    db::{Changes, Db, DbError, Tx},
    sessions::{self, Session},
};

use crate::{
    accounts::{self, Account, TokenId},
    capability::{Brought, Counted},
    remembered::{Remembered, Weighed},
    shops,
};

/// A shop that the visitor owns or works in.
#[derive(Clone, Debug)]
pub struct Membership {
    pub shop: ShopId,
    pub handle: String,
    pub name: String,
    pub role: ShopRole,
}

impl Membership {
    pub fn role_name(&self) -> &'static str {
        self.role.name()
    }
}

/// What is known of whoever makes a request.
#[derive(Default)]
pub struct Known {
    pub session: Option<Session>,
    pub account: Option<Account>,
    pub memberships: Vec<Membership>,
    /// What stands beside the entries of the navigation, by the names of the counters.
    pub counts: Vec<(&'static str, i64)>,
    /// The names of the scopes of a token.
    pub scopes: Option<Vec<String>>,
    pub token: Option<TokenId>,
    /// The hash of a token whose use was not written down within the hour.
    pub stale_token: Option<String>,
}

impl Weighed for Known {
    fn bytes(&self) -> usize {
        // Names and addresses are bounded.
        size_of::<Self>() + 600 + self.memberships.len() * (size_of::<Membership>() + 100)
    }
}

/// Those who came lately by a session, by its hash, and whether what is counted for them is known too.
pub struct Readers(Remembered<(String, bool), Known>);

/// Where it is looked up who somebody is, and when.
pub struct Desk<'a> {
    pub db: &'a Db,
    pub now: Timestamp,
    /// The capabilities that count something for them.
    pub counted: &'a [Brought],
}

impl Readers {
    /// Room for so many bytes of them.
    pub fn new(bytes: u64) -> Self {
        Self(Remembered::new(bytes))
    }

    /// Let go of those who would be looked up anew.
    pub fn let_go(&self, changes: &Changes, now: Timestamp) {
        self.0.let_go(changes, now);
    }

    /// Who comes by the cookie of a session.
    pub async fn of_session(&self, desk: Desk<'_>, token: &str) -> Result<Arc<Known>, DbError> {
        let key = (sessions::hash(token), !desk.counted.is_empty());
        let known = self.0.get(desk.db.changes(), desk.now, key, desk.of_session(token)).await?;
        let is_over = known.session.as_ref().is_some_and(|session| session.expires_at <= desk.now);
        if is_over { Ok(Arc::default()) } else { Ok(known) }
    }
}

impl Desk<'_> {
    /// Who comes by the cookie of a session.
    pub async fn of_session(&self, token: &str) -> Result<Known, DbError> {
        let hash = sessions::hash(token);
        let look = async |tx: &mut Tx| {
            let mut known = Known { session: sessions::find(tx, &hash, self.now).await?, ..Known::default() };
            if let Some(account) = known.session.as_ref().and_then(|session| session.account) {
                known.is(tx, account).await?;
            }
            known.count(tx, self.counted).await?;
            Ok(known)
        };
        self.db.read(look).await
    }

    /// Who comes by the token of a program.
    pub async fn of_token(&self, token: &str) -> Result<Known, DbError> {
        let hash = sessions::hash(token);
        let look = async |tx: &mut Tx| {
            let mut known = Known::default();
            if let Some(shown) = accounts::find_by_token(tx, &hash, self.now).await? {
                known.scopes = Some(shown.scopes);
                known.token = Some(shown.id);
                let is_stale = shown.used_at.is_none_or(|at| self.now.since(at) > kernel::hours(1));
                known.stale_token = is_stale.then_some(hash);
                known.is(tx, shown.account).await?;
            }
            known.count(tx, self.counted).await?;
            Ok(known)
        };
        self.db.read(look).await
    }
}

impl Known {
    async fn is(&mut self, tx: &mut Tx, id: AccountId) -> Result<(), DbError> {
        self.account = accounts::find(tx, id).await?.filter(|account| account.closed_at.is_none());
        let shops = shops::list_of_account(tx, id).await?;
        let member = |(shop, handle, name, role)| Membership { shop, handle, name, role };
        self.memberships = shops.into_iter().map(member).collect();
        Ok(())
    }

    async fn count(&mut self, tx: &mut Tx, capabilities: &[Brought]) -> Result<(), DbError> {
        let account = self.account.as_ref().map(|account| account.id);
        let holder = account.map(AccountId::get).or(self.session.as_ref().map(|session| session.id));
        let Some(holder) = holder else { return Ok(()) };
        let shops = self.memberships.iter().map(|member| member.shop).collect();
        let who = Counted { account, holder, shops };
        for counter in capabilities.iter().flat_map(|brought| brought.web.counters) {
            self.counts.push((counter.name, (counter.count)(tx, &who).await?));
        }
        Ok(())
    }
}
