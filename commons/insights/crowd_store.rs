//! Crowds: raw rows that live for a week, and what is told when it is over.

use kernel::{ShopId, Timestamp, days, first_id};
use platform::{
    db::{DbError, Row, Statement, Tx},
    params, sessions,
};

use super::crowd::{CROWD, Crowd};

const SECRET: &str = "SELECT secret FROM insight_secret WHERE week = $1";
const KEEP_SECRET: &str =
    "INSERT INTO insight_secret (week, secret) VALUES ($1, $2) ON CONFLICT (week) DO NOTHING";
/// The secret of a week.
pub async fn ensure_secret(tx: &mut Tx, week: i64) -> Result<String, DbError> {
    let find = |mut row: Row| row.text();
    if let Some(secret) = tx.find(SECRET, params![week], find).await? {
        return Ok(secret);
    }
    let secret = tx.chance().token();
    tx.execute(KEEP_SECRET, params![week, &secret]).await?;
    Ok(tx.find(SECRET, params![week], find).await?.unwrap_or(secret))
}

const OPENED: &str = "INSERT INTO insight_opened (week, shop_id, who) SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS TEXT) \
    WHERE (SELECT COUNT(*) FROM (SELECT 1 FROM insight_opened o WHERE o.week = $1 AND o.shop_id = $2 LIMIT $4) AS few) < $4 \
    ON CONFLICT (week, shop_id, who) DO NOTHING";
const IS_OPENED: &str = "SELECT COUNT(*) FROM insight_opened WHERE week = $1 AND shop_id = $2 AND who = $3";
/// Somebody opened something of a shop; so many of a week at most.
pub async fn put_opened(tx: &mut Tx, week: i64, shop: ShopId, who: &str, most: i64) -> Result<(), DbError> {
    // Who comes back costs a look at one row.
    if tx.number(IS_OPENED, params![week, shop, who]).await? > 0 {
        return Ok(());
    }
    tx.execute(OPENED, params![week, shop, who, most]).await.map(drop)
}

const WEEKS: &str = "SELECT DISTINCT week FROM insight_opened WHERE week < $1 ORDER BY week LIMIT 60";
/// Weeks that are over and have not been told.
pub async fn open_weeks(tx: &mut Tx, this: i64) -> Result<Vec<i64>, DbError> {
    tx.list(WEEKS, params![this], |mut row| row.int()).await
}

const COUNTS: &str = "SELECT shop_id, COUNT(*) FROM insight_opened WHERE week = $1 AND shop_id > $2 \
    GROUP BY shop_id HAVING COUNT(*) >= $3 ORDER BY shop_id LIMIT $4";
/// Shops of which a crowd opened something, after a shop.
pub async fn opened_in(
    tx: &mut Tx,
    week: i64,
    after: ShopId,
    limit: i64,
) -> Result<Vec<(ShopId, i64)>, DbError> {
    let decode = |mut row: Row| Ok((row.shop()?, row.int()?));
    tx.list(COUNTS, params![week, after, CROWD, limit], decode).await
}

const MINDED: &str = "SELECT COUNT(*) FROM (SELECT holder AS who FROM cart_line WHERE shop_id = $1 AND added_at >= $2 \
    AND added_at < $3 UNION SELECT buyer_id FROM orders WHERE shop_id = $1 AND id >= $4 AND id < $5 \
    UNION SELECT buyer_id FROM conversation WHERE shop_id = $1 AND last_at >= $2 AND last_at < $3) AS minded";
const FREEZE: &str = "INSERT INTO insight_week (shop_id, week, opened, minded) VALUES ($1, $2, $3, $4) \
    ON CONFLICT (shop_id, week) DO NOTHING";
/// Tell the crowds of a week that is over. What was told once stays.
pub async fn freeze(tx: &mut Tx, week: i64, secret: &str, shops: &[(ShopId, i64)]) -> Result<(), DbError> {
    let (from, until) = (midnight(week), midnight(week + 7));
    let mut all: Vec<Statement> = Vec::with_capacity(shops.len());
    for (shop, people) in shops {
        let values = params![*shop, from, until, first_id(from), first_id(until)];
        let minded = tx.number(MINDED, values).await?;
        let edge = |of: &str| edge(secret, *shop, of);
        let (opened, minded) = (Crowd::of(*people, edge("opened")), Crowd::of(minded, edge("minded")));
        all.push((FREEZE, params![*shop, week, opened.get(), minded.get()].to_vec()));
    }
    tx.execute_all(&all).await.map(drop)
}

/// Where a crowd grows: the same for one question of one shop as long as the secret is the same, and told nobody.
pub fn edge(secret: &str, shop: ShopId, of: &str) -> i64 {
    let hash = sessions::hash(&format!("{secret}:{shop}:{of}"));
    let digits = hash.get(..8).and_then(|digits| i64::from_str_radix(digits, 16).ok());
    digits.unwrap_or_default().rem_euclid(CROWD)
}

/// When a day begins in UTC.
pub fn midnight(day: i64) -> Timestamp {
    let since = u64::try_from(day).unwrap_or_default();
    Timestamp::from_micros(0) + days(since)
}

const FORGET: &str = "DELETE FROM insight_opened WHERE week = $1";
const FORGET_SECRET: &str = "DELETE FROM insight_secret WHERE week = $1";
/// Forget who they were.
pub async fn forget_week(tx: &mut Tx, week: i64) -> Result<(), DbError> {
    tx.execute(FORGET, params![week]).await?;
    tx.execute(FORGET_SECRET, params![week]).await.map(drop)
}

/// What a crowd did in a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    pub week: i64,
    pub opened: Crowd,
    pub minded: Crowd,
}

const LIST: &str =
    "SELECT week, opened, minded FROM insight_week WHERE shop_id = $1 AND week >= $2 ORDER BY week LIMIT 60";
/// The weeks of a shop from a Monday on; those without a crowd are left out.
pub async fn weeks(tx: &mut Tx, shop: ShopId, from: i64) -> Result<Vec<Week>, DbError> {
    let decode = |mut row: Row| {
        Ok(Week { week: row.int()?, opened: Crowd::kept(row.int()?), minded: Crowd::kept(row.int()?) })
    };
    tx.list(LIST, params![shop, from], decode).await
}
