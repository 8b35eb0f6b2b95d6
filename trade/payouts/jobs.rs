//! What payouts tell shops, later.

use kernel::{Actor, ShopId, Timestamp};
use platform::{
    db::{DbError, Tx},
    jobs::{Failure, Job},
};
use serde::{Deserialize, Serialize};

use super::{
    PayoutId, PayoutState,
    mail::{AccountChanged, PayoutEnd, PayoutEnded},
    store,
};
use crate::{
    accounts::{self, Account},
    market::Market,
    post::post,
    shops::{self, Shop},
};

/// Tell the owner what became of a payout. One that has moved on is told of by its own job.
#[derive(Serialize, Deserialize)]
pub struct TellPayout {
    pub payout: PayoutId,
}

/// Tell the owner that the account was changed, in case it was somebody else.
#[derive(Serialize, Deserialize)]
pub struct TellAccount {
    pub shop: ShopId,
    pub changed_at: Timestamp,
}

async fn owner(tx: &mut Tx, id: ShopId) -> Result<Option<(Shop, Account)>, DbError> {
    let Some(shop) = shops::find(tx, id).await? else { return Ok(None) };
    let Some(owner) = shops::owned_by(tx, id).await? else { return Ok(None) };
    Ok(accounts::find(tx, owner).await?.map(|owner| (shop, owner)))
}

impl Job for TellPayout {
    const KIND: &'static str = "payouts.tell";
    type World = Market;

    async fn run(self, market: &Market, now: Timestamp) -> Result<(), Failure> {
        let read = async move |tx: &mut Tx| {
            let Some(payout) = store::find_for(tx, &Actor::System, self.payout).await? else {
                return Ok(None);
            };
            Ok::<_, DbError>(owner(tx, self.payout.shop()).await?.map(|(shop, owner)| (payout, shop, owner)))
        };
        let Some((payout, shop, owner)) = market.db.read(read).await? else { return Ok(()) };
        let told = match payout.state {
            PayoutState::Paid { .. } => PayoutEnd::Paid,
            PayoutState::Refused { words, .. } => PayoutEnd::Refused { words },
            PayoutState::Returned { words, .. } => PayoutEnd::Returned { words },
            PayoutState::Requested { .. }
            | PayoutState::Approved { .. }
            | PayoutState::Exported { .. }
            | PayoutState::Withdrawn { .. } => return Ok(()),
        };
        let mail = PayoutEnded {
            id: payout.id,
            shop: shop.name_in(owner.language).to_owned(),
            handle: shop.handle.clone(),
            amount: payout.amount,
            account: format!("{} {}", payout.account.bank, payout.account.masked()),
            told,
        };
        post(market, &owner, now, &mail).await
    }
}

impl Job for TellAccount {
    const KIND: &'static str = "payouts.tell_account";
    type World = Market;

    async fn run(self, market: &Market, now: Timestamp) -> Result<(), Failure> {
        let read = async move |tx: &mut Tx| {
            let account = store::find_account(tx, self.shop).await?;
            let account = account.filter(|account| account.changed_at == self.changed_at);
            Ok::<_, DbError>(account.zip(owner(tx, self.shop).await?))
        };
        let Some((account, (shop, owner))) = market.db.read(read).await? else { return Ok(()) };
        let mail = AccountChanged {
            shop: shop.name_in(owner.language).to_owned(),
            handle: shop.handle.clone(),
            account: format!("{} {}", account.bank, account.masked()),
            changed_at: self.changed_at,
        };
        post(market, &owner, now, &mail).await
    }
}
