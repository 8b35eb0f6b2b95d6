use kernel::Timestamp;
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{promises::ImportListings, run::RunId, run_store};

/// Begin to take the listings of a file. Asking twice begins once.
pub async fn start_run(tx: &mut Tx, now: Timestamp, id: RunId) -> Result<(), DbError> {
    if run_store::begin(tx, id).await? {
        jobs::enqueue(tx, now, now, &ImportListings { run: id }).await?;
    }
    Ok(())
}
