use kernel::Timestamp;
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{import_run::RunId, import_run_store, promises::ImportListings};

/// Begin to take the listings of a file. Asking twice begins once.
pub async fn start_run(tx: &mut Tx, now: Timestamp, id: RunId) -> Result<(), DbError> {
    if import_run_store::begin(tx, id).await? {
        jobs::enqueue(tx, now, now, &ImportListings { run: id }).await?;
    }
    Ok(())
}
