//! Looking every morning at the things that people keep, and telling of what is cheaper or there again: once a day, in one
//! letter.

use goods::catalog::{Pricing, prices_now};
use kernel::{AccountId, Timestamp, days, hours};
use people::{accounts, notifications::post};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Bodies, Failure},
};
use selling::Selling;

use super::{
    MOST_WISHES, change_store, list,
    mail::{News, WishMail},
    promises::{LookAtSome, LookAtWishes, TellWisher},
    shown_wish::card,
};

/// Holders in one transaction.
const BATCH: i64 = 50;
/// At nine in the market's morning.
const MORNING_HOURS: u64 = 9;
/// Things that one letter names.
const NAMED: usize = 12;

pub fn bodies(bodies: &mut Bodies<Selling>) {
    bodies.on(look_at_wishes);
    bodies.on(look_at_some);
    bodies.on(tell_wisher);
}

/// Begin to look every morning, unless that was begun before.
pub async fn begin(market: &Selling) -> Result<(), DbError> {
    let now = market.now();
    let midnight = now.day_after(1, &market.config.zone).unwrap_or(now + days(1));
    let act = async move |tx: &mut Tx| {
        jobs::begin(tx, now, midnight + hours(MORNING_HOURS), &LookAtWishes {}).await
    };
    market.db.write(act).await
}

async fn look_at_wishes(market: Selling, now: Timestamp, _: LookAtWishes) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| {
        jobs::enqueue(tx, now, now, &LookAtSome { after: 0 }).await?;
        jobs::again(tx, now, now + days(1), &LookAtWishes {}).await
    };
    Ok(market.db.write(act).await?)
}

async fn look_at_some(market: Selling, now: Timestamp, job: LookAtSome) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| {
        let holders = change_store::holders(tx, job.after, BATCH).await?;
        for holder in &holders {
            let changed = change_store::of_holder(tx, *holder).await?;
            change_store::see(tx, now, *holder, &changed).await?;
            let things: Vec<_> = changed.iter().filter(|one| one.is_news()).map(|one| one.listing).collect();
            let account = AccountId::new(*holder);
            if !things.is_empty() && accounts::find(tx, account).await?.is_some() {
                jobs::enqueue(tx, now, now, &TellWisher { account, things }).await?;
            }
        }
        let is_full = i64::try_from(holders.len()).unwrap_or(BATCH) >= BATCH;
        if let Some(after) = holders.last().filter(|_| is_full) {
            jobs::enqueue(tx, now, now, &LookAtSome { after: *after }).await?;
        }
        Ok::<_, DbError>(())
    };
    Ok(market.db.write(act).await?)
}

async fn tell_wisher(market: Selling, now: Timestamp, job: TellWisher) -> Result<(), Failure> {
    let pricing = Pricing::of(&market, now);
    let read = async move |tx: &mut Tx| {
        let Some(account) = accounts::find(tx, job.account).await? else { return Ok(None) };
        let wishes = list(tx, account.id.get(), i64::MAX, MOST_WISHES).await?;
        let mut news = Vec::new();
        for wish in wishes.iter().filter(|wish| job.things.contains(&wish.listing)).take(NAMED) {
            // What was kept before prices were is told of by the price alone.
            if let Some(card) = card(tx, wish.listing).await? {
                let price = prices_now(tx, &pricing, [card.id]).await?.of_card(&card).low;
                news.push(News { card, price, notes: wish.notes(now) });
            }
        }
        Ok::<_, DbError>(Some((account, news)))
    };
    match market.db.read(read).await? {
        Some((account, news)) if !news.is_empty() => post(&market, &account, now, &WishMail { news }).await,
        _ => Ok(()),
    }
}
