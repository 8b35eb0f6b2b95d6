//! Taking the listings of a file, some at a time, and fetching the pictures that it names.

use kernel::Timestamp;
use people::shops;
use platform::{
    db::{DbError, Tx},
    files::picture::MAX_BYTES,
    jobs::{Bodies, Failure, enqueue},
};
use tokio::sync::Semaphore;

use super::{
    fetch::{Failed, keep_fetched, note_failed},
    fetch_store,
    import_file::{self, BATCH, manner},
    import_run::RunState,
    import_run_store,
    promises::{FetchPicture, ImportListings, TellFollower, TellFollowers, TellOfFresh},
    tell_fresh,
};
use crate::Goods;

/// Batches of one run of the job, so that a large file does not keep other work waiting.
const BATCHES: usize = 20;

/// A picture takes up to 25 MB on its way, so no more than this many are fetched at once.
static FETCHING: Semaphore = Semaphore::const_new(4);

pub fn bodies(bodies: &mut Bodies<Goods>) {
    bodies.on(import_listings);
    bodies.on(fetch_picture);
    bodies.on(tell_of_fresh);
    bodies.on(tell_followers);
    bodies.on(tell_follower);
}

async fn import_listings(market: Goods, now: Timestamp, job: ImportListings) -> Result<(), Failure> {
    let id = job.run;
    let look = async move |tx: &mut Tx| {
        Ok::<_, DbError>((import_run_store::find_run(tx, id).await?, shops::find(tx, id.shop()).await?))
    };
    let (Some(mut run), Some(shop)) = market.db.read(look).await? else { return Ok(()) };
    if run.state != RunState::Running {
        return Ok(());
    }
    let failure = |error: import_file::ImportFileError| Failure(error.to_string());
    let file = match market.opened.find(id) {
        Some(file) => file,
        None => {
            let file = import_file::reopen(&market, &shop, &run, &run.mapping).await.map_err(failure)?;
            market.opened.keep(id, &file);
            file
        }
    };
    let manner = manner(&market, &shop, run.stock);
    for batch in 1..=BATCHES {
        let from = usize::try_from(run.done).unwrap_or(usize::MAX).min(file.len());
        let until = (from + BATCH).min(file.len());
        let drafts = import_file::part(&file, from, BATCH).await.map_err(failure)?.drafts;
        let is_last = until == file.len();
        let (start, goes_on) = (run.clone(), batch == BATCHES && !is_last);
        let (shop, manner) = (shop.clone(), manner.clone());
        let act = async move |tx: &mut Tx| {
            let mut run = start.clone();
            if run.done == 0 {
                run.report.take_anew();
            }
            run.report.add(import_file::take(tx, now, &shop, &drafts, &manner, Some(id)).await?);
            run.done = i64::try_from(until).unwrap_or(i64::MAX);
            run.state = if is_last { RunState::Done } else { RunState::Running };
            import_run_store::advance(tx, start.done, &run).await?;
            if goes_on {
                enqueue(tx, now, now, &ImportListings { run: id }).await?;
            }
            Ok::<_, DbError>(run)
        };
        run = market.db.write(act).await?;
        if is_last {
            market.opened.close(id);
            break;
        }
    }
    Ok(())
}

async fn fetch_picture(market: Goods, now: Timestamp, job: FetchPicture) -> Result<(), Failure> {
    let FetchPicture { listing, source } = job;
    let wanted = source.clone();
    let tries = async move |tx: &mut Tx| fetch_store::tries(tx, listing, &wanted).await;
    if market.db.read(tries).await?.is_none() {
        return Ok(());
    }
    let turn = FETCHING.acquire().await.map_err(|error| Failure(error.to_string()))?;
    let kept = match market.fetcher.fetch(&source, MAX_BYTES).await {
        Ok(bytes) => {
            let kept = market.files.keep_picture(bytes, None).await;
            kept.map_err(|error| Failure(error.to_string()))?
                .map_err(|error| Failed { reason: error.code(), may_pass: false })
        }
        Err(error) => Err(Failed { reason: error.code(), may_pass: error.may_pass() }),
    };
    drop(turn);
    let act = async move |tx: &mut Tx| match &kept {
        Ok(kept) => keep_fetched(tx, now, listing, &source, kept).await,
        Err(failed) => note_failed(tx, now, listing, &source, *failed).await,
    };
    Ok(market.db.write(act).await?)
}

async fn tell_of_fresh(market: Goods, now: Timestamp, job: TellOfFresh) -> Result<(), Failure> {
    tell_fresh::tell_of_fresh(&market, now, job).await
}

async fn tell_followers(market: Goods, now: Timestamp, job: TellFollowers) -> Result<(), Failure> {
    tell_fresh::tell_followers(&market, now, job).await
}

async fn tell_follower(market: Goods, now: Timestamp, job: TellFollower) -> Result<(), Failure> {
    tell_fresh::tell_follower(&market, now, job).await
}
