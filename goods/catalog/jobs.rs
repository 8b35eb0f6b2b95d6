//! Taking the listings of a file, some at a time.

use kernel::Timestamp;
use people::shops;
use platform::{
    db::{DbError, Tx},
    jobs::{Bodies, Failure, enqueue},
};

use super::{
    import_file::{self, BATCH},
    import_run::RunState,
    import_run_store,
    promises::ImportListings,
};
use crate::Goods;

/// Batches of one run of the job, so that a large file does not keep other work waiting.
const BATCHES: usize = 20;

pub fn bodies(bodies: &mut Bodies<Goods>) {
    bodies.on(import_listings);
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
    let path = market.files.path(&run.file, ".csv").ok_or_else(|| Failure("the file has no name".into()))?;
    let bytes = tokio::fs::read(path).await.map_err(|error| Failure(error.to_string()))?;
    let reading = import_file::read(bytes, &shop).await.map_err(|error| Failure(error.to_string()))?;
    let done = usize::try_from(run.done).unwrap_or(usize::MAX).min(reading.drafts.len());
    let mut rest = &reading.drafts[done..];
    for batch in 1..=BATCHES {
        let (drafts, after) = rest.split_at(rest.len().min(BATCH));
        rest = after;
        let (start, before, goes_on) = (run.clone(), run.done, batch == BATCHES && !after.is_empty());
        let (shop, drafts, is_last) = (shop.clone(), drafts.to_vec(), after.is_empty());
        let act = async move |tx: &mut Tx| {
            let mut run = start.clone();
            run.report.add(import_file::take(tx, now, &shop, &drafts).await?);
            run.done += i64::try_from(drafts.len()).unwrap_or_default();
            run.state = if is_last { RunState::Done } else { RunState::Running };
            import_run_store::advance(tx, before, &run).await?;
            if goes_on {
                enqueue(tx, now, now, &ImportListings { run: id }).await?;
            }
            Ok::<_, DbError>(run)
        };
        run = market.db.write(act).await?;
        if rest.is_empty() {
            break;
        }
    }
    Ok(())
}
