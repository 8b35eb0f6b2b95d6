//! Later work: rows enqueued in the act's own transaction, run when their time comes.
//!
//! **Promises.** A job exists if and only if its act was committed. It runs at least once, so its body calls an
//! act that may be called twice. A failed job is tried again after 1, 4, 9 … minutes; after ten attempts it
//! stays, visible to the operator, until somebody runs or drops it.
//!
//! **Not here.** What the jobs do: each capability has its own in `jobs.rs`.

mod runner;
mod store;

use std::future::Future;

use kernel::Timestamp;
use serde::{Serialize, de::DeserializeOwned};

use crate::db::{DbError, Tx};

pub use runner::{Due, Runner};
pub use store::{
    State, Stored, count_failed, count_of_kind, count_waiting, delete, find, list, list_failed, run_again,
};

/// A piece of later work. The type is what it will do: `ReleaseEscrow { order }`.
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Its name in the table; never changed once rows may carry it.
    const KIND: &'static str;
    /// What it needs to run: the capability's own view of the market.
    type World: Send + Sync;

    fn run(self, world: &Self::World, now: Timestamp) -> impl Future<Output = Result<(), Failure>> + Send;
}

/// Why a job did not get done. It will be tried again.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Failure(pub String);

impl From<DbError> for Failure {
    fn from(error: DbError) -> Self {
        Self(error.to_string())
    }
}

/// Put a job into the transaction, to run at `at` or soon after.
pub async fn enqueue<J: Job>(tx: &mut Tx, now: Timestamp, at: Timestamp, job: &J) -> Result<(), DbError> {
    let (sql, params) = statement::<J>(tx, now, at, job)?;
    tx.execute_one(sql, &params).await
}

/// The statement that enqueues a job, for acts that send several statements in one go.
pub fn statement<J: Job>(
    tx: &Tx,
    now: Timestamp,
    at: Timestamp,
    job: &J,
) -> Result<crate::db::Statement, DbError> {
    let body = serde_json::to_string(job).map_err(DbError::engine)?;
    Ok(store::insert(tx.next_id(now), J::KIND, &body, at, now))
}
