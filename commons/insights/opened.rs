use kernel::{ShopId, Timestamp};
use people::capability::Sighting;
use platform::{
    db::{DbError, Tx},
    sessions,
};

use super::{
    crowd_store as store,
    span::{monday, utc_day},
};

/// People of whom it is noted in one week that they opened something of a shop; what comes after them changes no crowd.
const MOST: i64 = 100_000;

/// Note that somebody opened something of a shop: once a week, by a hash that nobody can read once the week is over.
pub async fn opened(tx: &mut Tx, seen: &Sighting) -> Result<(), DbError> {
    let week = monday(utc_day(seen.now));
    let secret = store::ensure_secret(tx, week).await?;
    let who = match seen.holder {
        Some(holder) => format!("{secret}:holder:{holder}"),
        None => format!("{secret}:from:{}", seen.from),
    };
    store::put_opened(tx, week, seen.shop, &sessions::hash(&who), MOST).await
}

/// A week is over: tell its crowds, and forget who they were.
pub async fn close_weeks(tx: &mut Tx, now: Timestamp) -> Result<(), DbError> {
    let this = monday(utc_day(now));
    for week in store::open_weeks(tx, this).await? {
        let secret = store::ensure_secret(tx, week).await?;
        let mut after = ShopId::new(0);
        loop {
            let shops = store::opened_in(tx, week, after, BATCH).await?;
            let Some((last, _)) = shops.last() else { break };
            after = *last;
            store::freeze(tx, week, &secret, &shops).await?;
        }
        store::forget_week(tx, week).await?;
    }
    Ok(())
}

/// Shops of one statement.
const BATCH: i64 = 500;
