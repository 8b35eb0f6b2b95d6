//! What payouts tell shops, later.

use kernel::{Actor, ShopId, Timestamp};
use people::{
    accounts::{self, Account},
    notifications::post,
    shops::{self, Shop},
};
use platform::{
    db::{DbError, Tx},
    jobs::{Bodies, Failure},
};

use super::{
    Doubt, PayoutState, StepError,
    mail::{AccountChanged, PayoutEnd, PayoutEnded},
    promises::{TellAccount, TellPayout},
    store, withhold,
};
use crate::{Selling, orders::refunds::RefundPaid};

pub fn bodies(bodies: &mut Bodies<Selling>) {
    bodies.on(withhold_what_is_owed);
    bodies.on(tell_payout);
    bodies.on(tell_account);
}

async fn owner(tx: &mut Tx, id: ShopId) -> Result<Option<(Shop, Account)>, DbError> {
    let Some(shop) = shops::find(tx, id).await? else { return Ok(None) };
    let Some(owner) = shops::owned_by(tx, id).await? else { return Ok(None) };
    Ok(accounts::find(tx, owner).await?.map(|owner| (shop, owner)))
}

/// Buyers got something back of completed orders: nothing of it leaves for the bank.
async fn withhold_what_is_owed(market: Selling, now: Timestamp, job: RefundPaid) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| {
        let Some(shop) = shops::find(tx, job.request.shop()).await? else { return Ok(()) };
        withhold(tx, &Actor::System, now, shop.id, shop.currency).await.map(drop)
    };
    market.db.write(act).await.map_err(|error: StepError| Failure(error.to_string()))
}

async fn tell_payout(market: Selling, now: Timestamp, job: TellPayout) -> Result<(), Failure> {
    let read = async move |tx: &mut Tx| {
        let Some(payout) = store::find_for(tx, &Actor::System, job.payout).await? else {
            return Ok(None);
        };
        Ok::<_, DbError>(owner(tx, job.payout.shop()).await?.map(|(shop, owner)| (payout, shop, owner)))
    };
    let Some((payout, shop, owner)) = market.db.read(read).await? else { return Ok(()) };
    let told = match payout.state {
        PayoutState::Requested { doubts } if doubts.contains(&Doubt::Owes) => PayoutEnd::Withheld,
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
    post(&market, &owner, now, &mail).await
}

async fn tell_account(market: Selling, now: Timestamp, job: TellAccount) -> Result<(), Failure> {
    let read = async move |tx: &mut Tx| {
        let account = store::find_account(tx, job.shop).await?;
        let account = account.filter(|account| account.changed_at == job.changed_at);
        Ok::<_, DbError>(account.zip(owner(tx, job.shop).await?))
    };
    let Some((account, (shop, owner))) = market.db.read(read).await? else { return Ok(()) };
    let mail = AccountChanged {
        shop: shop.name_in(owner.language).to_owned(),
        name: shop.called(),
        handle: shop.handle.clone(),
        account: format!("{} {}", account.bank, account.masked()),
        changed_at: job.changed_at,
    };
    post(&market, &owner, now, &mail).await
}
