//! What designs wait for: pictures that change, the clocks of notices, and telling whom it concerns.

use std::time::Duration;

use goods::catalog::{ListingId, PicturesChanged};
use kernel::Timestamp;
use platform::{
    db::{DbError, Tx},
    files::Files,
    jobs::{Bodies, Failure},
};

use super::{
    files_of, look,
    notices::{self, CloseNotice, LapseNotice, NoticeNews, RulingLate},
    numbers,
    print::Asked,
    tell,
};
use crate::Commons;

/// Between two looks at the chain, so that the first picture that is compared does not wait for all records.
const PAUSE: Duration = Duration::from_secs(60);

pub fn bodies(bodies: &mut Bodies<Commons>) {
    bodies.on(pictures_changed);
    bodies.on(lapse);
    bodies.on(close);
    bodies.on(ruling_late);
    bodies.on(tell::of_likeness);
    bodies.on(tell::of_claim);
    bodies.on(tell::of_notice);
}

/// Hold the pictures of all records in memory, for as long as the market is open.
pub async fn follow(market: Commons) {
    loop {
        if let Err(error) = catch_up(&market).await {
            tracing::warn!(%error, "the pictures of designs could not be read");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn catch_up(market: &Commons) -> Result<(), DbError> {
    let most = usize::try_from(market.rules().count(numbers::PICTURES)).unwrap_or(usize::MAX);
    market.gallery().catch_up(&market.db, most).await
}

async fn pictures_changed(market: Commons, now: Timestamp, job: PicturesChanged) -> Result<(), Failure> {
    catch_up(&market).await?;
    compare(&market, now, job.listing).await
}

/// Compare the pictures of a listing with those of records, where there are any.
async fn compare(market: &Commons, now: Timestamp, listing: ListingId) -> Result<(), Failure> {
    if market.gallery().is_empty() {
        return Ok(());
    }
    let files = market.db.read(async move |tx: &mut Tx| files_of(tx, listing).await).await?;
    let store = market.files.clone();
    let work = move || seen(&store, files);
    let asked = tokio::task::spawn_blocking(work).await.map_err(|error| Failure(error.to_string()))?;
    let gallery = market.gallery().clone();
    let act = async move |tx: &mut Tx| look(tx, now, &gallery, listing, &asked).await.map(drop);
    Ok(market.db.write(act).await?)
}

/// What is asked of pictures of ours; what cannot be read is passed over.
fn seen(store: &Files, files: Vec<String>) -> Vec<(String, Asked)> {
    let one = |file: String| {
        let asked = Asked::of_file(&store.get(&file, "-640.webp").ok()?)?;
        Some((file, asked))
    };
    files.into_iter().filter_map(one).collect()
}

async fn lapse(market: Commons, now: Timestamp, job: LapseNotice) -> Result<(), Failure> {
    let rules = market.rules();
    Ok(market.db.write(async move |tx: &mut Tx| notices::lapse(tx, now, &rules, job.notice).await).await?)
}

async fn close(market: Commons, now: Timestamp, job: CloseNotice) -> Result<(), Failure> {
    Ok(market.db.write(async move |tx: &mut Tx| notices::close(tx, now, job.notice).await).await?)
}

async fn ruling_late(market: Commons, now: Timestamp, job: RulingLate) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| {
        let found = notices::find(tx, job.notice).await?;
        let is_late =
            found.is_some_and(|notice| notice.waits_for_ruling() && notice.state.until() == Some(job.until));
        if is_late { notices::tell(tx, now, job.notice, NoticeNews::Late).await } else { Ok(()) }
    };
    Ok(market.db.write(act).await?)
}
