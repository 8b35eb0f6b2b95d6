//! What is done again and again, day by day: begun once, and each time it promises itself once more.

use kernel::Timestamp;

use super::{Promise, count_of_kind, enqueue};
use crate::db::{DbError, Tx};

/// Promise the first time, unless that was done before.
pub async fn begin<P: Promise>(
    tx: &mut Tx,
    now: Timestamp,
    at: Timestamp,
    promise: &P,
) -> Result<(), DbError> {
    if count_of_kind(tx, P::KIND).await? > 0 { Ok(()) } else { enqueue(tx, now, at, promise).await }
}

/// Promise the next time, from within the job. A second one of them, left by a crash or by two processes that began
/// together, ends here.
pub async fn again<P: Promise>(
    tx: &mut Tx,
    now: Timestamp,
    at: Timestamp,
    promise: &P,
) -> Result<(), DbError> {
    if count_of_kind(tx, P::KIND).await? > 1 { Ok(()) } else { enqueue(tx, now, at, promise).await }
}
