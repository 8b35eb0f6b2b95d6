use std::{collections::BTreeMap, sync::Arc, time::Duration};

use futures_util::future::join_all;
use kernel::{Clock, Timestamp};
use tokio::{
    sync::{Notify, watch},
    task::JoinSet,
};

use super::{Bodies, Failure, Lane, Stored, bodies::Run, store};
use crate::db::{Db, DbError, Tx};

/// How often it is looked whether something is due.
const LOOK: Duration = Duration::from_secs(1);
/// How long a taken job is out of everybody else's reach, and again while it runs. On PostgreSQL a crash in between costs
/// this long.
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

    /// Run what is due until nothing is, whatever its lane; for tests and for the moving clock of the demo market.
    pub async fn run_due(&self) -> Result<Due, DbError> {
        let mut total = Due::default();
        loop {
            let round = self.round(None).await?;
            total.done += round.done;
            total.failed += round.failed;
            if round.done == 0 {
                return Ok(total);
            }
        }
    }

    /// Look for due jobs in every lane every second, or when woken, until the task is dropped.
    ///
    /// On SQLite nobody else runs jobs, so what was begun when the last process ended is nobody's.
    pub async fn run_forever(&self) {
        if !self.db.is_server() {
            self.give_back().await;
        }
        let (bell, _) = watch::channel(());
        // They end with this.
        let mut lanes = JoinSet::new();
        for &lane in Lane::ALL {
            let (runner, rung) = (self.clone(), bell.subscribe());
            lanes.spawn(async move {
                match lane {
                    Lane::Own => runner.in_rounds(rung).await,
                    Lane::Provider | Lane::Post | Lane::Texts | Lane::Push | Lane::Long => {
                        runner.one_by_one(lane, rung).await;
                    }
                }
            });
        }
        loop {
            let _ = tokio::time::timeout(LOOK, self.wake.notified()).await;
            bell.send_replace(());
        }
    }

    async fn give_back(&self) {
        let now = self.clock.now();
        match self.db.write(async move |tx: &mut Tx| store::give_back(tx, now).await).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "jobs run again that were cut off"),
            Err(error) => tracing::warn!(%error, "jobs that were cut off wait for the end of their lease"),
        }
    }

    /// Our own lane: what is due side by side, then the next.
    async fn in_rounds(&self, mut rung: watch::Receiver<()>) {
        loop {
            match self.round(Some(Lane::Own)).await {
                Ok(Due { done: 0, .. }) => {
                    let _ = rung.changed().await;
                }
                Ok(_) => {}
                Err(error) => not_taken(&error).await,
            }
        }
    }

    /// A lane in which each waits for somebody else: when one is done another begins, and none waits for the slowest.
    async fn one_by_one(&self, lane: Lane, mut rung: watch::Receiver<()>) {
        let mut running = JoinSet::new();
        loop {
            let now = self.clock.now();
            let taken = match self.take(now, Some(lane), lane.width() - running.len()).await {
                Ok(taken) => taken,
                Err(error) => {
                    not_taken(&error).await;
                    Vec::new()
                }
            };
            for job in taken {
                let runner = self.clone();
                running.spawn(async move { runner.run(&job, now).await });
            }
            tokio::select! {
                Some(_) = running.join_next() => {}
                _ = rung.changed(), if running.len() < lane.width() => {}
            }
        }
    }

    /// Take what is due, so that nobody else does.
    async fn take(&self, now: Timestamp, lane: Option<Lane>, most: usize) -> Result<Vec<Stored>, DbError> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let due = self.db.read(async |tx: &mut Tx| store::list_due(tx, now, lane, most).await).await?;
        if due.is_empty() {
            return Ok(due);
        }
        let lease = async move |tx: &mut Tx| {
            let mut taken = Vec::with_capacity(due.len());
            for job in &due {
                if store::lease(tx, job, now + LEASE).await? {
                    taken.push(job.clone());
                }
            }
            Ok::<_, DbError>(taken)
        };
        self.db.write(lease).await
    }

    async fn round(&self, lane: Option<Lane>) -> Result<Due, DbError> {
        let now = self.clock.now();
        let taken = self.take(now, lane, Lane::Own.width()).await?;
        let mut round = Due::default();
        // Side by side, so that their commits are grouped.
        for is_done in join_all(taken.iter().map(|job| self.run(job, now))).await {
            if is_done {
                round.done += 1;
            } else {
                round.failed += 1;
            }
        }
        Ok(round)
    }

    /// Do a job that was taken; the answer is whether it is done.
    async fn run(&self, job: &Stored, now: Timestamp) -> bool {
        let outcome = match self.keep_within_lease(job, now).await {
            Ok(outcome) => outcome,
            Err(error) => Err(error.into()),
        };
        // It may have promised work in another lane.
        self.wake();
        let Err(Failure(reason)) = outcome else { return true };
        tracing::warn!(kind = job.kind, attempt = job.attempts + 1, reason, "a job failed");
        false
    }

    async fn keep_within_lease(&self, job: &Stored, now: Timestamp) -> Result<Result<(), Failure>, DbError> {
        let mut keeping = std::pin::pin!(self.keep(job, now));
        let (id, attempts) = (job.id, job.attempts + 1);
        let outcome = loop {
            tokio::select! {
                outcome = &mut keeping => break outcome,
                () = tokio::time::sleep(LEASE / 3) => {
                    let until = self.clock.now() + LEASE;
                    self.db.write(async move |tx: &mut Tx| store::extend(tx, id, until).await).await?;
                }
            }
        };
        let error = outcome.as_ref().err().map(ToString::to_string);
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
        Ok(outcome)
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

async fn not_taken(error: &DbError) {
    tracing::warn!(%error, "jobs could not be taken");
    tokio::time::sleep(LOOK).await;
}
