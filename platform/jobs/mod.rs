//! Later work: rows enqueued in the act's own transaction, run when their time comes.
//!
//! **Promises.** A job exists if and only if its act was committed. It runs at least once, so its body calls an
//! act that may be called twice. A failed job is tried again after 1, 4, 9 … minutes; after ten attempts it
//! stays, visible to the operator, until somebody runs or drops it.
//!
//! A job is a [`Promise`], plain data beside the act that makes it; its body is registered for it, perhaps by a
//! capability that comes later, and several may listen to one promise. When one of them fails, all run again.
//!
//! Jobs that wait for another server, or for long, have a [`Lane`] of their own, where one begins when another is done:
//! a mail server that hangs keeps mail waiting and never money. The commit of a job whose time has come rings the bell of
//! its lane, and no other.
//!
//! **Not here.** What the jobs do: each capability has its own in `jobs.rs`.

mod bodies;
mod lane;
mod rounds;
mod runner;
mod store;

use kernel::Timestamp;
use serde::{Serialize, de::DeserializeOwned};

use crate::db::{DbError, Tx};

pub use bodies::Bodies;
pub use lane::Lane;
pub use rounds::{again, begin};
pub use runner::{Due, Runner};
pub use store::{
    State, Stored, count_failed, count_of_kind, count_running, count_waiting, delete, find, list,
    list_failed, run_again,
};

/// A piece of later work, promised in an act's transaction. The type is what will be done: `ReleaseEscrow { order }`.
pub trait Promise: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Its name in the table; never changed once rows may carry it.
    const KIND: &'static str;
    /// Whom it waits for.
    const LANE: Lane = Lane::Own;
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
pub async fn enqueue<P: Promise>(
    tx: &mut Tx,
    now: Timestamp,
    at: Timestamp,
    promise: &P,
) -> Result<(), DbError> {
    let (sql, params) = statement(tx, now, at, promise)?;
    tx.execute_one(sql, &params).await
}

/// The statement that enqueues a job, for acts that send several statements in one go.
pub fn statement<P: Promise>(
    tx: &mut Tx,
    now: Timestamp,
    at: Timestamp,
    promise: &P,
) -> Result<crate::db::Statement, DbError> {
    let body = serde_json::to_string(promise).map_err(DbError::engine)?;
    if at <= now {
        tx.ring(P::LANE.bell());
    }
    Ok(store::insert(tx.next_id(now), P::KIND, P::LANE, &body, at, now))
}
