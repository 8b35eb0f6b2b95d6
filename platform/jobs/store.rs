use std::collections::HashSet;

use kernel::{Timestamp, words};

use super::{Lane, lane};
use crate::{
    any_one,
    db::{DbError, Row, Statement, Tx, Value, several},
    params,
};

words! {
    /// Whether a job will still be tried, or waits for somebody to look at it.
    State { Waiting = "waiting", Failed = "failed" }
}

/// A job as its row has it.
#[derive(Clone, Debug)]
pub struct Stored {
    pub id: i64,
    pub kind: String,
    pub body: String,
    pub run_at: Timestamp,
    pub attempts: i64,
    pub error: Option<String>,
}

fn decode(mut row: Row) -> Result<Stored, DbError> {
    Ok(Stored {
        id: row.int()?,
        kind: row.text()?,
        body: row.text()?,
        run_at: row.time()?,
        attempts: row.int()?,
        error: row.maybe_text()?,
    })
}

const INSERT: &str = "INSERT INTO job (id, kind, lane, body, run_at, attempts, state, created_at) \
    VALUES ($1, $2, $3, $4, $5, 0, 'waiting', $6)";
pub(super) fn insert(
    id: i64,
    kind: &str,
    lane: Lane,
    body: &str,
    at: Timestamp,
    now: Timestamp,
) -> Statement {
    (INSERT, params![id, kind, lane.name(), body, at, now].to_vec())
}

const DUE: &str = "SELECT id, kind, body, run_at, attempts, error FROM job \
    WHERE state = 'waiting' AND run_at <= $1 ORDER BY run_at, id LIMIT $2";
const DUE_IN_LANE: &str = "SELECT id, kind, body, run_at, attempts, error FROM job \
    WHERE state = 'waiting' AND lane = $3 AND run_at <= $1 ORDER BY run_at, id LIMIT $2";
/// What should have run by now, in one lane or in all.
pub(super) async fn list_due(
    tx: &mut Tx,
    now: Timestamp,
    lane: Option<Lane>,
    limit: i64,
) -> Result<Vec<Stored>, DbError> {
    match lane {
        Some(lane) => tx.list(DUE_IN_LANE, params![now, limit, lane.name()], decode).await,
        None => tx.list(DUE, params![now, limit], decode).await,
    }
}

const LEASE: &str = concat!(
    "UPDATE job SET run_at = $25, attempts = attempts + 1, is_running = 1 WHERE ",
    any_one!("id"),
    " AND run_at <= $26 AND state = 'waiting' RETURNING id"
);
/// Take jobs that are due for a while; nobody else gets them until `until`. The answer is the numbers of those that
/// nobody else had taken before.
pub(super) async fn lease(
    tx: &mut Tx,
    due: &[Stored],
    now: Timestamp,
    until: Timestamp,
) -> Result<HashSet<i64>, DbError> {
    let mut taken = HashSet::with_capacity(due.len());
    for mut values in numbers(due.iter().map(|job| job.id)) {
        values.extend(params![until, now].to_vec());
        taken.extend(tx.list(LEASE, &values, |mut row| row.int()).await?);
    }
    Ok(taken)
}

/// The parameters of statements that are about several jobs each.
fn numbers(ids: impl Iterator<Item = i64>) -> Vec<Vec<Value>> {
    several(ids.map(|id| vec![Value::Int(id)]).collect())
}

const EXTEND: &str = "UPDATE job SET run_at = $2 WHERE id = $1 AND state = 'waiting' AND is_running = 1";
/// Keep a job that takes long out of everybody else's reach.
pub(super) async fn extend(tx: &mut Tx, id: i64, until: Timestamp) -> Result<(), DbError> {
    tx.execute(EXTEND, params![id, until]).await.map(drop)
}

const GIVE_BACK: &str = "UPDATE job SET run_at = $1, is_running = 0 \
    WHERE state = 'waiting' AND is_running = 1 AND run_at > $1";
/// Let everything run at once that somebody had begun who is gone.
pub(super) async fn give_back(tx: &mut Tx, now: Timestamp) -> Result<u64, DbError> {
    tx.execute(GIVE_BACK, params![now]).await
}

