//! Pictures on their way from their addresses into the file store.

use platform::{
    db::{DbError, Row, Tx},
    files::KeptPicture,
    params,
};

use super::{ListingId, RunId, VariantId};

const UNFETCHED: &str = "SELECT DISTINCT source FROM picture \
    WHERE shop_id = $1 AND listing_id = $2 AND file = '' AND source <> ''";
/// Addresses of pictures of a listing that are not here yet.
pub(super) async fn list_unfetched(tx: &mut Tx, listing: ListingId) -> Result<Vec<String>, DbError> {
    tx.list(UNFETCHED, params![listing.shop(), listing.number()], |mut row| row.text()).await
}

const WAIT: &str = "INSERT INTO picture_fetch (shop_id, listing_id, source, run_id, state, reason, tries) \
    VALUES ($1, $2, $3, $4, 'waiting', '', 0) ON CONFLICT (shop_id, listing_id, source) \
    DO UPDATE SET state = 'waiting', reason = '', tries = 0, run_id = $4 WHERE picture_fetch.state <> 'waiting'";
const CLAIM: &str =
    "UPDATE picture_fetch SET run_id = $4 WHERE shop_id = $1 AND listing_id = $2 AND source = $3";
/// Wait for a picture. False when it is waited for already.
pub(super) async fn wait_for(
    tx: &mut Tx,
    listing: ListingId,
    source: &str,
    run: Option<RunId>,
) -> Result<bool, DbError> {
    let run = run.map_or(0, RunId::number);
    let values = params![listing.shop(), listing.number(), source, run];
    if tx.execute(WAIT, values).await? == 1 {
        return Ok(true);
    }
    tx.execute_one(CLAIM, values).await?;
    Ok(false)
}

const IS_WAITED_FOR: &str = "SELECT tries FROM picture_fetch \
    WHERE shop_id = $1 AND listing_id = $2 AND source = $3 AND state = 'waiting'";
/// How often a picture was tried that is still waited for.
pub async fn tries(tx: &mut Tx, listing: ListingId, source: &str) -> Result<Option<i64>, DbError> {
    tx.find(IS_WAITED_FOR, params![listing.shop(), listing.number(), source], |mut row| row.int()).await
}

const FETCHED: &str = "UPDATE picture_fetch SET state = 'fetched', reason = '' \
    WHERE shop_id = $1 AND listing_id = $2 AND source = $3";
pub(super) async fn fetched(tx: &mut Tx, listing: ListingId, source: &str) -> Result<(), DbError> {
    tx.execute(FETCHED, params![listing.shop(), listing.number(), source]).await.map(drop)
}

const FAILED: &str = "UPDATE picture_fetch SET state = $4, reason = $5, tries = tries + 1 \
    WHERE shop_id = $1 AND listing_id = $2 AND source = $3";
pub(super) async fn failed(
    tx: &mut Tx,
    listing: ListingId,
    source: &str,
    reason: &str,
    is_over: bool,
) -> Result<(), DbError> {
    let state = if is_over { "failed" } else { "waiting" };
    tx.execute(FAILED, params![listing.shop(), listing.number(), source, state, reason]).await.map(drop)
}

const SHOW_FILE: &str = "UPDATE picture SET file = $4, width = $5, height = $6 \
    WHERE shop_id = $1 AND listing_id = $2 AND source = $3 AND file = ''";
/// Put a file in the place of its address. False when no picture of the listing has the address any more.
pub(super) async fn show_file(
    tx: &mut Tx,
    listing: ListingId,
    source: &str,
    kept: &KeptPicture,
) -> Result<bool, DbError> {
    let KeptPicture { file, width, height } = kept;
    let values = params![listing.shop(), listing.number(), source, file, *width, *height];
    Ok(tx.execute(SHOW_FILE, values).await? > 0)
}

const EXTRAS: &str =
    "SELECT shop_id, id, extra FROM variant WHERE shop_id = $1 AND listing_id = $2 ORDER BY position";
/// What an import brought of each variant beside its fields.
pub(super) async fn list_extras(
    tx: &mut Tx,
    listing: ListingId,
) -> Result<Vec<(VariantId, String)>, DbError> {
    let decode = |mut row: Row| Ok((VariantId::new(row.shop()?, row.int()?), row.text()?));
    tx.list(EXTRAS, params![listing.shop(), listing.number()], decode).await
}

const SHOW_VARIANT: &str = "UPDATE variant SET picture = $3 WHERE shop_id = $1 AND id = $2";
pub(super) async fn show_variant(tx: &mut Tx, variant: VariantId, file: &str) -> Result<(), DbError> {
    tx.execute_one(SHOW_VARIANT, params![variant.shop(), variant.number(), file]).await
}

const COVER: &str = "UPDATE listing SET cover = COALESCE((SELECT p.file FROM picture p \
    WHERE p.shop_id = listing.shop_id AND p.listing_id = listing.id AND p.file <> '' \
    ORDER BY p.position, p.id LIMIT 1), '') WHERE shop_id = $1 AND id = $2";
pub(super) async fn renew_cover(tx: &mut Tx, listing: ListingId) -> Result<(), DbError> {
    tx.execute_one(COVER, params![listing.shop(), listing.number()]).await
}

/// How far the pictures of an import are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub waiting: i64,
    pub fetched: i64,
    pub failed: i64,
}

impl Progress {
    pub fn all(&self) -> i64 {
        self.waiting + self.fetched + self.failed
    }

    pub fn gone_through(&self) -> i64 {
        self.fetched + self.failed
    }
}

const PROGRESS: &str =
    "SELECT state, COUNT(*) FROM picture_fetch WHERE shop_id = $1 AND run_id = $2 GROUP BY state";
pub async fn progress(tx: &mut Tx, run: RunId) -> Result<Progress, DbError> {
    let decode = |mut row: Row| Ok((row.text()?, row.int()?));
    let mut progress = Progress::default();
    for (state, count) in tx.list(PROGRESS, params![run.shop(), run.number()], decode).await? {
        match state.as_str() {
            "waiting" => progress.waiting = count,
            "fetched" => progress.fetched = count,
            _ => progress.failed = count,
        }
    }
    Ok(progress)
}

/// A picture that did not come.
#[derive(Clone, Debug)]
pub struct FailedPicture {
    pub listing: ListingId,
    pub title: String,
    pub source: String,
    pub reason: String,
}

const FAILED_OF_RUN: &str = "SELECT f.shop_id, f.listing_id, l.title, f.source, f.reason FROM picture_fetch f \
    JOIN listing l ON l.shop_id = f.shop_id AND l.id = f.listing_id \
    WHERE f.shop_id = $1 AND f.run_id = $2 AND f.state = 'failed' ORDER BY f.listing_id, f.source LIMIT $3";
/// The first pictures of an import that did not come, and why.
pub async fn list_failed(tx: &mut Tx, run: RunId, limit: i64) -> Result<Vec<FailedPicture>, DbError> {
    tx.list(FAILED_OF_RUN, params![run.shop(), run.number(), limit], |mut row| {
        Ok(FailedPicture {
            listing: ListingId::new(row.shop()?, row.int()?),
            title: row.text()?,
            source: row.text()?,
            reason: row.text()?,
        })
    })
    .await
}
