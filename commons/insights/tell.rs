//! Once a week a shop hears what it could make next.

use kernel::{ShopId, Timestamp, days};
use people::{accounts, notifications::post, shops};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Failure},
};

use super::{
    mail::MakeNext,
    promises::{TellShop, TellShops},
    shop::words_for,
    word_store,
};
use crate::Commons;

/// Shops of one transaction.
const BATCH: i64 = 200;
/// Words that a mail names.
const NAMED: usize = 5;

/// Promise a word to each shop, some at a time; nothing while nobody misses anything.
pub async fn tell_shops(market: Commons, now: Timestamp, job: TellShops) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| {
        let is_unmet = word_store::words(tx, 1_000).await?.iter().any(super::word::Word::is_unmet);
        let list = if is_unmet { shops::list(tx, job.after, BATCH).await? } else { Vec::new() };
        for shop in list.iter().filter(|shop| shop.is_selling(now)) {
            jobs::enqueue(tx, now, now, &TellShop { shop: shop.id }).await?;
        }
        match list.last() {
            Some(last) => jobs::enqueue(tx, now, now, &TellShops { after: last.id.get() }).await,
            None => jobs::again(tx, now, now + days(7), &TellShops { after: 0 }).await,
        }
    };
    Ok(market.db.write(act).await?)
}

/// What is near to it and unmet; a shop to which nothing is near hears nothing.
pub async fn tell_shop(market: Commons, now: Timestamp, job: TellShop) -> Result<(), Failure> {
    let (id, goods): (ShopId, goods::Goods) = (job.shop, axum::extract::FromRef::from_ref(&market));
    let read = async move |tx: &mut Tx| {
        let Some(shop) = shops::find(tx, id).await? else { return Ok(None) };
        let Some(owner) = shops::owned_by(tx, id).await? else { return Ok(None) };
        let Some(owner) = accounts::find(tx, owner).await? else { return Ok(None) };
        let next = words_for(tx, &goods.index, &shop).await?.next;
        let words = next.into_iter().filter(|(_, near)| *near).map(|(word, _)| word).take(NAMED).collect();
        Ok::<_, DbError>(Some((
            owner,
            MakeNext { path: format!("/desk/{}/insights/words", shop.handle), words },
        )))
    };
    match market.db.read(read).await? {
        Some((owner, mail)) if !mail.words.is_empty() => post(&market, &owner, now, &mail).await,
        _ => Ok(()),
    }
}
