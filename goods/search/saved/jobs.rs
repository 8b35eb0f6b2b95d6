//! Looking every morning for what is new, and telling who saved a search: once a day, in one letter.

use std::{collections::HashSet, sync::Arc, time::Duration};

use kernel::{Limit, Timestamp, days, hours, minutes};
use people::{accounts, notifications::post};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Bodies, Failure},
};

use super::{
    MOST_SEARCHES, SavedSearch,
    mail::{FoundMail, FoundSearch},
    promises::{Find, LookForSearchers, LookForSome, TellSearcher},
    store,
};
use crate::{Goods, catalog, search::SearchError};

/// Holders in one transaction.
const BATCH: i64 = 100;
/// After this long nothing is kept any more under an earlier time.
const SETTLED: Duration = minutes(5);
/// At nine in the market's morning.
const MORNING_HOURS: u64 = 9;
/// New listings among which is looked; of more, the newest.
const FRESH: i64 = 20_000;
/// Things that a letter names of one search.
const NAMED: i64 = 3;

pub fn bodies(bodies: &mut Bodies<Goods>) {
    bodies.on(look_for_searchers);
    bodies.on(look_for_some);
    bodies.on(tell_searcher);
}

/// Begin to look every morning, unless that was begun before.
pub async fn begin(market: &Goods) -> Result<(), DbError> {
    let now = market.now();
    let midnight = now.day_after(1, &market.config.zone).unwrap_or(now + days(1));
    let first = LookForSearchers { since: now };
    let act = async move |tx: &mut Tx| jobs::begin(tx, now, midnight + hours(MORNING_HOURS), &first).await;
    market.db.write(act).await
}

async fn look_for_searchers(market: Goods, now: Timestamp, job: LookForSearchers) -> Result<(), Failure> {
    let until = now - SETTLED;
    let act = async move |tx: &mut Tx| {
        store::sweep_guests(tx).await?;
        jobs::enqueue(tx, now, now, &LookForSome { since: job.since, until, after: 0 }).await?;
        jobs::again(tx, now, now + days(1), &LookForSearchers { since: until }).await
    };
    Ok(market.db.write(act).await?)
}

async fn look_for_some(market: Goods, now: Timestamp, job: LookForSome) -> Result<(), Failure> {
    let LookForSome { since, until, after } = job;
    let look = async move |tx: &mut Tx| {
        let fresh = catalog::fresh_between(tx, since, until, FRESH).await?;
        if fresh.is_empty() {
            return Ok((fresh, Vec::new(), None));
        }
        let holders = store::list_to_alert(tx, after, BATCH).await?;
        let is_full = i64::try_from(holders.len()).unwrap_or(BATCH) >= BATCH;
        let next = holders.last().filter(|_| is_full).map(|last| last.get());
        let mut all = Vec::with_capacity(holders.len());
        for account in holders {
            all.push((account, store::list(tx, account.get(), i64::MAX, MOST_SEARCHES).await?));
        }
        Ok::<_, DbError>((fresh, all, next))
    };
    let (fresh, holders, next) = market.db.read(look).await?;
    let fresh = Arc::new(fresh.into_iter().collect::<HashSet<_>>());
    let mut told = Vec::new();
    for (account, searches) in holders {
        let mut finds = Vec::new();
        for search in searches.iter().filter(|search| search.has_alerts && search.saved_at < until) {
            let find = look_among(&market, search, &fresh).await;
            finds.extend(find.map_err(|error| Failure(error.to_string()))?);
        }
        if !finds.is_empty() {
            told.push(TellSearcher { account, finds });
        }
    }
    let act = async move |tx: &mut Tx| {
        for job in &told {
            jobs::enqueue(tx, now, now, job).await?;
        }
        if let Some(after) = next {
            jobs::enqueue(tx, now, now, &LookForSome { since, until, after }).await?;
        }
        Ok::<_, DbError>(())
    };
    Ok(market.db.write(act).await?)
}

async fn look_among(
    market: &Goods,
    search: &SavedSearch,
    fresh: &Arc<HashSet<catalog::ListingId>>,
) -> Result<Option<Find>, SearchError> {
    let mut asked = search.asked();
    asked.limit = Limit::new(NAMED);
    let query = asked.query(market.config.currency);
    let (first, all) = market.index.find_among(market, query, Arc::clone(fresh)).await?;
    Ok((all > 0).then_some(Find { search: search.id, first, all }))
}

async fn tell_searcher(market: Goods, now: Timestamp, job: TellSearcher) -> Result<(), Failure> {
    let account = job.account;
    let act = async move |tx: &mut Tx| {
        let Some(account) = accounts::find(tx, account).await? else { return Ok(None) };
        let saved = store::list(tx, account.id.get(), i64::MAX, MOST_SEARCHES).await?;
        let mut found = Vec::new();
        for find in &job.finds {
            let search = saved.iter().find(|search| search.id == find.search && search.has_alerts);
            let Some(search) = search else { continue };
            let mut first = Vec::new();
            for id in &find.first {
                first.extend(catalog::card(tx, *id).await?);
            }
            found.push(FoundSearch { search: search.clone(), first, all: find.all });
        }
        let token = store::ensure_token(tx, account.id).await?;
        Ok::<_, DbError>(Some((account, found, token)))
    };
    let Some((account, found, token)) = market.db.write(act).await? else { return Ok(()) };
    if found.is_empty() {
        return Ok(());
    }
    let (capabilities, home) = (market.capabilities.clone(), market.config.currency);
    post(&market, &account, now, &FoundMail { found, token, capabilities, home }).await
}
