//! Whether somebody who listens for long may still listen.

use kernel::{AccountId, ShopId};
use platform::{
    db::{DbError, Tx},
    sessions,
    web::Problem,
};

use super::Visit;
use crate::{
    accounts::{self, TokenId},
    market::Market,
    shops,
};

/// In whose name somebody listens, and by what: a session or a token, and a place in a shop.
#[derive(Clone, Debug)]
pub struct Standing {
    account: AccountId,
    session: Option<i64>,
    token: Option<TokenId>,
    shop: Option<ShopId>,
}

impl Standing {
    /// Whether all of it still stands: nobody has signed out, ended the token, left the shop or closed the account.
    pub async fn holds(&self, market: &Market) -> Result<bool, DbError> {
        let (now, Self { account, session, token, shop }) = (market.now(), self.clone());
        let look = async move |tx: &mut Tx| {
            let is_open =
                accounts::find(tx, account).await?.is_some_and(|account| account.closed_at.is_none());
            let is_known = match (token, session) {
                (Some(token), _) => accounts::has_token(tx, account, token, now).await?,
                (None, Some(session)) => sessions::is_live(tx, account, session, now).await?,
                (None, None) => false,
            };
            let is_there = match shop {
                Some(shop) => shops::role_of(tx, shop, account).await?.is_some(),
                None => true,
            };
            Ok::<_, DbError>(is_open && is_known && is_there)
        };
        market.db.read(look).await
    }
}

impl Visit {
    /// What a visitor stands on who goes on listening when the request is over, for a shop if it is theirs.
    pub fn standing(&self, shop: ShopId) -> Result<Standing, Problem> {
        let is_member = self.memberships.iter().any(|member| member.shop == shop);
        Ok(Standing {
            account: self.account_id()?,
            session: self.session.as_ref().map(|session| session.id),
            token: self.token,
            shop: is_member.then_some(shop),
        })
    }
}
