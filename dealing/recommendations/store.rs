use goods::catalog::ListingId;
use kernel::{AccountId, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};
use serde_json::{Value, json};

use super::{MOST_VIEWED, Viewed};

const LIST: &str = "SELECT v.shop_id, v.listing_id, v.at FROM viewed v \
    JOIN listing l ON l.shop_id = v.shop_id AND l.id = v.listing_id AND l.state = 'active' \
    JOIN shop s ON s.id = v.shop_id AND s.state = 'open' \
    WHERE v.holder = $1 AND v.at < $2 ORDER BY v.at DESC, v.listing_id DESC LIMIT $3";
/// What somebody viewed and is on sale, from before `before`, the last first.
pub async fn list(tx: &mut Tx, holder: i64, before: i64, limit: i64) -> Result<Vec<Viewed>, DbError> {
    let decode =
        |mut row: Row| Ok(Viewed { listing: ListingId::new(row.shop()?, row.int()?), at: row.time()? });
    tx.list(LIST, params![holder, before, limit], decode).await
}

const SEEN_AT: &str = "SELECT at FROM viewed WHERE holder = $1 AND shop_id = $2 AND listing_id = $3";
pub(super) async fn seen_at(
    tx: &mut Tx,
    holder: i64,
    listing: ListingId,
) -> Result<Option<Timestamp>, DbError> {
    let key = params![holder, listing.shop(), listing.number()];
    tx.find(SEEN_AT, key, |mut row| row.time()).await
}

const PUT: &str = "INSERT INTO viewed (holder, shop_id, listing_id, at) VALUES ($1, $2, $3, $4) \
    ON CONFLICT (holder, shop_id, listing_id) DO UPDATE SET at = $4";
const TRIM: &str = "DELETE FROM viewed WHERE holder = $1 AND at < \
    (SELECT MIN(kept.at) FROM (SELECT at FROM viewed WHERE holder = $1 ORDER BY at DESC LIMIT $2) AS kept)";
/// Note that a holder looked at a listing; of more than are kept the oldest go.
pub(super) async fn put(tx: &mut Tx, now: Timestamp, holder: i64, listing: ListingId) -> Result<(), DbError> {
    tx.execute(PUT, params![holder, listing.shop(), listing.number(), now]).await?;
    trim(tx, holder).await
}

async fn trim(tx: &mut Tx, holder: i64) -> Result<(), DbError> {
    tx.execute(TRIM, params![holder, MOST_VIEWED]).await.map(drop)
}

const IS_OFF: &str = "SELECT COUNT(*) FROM recommendation_off WHERE holder = $1";
/// Whether somebody wants nothing noted.
pub async fn is_off(tx: &mut Tx, holder: i64) -> Result<bool, DbError> {
    Ok(tx.number(IS_OFF, params![holder]).await? > 0)
}

const TURN_OFF: &str =
    "INSERT INTO recommendation_off (holder, at) VALUES ($1, $2) ON CONFLICT (holder) DO NOTHING";
pub(super) async fn turn_off(tx: &mut Tx, now: Timestamp, holder: i64) -> Result<(), DbError> {
    tx.execute(TURN_OFF, params![holder, now]).await.map(drop)
}

const TURN_ON: &str = "DELETE FROM recommendation_off WHERE holder = $1";
pub(super) async fn turn_on(tx: &mut Tx, holder: i64) -> Result<(), DbError> {
    tx.execute(TURN_ON, params![holder]).await.map(drop)
}

const CLEAR: &str = "DELETE FROM viewed WHERE holder = $1";
/// Forget what a holder looked at.
pub(super) async fn clear(tx: &mut Tx, holder: i64) -> Result<(), DbError> {
    tx.execute(CLEAR, params![holder]).await.map(drop)
}

const GIVE: &str = "INSERT INTO viewed (holder, shop_id, listing_id, at) \
    SELECT CAST($2 AS BIGINT), g.shop_id, g.listing_id, g.at FROM viewed g WHERE g.holder = $1 \
    ON CONFLICT (holder, shop_id, listing_id) DO UPDATE SET at = \
    CASE WHEN excluded.at > viewed.at THEN excluded.at ELSE viewed.at END";
/// Let another holder have looked at what this one did.
pub(super) async fn give(tx: &mut Tx, from: i64, to: i64) -> Result<(), DbError> {
    tx.execute(GIVE, params![from, to]).await?;
    trim(tx, to).await
}

const SWEEP_OLD: &str = "DELETE FROM viewed WHERE at < $1";
const SWEEP_GUESTS: &str = "DELETE FROM viewed WHERE NOT EXISTS (SELECT 1 FROM account a WHERE a.id = viewed.holder) \
    AND NOT EXISTS (SELECT 1 FROM session s WHERE s.id = viewed.holder)";
const SWEEP_SWITCHES: &str = "DELETE FROM recommendation_off \
    WHERE NOT EXISTS (SELECT 1 FROM account a WHERE a.id = recommendation_off.holder) \
    AND NOT EXISTS (SELECT 1 FROM session s WHERE s.id = recommendation_off.holder)";
/// Forget what was viewed before a moment, and all of guests whose session has ended.
pub(super) async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<(), DbError> {
    tx.execute(SWEEP_OLD, params![before]).await?;
    tx.execute(SWEEP_GUESTS, params![]).await?;
    tx.execute(SWEEP_SWITCHES, params![]).await.map(drop)
}

/// What is known of an account: for their export.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    let all = list(tx, account.get(), i64::MAX, MOST_VIEWED).await?;
    let one = |viewed: &Viewed| json!({ "listing": viewed.listing, "at": viewed.at });
    let is_on = !is_off(tx, account.get()).await?;
    Ok(json!({ "on": is_on, "viewed": all.iter().map(one).collect::<Vec<_>>() }))
}
