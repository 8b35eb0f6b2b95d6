//! Pictures that an import names by their addresses: promised when the listing is kept, fetched one by one, and shown
//! from the shop's own store then.
//!
//! A picture that does not come is tried again some times; after that its seller is told why, and may try once more.

use kernel::{Timestamp, minutes};
use platform::{
    db::{DbError, Tx},
    files::KeptPicture,
    jobs,
};

use super::{
    ListingId, RunId, fetch_store,
    import_extra::VariantExtra,
    listing_store,
    promises::{FetchPicture, PicturesChanged},
};

/// After so many tries it is the seller's turn.
pub const MOST_TRIES: i64 = 4;

/// Why a picture did not come, and whether it may come later.
#[derive(Clone, Copy, Debug)]
pub struct Failed {
    pub reason: &'static str,
    pub may_pass: bool,
}

/// Promise to fetch the pictures of a listing of which only the address is known.
pub async fn promise_pictures(
    tx: &mut Tx,
    now: Timestamp,
    listing: ListingId,
    run: Option<RunId>,
) -> Result<(), DbError> {
    for source in fetch_store::list_unfetched(tx, listing).await? {
        if fetch_store::wait_for(tx, listing, &source, run).await? {
            jobs::enqueue(tx, now, now, &FetchPicture { listing, source }).await?;
        }
    }
    Ok(())
}

/// Show a picture that was fetched, on every page that shows the listing.
pub async fn keep_fetched(
    tx: &mut Tx,
    now: Timestamp,
    listing: ListingId,
    source: &str,
    kept: &KeptPicture,
) -> Result<(), DbError> {
    fetch_store::fetched(tx, listing, source).await?;
    if !fetch_store::show_file(tx, listing, source, kept).await? {
        // The seller has taken it away meanwhile.
        return Ok(());
    }
    for (variant, extra) in fetch_store::list_extras(tx, listing).await? {
        let shown_by = serde_json::from_str::<VariantExtra>(&extra).unwrap_or_default().picture;
        if shown_by == source {
            fetch_store::show_variant(tx, variant, &kept.file).await?;
        }
    }
    fetch_store::renew_cover(tx, listing).await?;
    jobs::enqueue(tx, now, now, &PicturesChanged { listing }).await?;
    listing_store::note_change(tx, now, listing).await
}

/// Note that a picture did not come; it is tried again, or its seller is told.
pub async fn note_failed(
    tx: &mut Tx,
    now: Timestamp,
    listing: ListingId,
    source: &str,
    failed: Failed,
) -> Result<(), DbError> {
    let Some(tries) = fetch_store::tries(tx, listing, source).await? else { return Ok(()) };
    let is_over = !failed.may_pass || tries + 1 >= MOST_TRIES;
    fetch_store::failed(tx, listing, source, failed.reason, is_over).await?;
    if !is_over {
        // 2, 8 and 18 minutes later.
        let again = now + minutes(2 * (tries + 1).unsigned_abs().pow(2));
        jobs::enqueue(tx, now, again, &FetchPicture { listing, source: source.to_owned() }).await?;
    }
    Ok(())
}

/// Try those pictures of an import again that did not come.
pub async fn fetch_again(tx: &mut Tx, now: Timestamp, run: RunId) -> Result<usize, DbError> {
    let failed = fetch_store::list_failed(tx, run, i64::MAX).await?;
    for failed in &failed {
        if fetch_store::wait_for(tx, failed.listing, &failed.source, Some(run)).await? {
            let (listing, source) = (failed.listing, failed.source.clone());
            jobs::enqueue(tx, now, now, &FetchPicture { listing, source }).await?;
        }
    }
    Ok(failed.len())
}
