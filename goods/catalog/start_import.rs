use kernel::Timestamp;
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{
    import_run::{RunId, StockOf},
    import_run_store,
    promises::ImportListings,
};

/// Begin to take the listings of a file. Asking twice begins once.
pub async fn start_run(tx: &mut Tx, now: Timestamp, id: RunId, stock: StockOf) -> Result<(), DbError> {
    if import_run_store::begin(tx, id, stock).await? {
        jobs::enqueue(tx, now, now, &ImportListings { run: id }).await?;
    }
    Ok(())
}
