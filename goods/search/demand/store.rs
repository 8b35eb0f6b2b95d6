//! Roll-ups: written from the raw rows, read by pages and programs.

use kernel::ShopId;
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::demanded::{Demand, Look, OfShop, PEOPLE};

const CLEAR: &str = "DELETE FROM search_demand WHERE day >= $1 AND day < $2";
const ROLL_UP: &str = "INSERT INTO search_demand (day, lang, text, people, times, found, clicks, carts, orders) \
    SELECT a.day, a.lang, a.text, w.people, a.times, a.found, COALESCE(l.clicks, 0), COALESCE(l.carts, 0), \
    COALESCE(l.orders, 0) FROM \
    (SELECT day, lang, text, CAST(SUM(times) AS BIGINT) AS times, MAX(found) AS found FROM search_asked \
    WHERE day >= $1 AND day < $2 GROUP BY day, lang, text) AS a \
    JOIN (SELECT lang, text, COUNT(DISTINCT who) AS people FROM search_asked WHERE day >= $1 AND day < $2 \
    GROUP BY lang, text HAVING COUNT(DISTINCT who) >= $3) AS w ON w.lang = a.lang AND w.text = a.text \
    LEFT JOIN (SELECT day, lang, text, COUNT(*) AS clicks, CAST(SUM(in_cart) AS BIGINT) AS carts, \
    CAST(SUM(bought) AS BIGINT) AS orders FROM search_led WHERE day >= $1 AND day < $2 GROUP BY day, lang, text) AS l \
    ON l.day = a.day AND l.lang = a.lang AND l.text = a.text";
const CLEAR_SHOPS: &str = "DELETE FROM search_demand_of_shop WHERE day >= $1 AND day < $2";
const ROLL_UP_SHOPS: &str = "INSERT INTO search_demand_of_shop (shop_id, day, lang, text, people, clicks, carts, orders) \
    SELECT l.shop_id, l.day, l.lang, l.text, w.people, l.clicks, l.carts, l.orders FROM \
    (SELECT shop_id, day, lang, text, COUNT(*) AS clicks, CAST(SUM(in_cart) AS BIGINT) AS carts, \
    CAST(SUM(bought) AS BIGINT) AS orders FROM search_led WHERE day >= $1 AND day < $2 \
    GROUP BY shop_id, day, lang, text) AS l \
    JOIN (SELECT shop_id, lang, text, COUNT(DISTINCT who) AS people FROM search_led WHERE day >= $1 AND day < $2 \
    GROUP BY shop_id, lang, text HAVING COUNT(DISTINCT who) >= $3) AS w \
    ON w.shop_id = l.shop_id AND w.lang = l.lang AND w.text = l.text \
    JOIN (SELECT lang, text FROM search_asked WHERE day >= $1 AND day < $2 \
    GROUP BY lang, text HAVING COUNT(DISTINCT who) >= $3) AS k ON k.lang = l.lang AND k.text = l.text";
/// Roll up the days of one week anew, from its first to before `until`. What fewer than five people typed is left out.
pub async fn roll_up(tx: &mut Tx, first: i64, until: i64) -> Result<(), DbError> {
    tx.execute(CLEAR, params![first, until]).await?;
    tx.execute(ROLL_UP, params![first, until, PEOPLE]).await?;
    tx.execute(CLEAR_SHOPS, params![first, until]).await?;
    tx.execute(ROLL_UP_SHOPS, params![first, until, PEOPLE]).await.map(drop)
}

const SWEEP: &str = "DELETE FROM search_demand WHERE day < $1";
const SWEEP_SHOPS: &str = "DELETE FROM search_demand_of_shop WHERE day < $1";
pub async fn sweep(tx: &mut Tx, before: i64) -> Result<(), DbError> {
    tx.execute(SWEEP, params![before]).await?;
    tx.execute(SWEEP_SHOPS, params![before]).await.map(drop)
}

fn decode(mut row: Row) -> Result<Demand, DbError> {
    Ok(Demand {
        lang: row.text()?,
        text: row.text()?,
        times: row.int()?,
        found: row.int()?,
        clicks: row.int()?,
        carts: row.int()?,
        orders: row.int()?,
    })
}

macro_rules! of_market {
    ($having:literal) => {
        concat!(
            "SELECT lang, text, CAST(SUM(times) AS BIGINT), MAX(found), CAST(SUM(clicks) AS BIGINT), \
             CAST(SUM(carts) AS BIGINT), CAST(SUM(orders) AS BIGINT) FROM search_demand WHERE day >= $1 AND people >= $2 \
             GROUP BY lang, text ",
            $having,
            " ORDER BY SUM(times) DESC, text, lang LIMIT $3"
        )
    };
}
const TYPED: &str = of_market!("");
const NOT_FOUND: &str = of_market!("HAVING MAX(found) = 0");
pub async fn of_market(tx: &mut Tx, look: Look, since: i64, limit: i64) -> Result<Vec<Demand>, DbError> {
    let sql = match look {
        Look::All => TYPED,
        Look::NotFound => NOT_FOUND,
    };
    tx.list(sql, params![since, PEOPLE, limit], decode).await
}

const OF_SHOP: &str = "SELECT lang, text, CAST(SUM(clicks) AS BIGINT), CAST(SUM(carts) AS BIGINT), \
    CAST(SUM(orders) AS BIGINT) FROM search_demand_of_shop WHERE shop_id = $1 AND day >= $2 AND people >= $3 \
    GROUP BY lang, text ORDER BY SUM(clicks) DESC, text, lang LIMIT $4";
pub async fn of_shop(tx: &mut Tx, shop: ShopId, since: i64, limit: i64) -> Result<Vec<OfShop>, DbError> {
    let decode = |mut row: Row| {
        Ok(OfShop {
            lang: row.text()?,
            text: row.text()?,
            clicks: row.int()?,
            carts: row.int()?,
            orders: row.int()?,
        })
    };
    tx.list(OF_SHOP, params![shop, since, PEOPLE, limit], decode).await
}
