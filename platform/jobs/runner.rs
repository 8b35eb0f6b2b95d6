use std::{collections::BTreeMap, sync::Arc, time::Duration};

use futures_util::future::join_all;
use kernel::{Clock, Timestamp};
use tokio::sync::Notify;

use super::{Bodies, Failure, Stored, bodies::Run, store};
use crate::db::{Db, DbError, Tx};

/// Jobs taken in one go.
const BATCH: i64 = 64;
/// How long a taken job is out of everybody else's reach. A crash in between costs this long.
const LEASE: Duration = Duration::from_secs(60);
const ATTEMPTS: i64 = 10;

/// What a round of the runner found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Due {
    pub done: usize,
    pub failed: usize,
}

/// Runs the jobs whose time has come.
#[derive(Clone)]
pub struct Runner {
    db: Db,
    clock: Clock,
    kinds: Arc<BTreeMap<&'static str, Vec<Run>>>,
    wake: Arc<Notify>,
}

impl Runner {
    pub fn new(db: Db, clock: Clock, wake: Arc<Notify>) -> Self {
        Self { db, clock, kinds: Arc::default(), wake }
    }

    /// Teach the runner who keeps which promise. Called before the runner is shared.
    pub fn with<S>(mut self, bodies: Bodies<S>) -> Self {
        if let Some(kinds) = Arc::get_mut(&mut self.kinds) {
            for (kind, runs) in bodies.kinds {
                kinds.entry(kind).or_default().extend(runs);
            }
        }
        self
    }

    /// Say that something may be due now, instead of waiting for the next look.
    pub fn wake(&self) {
        self.wake.notify_one();
    }

    /// Run what is due until nothing is; for tests and for the moving clock of the demo market.
    pub async fn run_due(&self) -> Result<Due, DbError> {
        let mut total = Due::default();
        loop {
            let round = self.round().await?;
            total.done += round.done;
            total.failed += round.failed;
            if round.done == 0 {
                return Ok(total);
            }
        }
    }

    /// Look for due jobs every second, or when woken, until the task is dropped.
    pub async fn run_forever(&self) {
        loop {
            match self.round().await {
                Ok(Due { done: 0, .. }) => {
                    let _ = tokio::time::timeout(Duration::from_secs(1), self.wake.notified()).await;
                }
                Ok(_) => {}
                Err(error) => {
                    tracing::warn!(%error, "jobs could not be taken");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
        }
    }

    async fn round(&self) -> Result<Due, DbError> {
        let now = self.clock.now();
        let due = self.db.read(async |tx: &mut Tx| store::list_due(tx, now, BATCH).await).await?;
        if due.is_empty() {
            return Ok(Due::default());
        }
        let taken = self
            .db
            .write(async move |tx: &mut Tx| {
                let mut taken = Vec::with_capacity(due.len());
                for job in &due {
                    if store::lease(tx, job, now + LEASE).await? {
                        taken.push(job.clone());
                    }
                }
                Ok::<_, DbError>(taken)
            })
            .await?;
        let mut round = Due::default();
        // Side by side, so that their commits are grouped.
        let outcomes = join_all(taken.iter().map(|job| self.run(job, now))).await;
        for (job, outcome) in taken.iter().zip(outcomes) {
            match outcome {
                Ok(()) => round.done += 1,
                Err(Failure(reason)) => {
                    tracing::warn!(kind = job.kind, attempt = job.attempts + 1, reason, "a job failed");
                    round.failed += 1;
                }
            }
        }
        Ok(round)
    }

    async fn run(&self, job: &Stored, now: Timestamp) -> Result<(), Failure> {
        let outcome = self.keep(job, now).await;
        let (id, attempts, error) =
            (job.id, job.attempts + 1, outcome.as_ref().err().map(ToString::to_string));
        self.db
            .write(async move |tx: &mut Tx| match &error {
                None => store::delete(tx, id).await,
                Some(error) => {
                    let state = if attempts >= ATTEMPTS { "failed" } else { "waiting" };
                    let again = now + kernel::minutes(attempts.unsigned_abs().pow(2));
                    store::postpone(tx, id, again, state, error).await
                }
            })
            .await?;
        outcome
    }

    /// Let everybody who listens to the promise keep it, in the order of their capabilities.
    async fn keep(&self, job: &Stored, now: Timestamp) -> Result<(), Failure> {
        let runs = self.kinds.get(job.kind.as_str());
        let runs = runs.ok_or_else(|| Failure(format!("nobody knows how to run {}", job.kind)))?;
        for run in runs {
            run(job.body.clone(), now).await?;
        }
        Ok(())
    }
}