const DELETE: &str = "DELETE FROM job WHERE id = $1";
pub async fn delete(tx: &mut Tx, id: i64) -> Result<(), DbError> {
    tx.execute(DELETE, params![id]).await.map(drop)
}

const DELETE_SEVERAL: &str = concat!("DELETE FROM job WHERE ", any_one!("id"));
/// Cross out what is done.
pub(super) async fn delete_all(tx: &mut Tx, ids: impl Iterator<Item = i64>) -> Result<(), DbError> {
    for values in numbers(ids) {
        tx.execute(DELETE_SEVERAL, &values).await?;
    }
    Ok(())
}

const POSTPONE: &str = "UPDATE job SET run_at = $2, state = $3, error = $4, is_running = 0 WHERE id = $1";
pub(super) async fn postpone(
    tx: &mut Tx,
    id: i64,
    at: Timestamp,
    state: State,
    error: &str,
) -> Result<(), DbError> {
    tx.execute(POSTPONE, params![id, at, state.name(), error]).await.map(drop)
}

const RUN_AGAIN: &str =
    "UPDATE job SET run_at = $2, state = 'waiting', attempts = 0, is_running = 0 WHERE id = $1";
/// Let a job run at once, whatever became of it before.
pub async fn run_again(tx: &mut Tx, id: i64, now: Timestamp) -> Result<bool, DbError> {
    // Whichever lane is its own.
    Lane::ALL.iter().for_each(|lane| tx.ring(lane.bell()));
    Ok(tx.execute(RUN_AGAIN, params![id, now]).await? == 1)
}

const FAILED: &str = "SELECT id, kind, body, run_at, attempts, error FROM job \
    WHERE state = 'failed' ORDER BY run_at, id LIMIT $1";
pub async fn list_failed(tx: &mut Tx, limit: i64) -> Result<Vec<Stored>, DbError> {
    tx.list(FAILED, params![limit], decode).await
}

const LIST: &str = "SELECT id, kind, body, run_at, attempts, error FROM job \
    WHERE state = $1 AND (run_at > $2 OR (run_at = $2 AND id > $3)) ORDER BY run_at, id LIMIT $4";
/// Jobs in one state after a time and an id, the next to run first.
pub async fn list(
    tx: &mut Tx,
    state: State,
    after: (Timestamp, i64),
    limit: i64,
) -> Result<Vec<Stored>, DbError> {
    tx.list(LIST, params![state.name(), after.0, after.1, limit], decode).await
}

const FIND: &str = "SELECT id, kind, body, run_at, attempts, error FROM job WHERE id = $1";
pub async fn find(tx: &mut Tx, id: i64) -> Result<Option<Stored>, DbError> {
    tx.find(FIND, params![id], decode).await
}

const COUNT_OF_KIND: &str = "SELECT COUNT(*) FROM job WHERE kind = $1";
/// How many jobs of a kind there are, whatever became of them.
pub async fn count_of_kind(tx: &mut Tx, kind: &str) -> Result<i64, DbError> {
    tx.number(COUNT_OF_KIND, params![kind]).await
}

const COUNT_FAILED: &str = "SELECT COUNT(*) FROM job WHERE state = 'failed'";
/// How many jobs have been given up until somebody looks at them.
pub async fn count_failed(tx: &mut Tx) -> Result<i64, DbError> {
    tx.number(COUNT_FAILED, &[]).await
}

const COUNT: &str = "SELECT COUNT(*) FROM job WHERE state = 'waiting' AND run_at <= $1";
/// How many jobs should have run by `at`.
pub async fn count_waiting(tx: &mut Tx, at: Timestamp) -> Result<i64, DbError> {
    tx.number(COUNT, params![at]).await
}

const COUNT_RUNNING: &str =
    "SELECT COUNT(*) FROM job WHERE state = 'waiting' AND run_at > $1 AND run_at <= $2 AND is_running = 1";
/// How many jobs are under way.
pub async fn count_running(tx: &mut Tx, now: Timestamp) -> Result<i64, DbError> {
    tx.number(COUNT_RUNNING, params![now, now + lane::LEASE]).await
}
