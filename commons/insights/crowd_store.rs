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

/// What is noted of people within a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raw {
    Seen,
    Opened,
}

const OPENED: &str = "INSERT INTO insight_opened (week, shop_id, who) SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS TEXT) \
    WHERE (SELECT COUNT(*) FROM (SELECT 1 FROM insight_opened o WHERE o.week = $1 AND o.shop_id = $2 LIMIT $4) AS few) < $4 \
    ON CONFLICT (week, shop_id, who) DO NOTHING";
const IS_OPENED: &str = "SELECT COUNT(*) FROM insight_opened WHERE week = $1 AND shop_id = $2 AND who = $3";
const SEEN: &str = "INSERT INTO insight_seen (week, shop_id, who) SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS TEXT) \
    WHERE (SELECT COUNT(*) FROM (SELECT 1 FROM insight_seen o WHERE o.week = $1 AND o.shop_id = $2 LIMIT $4) AS few) < $4 \
    ON CONFLICT (week, shop_id, who) DO NOTHING";
const IS_SEEN: &str = "SELECT COUNT(*) FROM insight_seen WHERE week = $1 AND shop_id = $2 AND who = $3";
/// Somebody saw or opened something of a shop; so many of a week at most. False for who did so before.
pub async fn put(
    tx: &mut Tx,
    raw: Raw,
    week: i64,
    shop: ShopId,
    who: &str,
    most: i64,
) -> Result<bool, DbError> {
    let (is_there, insert) = match raw {
        Raw::Seen => (IS_SEEN, SEEN),
        Raw::Opened => (IS_OPENED, OPENED),
    };
    // Who comes back costs a look at one row.
    if tx.number(is_there, params![week, shop, who]).await? > 0 {
        return Ok(false);
    }
    Ok(tx.execute(insert, params![week, shop, who, most]).await? > 0)
}

const WEEKS: &str = "SELECT week FROM insight_secret WHERE week < $1 ORDER BY week LIMIT 60";
/// Weeks that are over and have not been told.
pub async fn open_weeks(tx: &mut Tx, this: i64) -> Result<Vec<i64>, DbError> {
    tx.list(WEEKS, params![this], |mut row| row.int()).await
}

/// How many people saw and opened something of a shop.
#[derive(Clone, Copy, Debug)]
pub struct Counts {
    pub shop: ShopId,
    seen: i64,
    opened: i64,
}

const COUNTS: &str = "SELECT shop_id, CAST(SUM(seen) AS BIGINT), CAST(SUM(opened) AS BIGINT) FROM ( \
    SELECT shop_id, COUNT(*) AS seen, 0 AS opened FROM insight_seen WHERE week = $1 AND shop_id > $2 GROUP BY shop_id \
    UNION ALL SELECT shop_id, 0, COUNT(*) FROM insight_opened WHERE week = $1 AND shop_id > $2 GROUP BY shop_id) AS raw \
    GROUP BY shop_id HAVING CAST(SUM(seen) AS BIGINT) >= $3 ORDER BY shop_id LIMIT $4";
/// Shops of which a crowd saw something, after a shop.
pub async fn counts(tx: &mut Tx, week: i64, after: ShopId, limit: i64) -> Result<Vec<Counts>, DbError> {
    let decode = |mut row: Row| Ok(Counts { shop: row.shop()?, seen: row.int()?, opened: row.int()? });
    tx.list(COUNTS, params![week, after, CROWD, limit], decode).await
}

const MINDED: &str = "SELECT COUNT(*) FROM (SELECT holder AS who FROM cart_line WHERE shop_id = $1 AND added_at >= $2 \
    AND added_at < $3 UNION SELECT buyer_id FROM orders WHERE shop_id = $1 AND id >= $4 AND id < $5 \
    UNION SELECT buyer_id FROM conversation WHERE shop_id = $1 AND last_at >= $2 AND last_at < $3) AS minded";
const FREEZE: &str = "INSERT INTO insight_week (shop_id, week, seen, opened, minded) VALUES ($1, $2, $3, $4, $5) \
    ON CONFLICT (shop_id, week) DO NOTHING";
/// Tell the crowds of a week that is over. What was told once stays.
pub async fn freeze(tx: &mut Tx, week: i64, secret: &str, shops: &[Counts]) -> Result<(), DbError> {
    let (from, until) = (midnight(week), midnight(week + 7));
    let mut all: Vec<Statement> = Vec::with_capacity(shops.len());
    for Counts { shop, seen, opened } in shops {
        let values = params![*shop, from, until, first_id(from), first_id(until)];
        let minded = tx.number(MINDED, values).await?;
        let edge = |of: &str| edge(secret, *shop, of);
        let (opened, minded) = (Crowd::of(*opened, edge("opened")), Crowd::of(minded, edge("minded")));
        // Edges differ, and who opened something has seen it.
        let seen = Crowd::of(*seen, edge("seen")).max(opened);
        all.push((FREEZE, params![*shop, week, seen.get(), opened.get(), minded.get()].to_vec()));
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

const FORGET_SEEN: &str = "DELETE FROM insight_seen WHERE week = $1";
const FORGET: &str = "DELETE FROM insight_opened WHERE week = $1";
const FORGET_SECRET: &str = "DELETE FROM insight_secret WHERE week = $1";
/// Forget who they were.
pub async fn forget_week(tx: &mut Tx, week: i64) -> Result<(), DbError> {
    tx.execute(FORGET_SEEN, params![week]).await?;
    tx.execute(FORGET, params![week]).await?;
    tx.execute(FORGET_SECRET, params![week]).await.map(drop)
}

/// What a crowd did in a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    pub week: i64,
    pub seen: Crowd,
    pub opened: Crowd,
    pub minded: Crowd,
}

const LIST: &str = "SELECT week, seen, opened, minded FROM insight_week WHERE shop_id = $1 AND week >= $2 ORDER BY week LIMIT 60";
/// The weeks of a shop from a Monday on; those without a crowd are left out.
pub async fn weeks(tx: &mut Tx, shop: ShopId, from: i64) -> Result<Vec<Week>, DbError> {
    let decode = |mut row: Row| {
        let (week, mut crowd) = (row.int()?, || row.int().map(Crowd::kept));
        Ok(Week { week, seen: crowd()?, opened: crowd()?, minded: crowd()? })
    };
    tx.list(LIST, params![shop, from], decode).await
}
