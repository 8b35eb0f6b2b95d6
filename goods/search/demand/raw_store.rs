//! Raw rows: who looked for what, by hashes that nobody can read once the secret is gone. No page, call or command reads them.

use kernel::Timestamp;
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    params,
};

use crate::catalog::ListingId;

/// Words, or clicks, of one person in a week that are noted.
const MOST: i64 = 300;

const SECRET: &str = "SELECT secret FROM search_week WHERE week = $1";
const KEEP_SECRET: &str =
    "INSERT INTO search_week (week, secret) VALUES ($1, $2) ON CONFLICT (week) DO NOTHING";
/// The secret of a week, if anybody has looked for anything in it.
pub async fn find_secret(tx: &mut Tx, week: i64) -> Result<Option<String>, DbError> {
    tx.find(SECRET, params![week], |mut row| row.text()).await
}

pub async fn ensure_secret(tx: &mut Tx, week: i64) -> Result<String, DbError> {
    if let Some(secret) = find_secret(tx, week).await? {
        return Ok(secret);
    }
    let secret = tx.chance().token();
    tx.execute(KEEP_SECRET, params![week, &secret]).await?;
    Ok(find_secret(tx, week).await?.unwrap_or(secret))
}

const COUNT_ASKED: &str = "SELECT COUNT(*) FROM search_asked WHERE who = $1";
/// Whether more of somebody is noted: of a person hundreds of words in a week are no demand.
pub async fn has_room(tx: &mut Tx, who: &str) -> Result<bool, DbError> {
    Ok(tx.number(COUNT_ASKED, params![who]).await? < MOST)
}

const ASKED: &str = "INSERT INTO search_asked (day, who, lang, text, times, found) VALUES ($1, $2, $3, $4, 1, $5) \
    ON CONFLICT (day, who, lang, text) DO UPDATE SET times = search_asked.times + 1, found = $5";
pub async fn put_asked(
    tx: &mut Tx,
    day: i64,
    who: &str,
    lang: Lang,
    text: &str,
    found: i64,
) -> Result<(), DbError> {
    tx.execute(ASKED, params![day, who, lang.code(), text, found]).await.map(drop)
}

const LED: &str = "INSERT INTO search_led (id, day, who, lang, text, shop_id, listing_id, in_cart, bought) \
    SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS TEXT), l.shop_id, l.id, 0, 0 \
    FROM listing l WHERE l.shop_id = $6 AND l.id = $7 \
    AND NOT EXISTS (SELECT 1 FROM search_led o WHERE o.who = $3 AND o.shop_id = $6 AND o.listing_id = $7 \
    AND o.day = $2 AND o.text = $5) AND (SELECT COUNT(*) FROM search_led o WHERE o.who = $3) < $8";
/// Note a click, once a day.
pub async fn put_led(
    tx: &mut Tx,
    now: Timestamp,
    day: i64,
    who: &str,
    lang: Lang,
    text: &str,
    listing: ListingId,
) -> Result<(), DbError> {
    let id = tx.next_id(now);
    let values = params![id, day, who, lang.code(), text, listing.shop(), listing.number(), MOST];
    tx.execute(LED, values).await.map(drop)
}

const CARTED: &str = "UPDATE search_led SET in_cart = 1, who = $1 \
    WHERE (who = $1 OR who = $2) AND shop_id = $3 AND listing_id = $4";
pub async fn mark_carted(tx: &mut Tx, who: &str, address: &str, listing: ListingId) -> Result<bool, DbError> {
    let values = params![who, address, listing.shop(), listing.number()];
    Ok(tx.execute(CARTED, values).await? > 0)
}

const IS_LED: &str =
    "SELECT COUNT(*) FROM search_led WHERE who = $1 AND shop_id = $2 AND listing_id = $3 AND bought = 0";
/// Whether a click of somebody on a listing waits to be bought.
pub async fn is_led(tx: &mut Tx, who: &str, listing: ListingId) -> Result<bool, DbError> {
    Ok(tx.number(IS_LED, params![who, listing.shop(), listing.number()]).await? > 0)
}

const BOUGHT: &str = "UPDATE search_led SET bought = 1 WHERE who = $1 AND shop_id = $2 AND listing_id = $3";
pub async fn mark_bought(tx: &mut Tx, who: &str, listing: ListingId) -> Result<(), DbError> {
    tx.execute(BOUGHT, params![who, listing.shop(), listing.number()]).await.map(drop)
}

const GIVE: &str = "UPDATE search_led SET who = $2 WHERE who = $1";
pub async fn give(tx: &mut Tx, from: &str, to: &str) -> Result<(), DbError> {
    tx.execute(GIVE, params![from, to]).await.map(drop)
}

const SWEEP_ASKED: &str = "DELETE FROM search_asked WHERE day < $1";
const SWEEP_LED: &str = "DELETE FROM search_led WHERE day < $1";
const SWEEP_WEEKS: &str = "DELETE FROM search_week WHERE week < $1";
/// Forget raw rows from before a day, and the secrets of weeks that ended before it.
pub async fn sweep(tx: &mut Tx, before: i64) -> Result<(), DbError> {
    tx.execute(SWEEP_ASKED, params![before]).await?;
    tx.execute(SWEEP_LED, params![before]).await?;
    tx.execute(SWEEP_WEEKS, params![before - 6]).await.map(drop)
}
