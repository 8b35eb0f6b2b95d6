//! Telling who follows shops of what is new there: once a day, in one letter, whatever and how much there is.

use std::time::Duration;

use kernel::{Timestamp, days, hours, minutes};
use people::{accounts, market::Market, notifications::post};
use platform::{
    db::{DbError, Tx},
    jobs::{Failure, Promise as _, count_of_kind, enqueue},
};

use super::{
    fresh_store::{fresh_for, list_to_tell},
    mail::FreshMail,
    promises::{TellFollower, TellFollowers, TellOfFresh},
};

/// Followers in one transaction.
const BATCH: i64 = 200;
/// After this long nothing is kept any more under an earlier time.
const SETTLED: Duration = minutes(5);
/// At nine in the market's morning.
const MORNING_HOURS: u64 = 9;

/// Begin to tell every morning, unless that was begun before.
pub async fn begin(market: &Market) -> Result<(), DbError> {
    let now = market.now();
    let midnight = now.day_after(1, &market.config.zone).unwrap_or(now + days(1));
    let act = async move |tx: &mut Tx| {
        if count_of_kind(tx, TellOfFresh::KIND).await? > 0 {
            return Ok(());
        }
        enqueue(tx, now, midnight + hours(MORNING_HOURS), &TellOfFresh { since: now }).await
    };
    market.db.write(act).await
}

pub(super) async fn tell_of_fresh(market: &Market, now: Timestamp, job: TellOfFresh) -> Result<(), Failure> {
    let until = now - SETTLED;
    let act = async move |tx: &mut Tx| {
        enqueue(tx, now, now, &TellFollowers { since: job.since, until, after: 0 }).await?;
        // A second one of them, left by a crash or by two processes that began together, ends here.
        if count_of_kind(tx, TellOfFresh::KIND).await? > 1 {
            return Ok(());
        }
        enqueue(tx, now, now + days(1), &TellOfFresh { since: until }).await
    };
    Ok(market.db.write(act).await?)
}

pub(super) async fn tell_followers(
    market: &Market,
    now: Timestamp,
    job: TellFollowers,
) -> Result<(), Failure> {
    let TellFollowers { since, until, after } = job;
    let act = async move |tx: &mut Tx| {
        let found = list_to_tell(tx, after, (since, until), BATCH).await?;
        for account in &found {
            enqueue(tx, now, now, &TellFollower { account: *account, since, until }).await?;
        }
        let is_full = i64::try_from(found.len()).unwrap_or(BATCH) >= BATCH;
        if let Some(last) = found.last().filter(|_| is_full) {
            enqueue(tx, now, now, &TellFollowers { since, until, after: last.get() }).await?;
        }
        Ok::<_, DbError>(())
    };
    Ok(market.db.write(act).await?)
}

pub(super) async fn tell_follower(market: &Market, now: Timestamp, job: TellFollower) -> Result<(), Failure> {
    let TellFollower { account, since, until } = job;
    let read = async move |tx: &mut Tx| {
        let account = accounts::find(tx, account).await?;
        let Some(account) = account else { return Ok(None) };
        let shops = fresh_for(tx, account.id, (since, until)).await?;
        Ok::<_, DbError>(Some((account, shops)))
    };
    match market.db.read(read).await? {
        Some((account, shops)) if !shops.is_empty() => {
            post(market, &account, now, &FreshMail { shops }).await
        }
        _ => Ok(()),
    }
}
