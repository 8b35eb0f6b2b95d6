use kernel::{ShopId, Timestamp};
use people::capability::Sighting;
use platform::{
    db::{DbError, Tx},
    sessions,
};

use super::{
    crowd_store::{self as store, Raw},
    span::{monday, utc_day},
};

/// People of whom it is noted in one week that they saw or opened something of a shop; who comes after them changes no crowd.
const MOST: i64 = 100_000;

/// Note that somebody opened something of a shop: once a week, by a hash that nobody can read once the week is over.
pub async fn opened(tx: &mut Tx, seen: &Sighting) -> Result<(), DbError> {
    let (week, who) = who(tx, seen).await?;
    // What is opened was seen, also where no script says so.
    if store::put(tx, Raw::Opened, week, seen.shop, &who, MOST).await? {
        store::put(tx, Raw::Seen, week, seen.shop, &who, MOST).await?;
    }
    Ok(())
}

/// The same of those before whose eyes something of a shop stood for a moment.
pub async fn shown(tx: &mut Tx, seen: &Sighting) -> Result<(), DbError> {
    let (week, who) = who(tx, seen).await?;
    store::put(tx, Raw::Seen, week, seen.shop, &who, MOST).await.map(drop)
}

/// The week, and how somebody is told apart within it.
async fn who(tx: &mut Tx, seen: &Sighting) -> Result<(i64, String), DbError> {
    let week = monday(utc_day(seen.now));
    let secret = store::ensure_secret(tx, week).await?;
    let who = match seen.holder {
        Some(holder) => format!("{secret}:holder:{holder}"),
        None => format!("{secret}:from:{}", seen.from),
    };
    Ok((week, sessions::hash(&who)))
}

/// A week is over: tell its crowds, and forget who they were.
pub async fn close_weeks(tx: &mut Tx, now: Timestamp) -> Result<(), DbError> {
    let this = monday(utc_day(now));
    for week in store::open_weeks(tx, this).await? {
        let secret = store::ensure_secret(tx, week).await?;
        let mut after = ShopId::new(0);
        loop {
            let shops = store::counts(tx, week, after, BATCH).await?;
            let Some(last) = shops.last() else { break };
            after = last.shop;
            store::freeze(tx, week, &secret, &shops).await?;
        }
        store::forget_week(tx, week).await?;
    }
    Ok(())
}

/// Shops of one statement.
const BATCH: i64 = 500;
