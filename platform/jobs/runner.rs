use std::{collections::BTreeMap, sync::Arc, time::Duration};

use futures_util::future::join_all;
use kernel::{Clock, Timestamp};
use tokio::task::JoinSet;

use super::{Bodies, Failure, Lane, State, Stored, bodies::Run, lane::LEASE, store};
use crate::db::{Db, DbError, Tx};

/// How often it is looked whether something is due.
const LOOK: Duration = Duration::from_secs(1);
const ATTEMPTS: i64 = 10;

/// What a round of the runner found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Due {
    pub done: usize,
    pub failed: usize,
}

/// A job that has run and still stands in the table.
#[derive(Clone)]
struct Ended {
    id: i64,
    /// When it is tried again, in which state, and what it said; none when it is done.
    again: Option<(Timestamp, State, String)>,
}

/// Runs the jobs whose time has come.
#[derive(Clone)]
pub struct Runner {
    db: Db,
    clock: Clock,
    kinds: Arc<BTreeMap<&'static str, Vec<Run>>>,
}

impl Runner {
    pub fn new(db: Db, clock: Clock) -> Self {
        Self { db, clock, kinds: Arc::default() }
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

    /// Run what is due until nothing is, whatever its lane; for tests and for the moving clock of the demo market.
    pub async fn run_due(&self) -> Result<Due, DbError> {
        let (mut total, mut ended) = (Due::default(), Vec::new());
        loop {
            let now = self.clock.now();
            let taken = self.take(now, None, Lane::Own.width(), &mut ended).await?;
            if taken.is_empty() {
                return Ok(total);
            }
            // Side by side, so that their commits are grouped.
            ended = join_all(taken.into_iter().map(|job| self.run(job, now))).await;
            let done = ended.iter().filter(|job| job.again.is_none()).count();
            total.done += done;
            total.failed += ended.len() - done;
        }
    }

    /// Keep every lane going until the task is dropped.
    ///
    /// On SQLite nobody else runs jobs, so what was begun when the last process ended is nobody's.
    pub async fn run_forever(&self) {
        if !self.db.is_server() {
            self.give_back().await;
        }
        join_all(Lane::ALL.iter().map(|lane| self.keep_going(*lane))).await;
    }

    async fn give_back(&self) {
        let now = self.clock.now();
        match self.db.write(async move |tx: &mut Tx| store::give_back(tx, now).await).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "jobs run again that were cut off"),
            Err(error) => tracing::warn!(%error, "jobs that were cut off wait for the end of their lease"),
        }
    }

    /// One lane: when a job is done another begins, and none waits for the slowest. It is looked whether something is due
    /// when the bell of the lane rings, when more was due than there was room for, and every second.
    async fn keep_going(&self, lane: Lane) {
        // They end with this.
        let mut running = JoinSet::new();
        let (mut ended, mut is_more_due) = (Vec::new(), true);
        let mut look = tokio::time::interval(LOOK);
        loop {
            let now = self.clock.now();
            let room = if is_more_due { lane.width() - running.len() } else { 0 };
            match self.take(now, Some(lane), room, &mut ended).await {
                Ok(taken) => {
                    is_more_due &= taken.len() == room;
                    for job in taken {
                        let runner = self.clone();
                        running.spawn(async move { runner.run(job, now).await });
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "jobs could not be taken");
                    tokio::time::sleep(LOOK).await;
                }
            }
            tokio::select! {
                Some(first) = running.join_next() => {
                    ended.extend(first);
                    while let Some(Ok(next)) = running.try_join_next() {
                        ended.push(next);
                    }
                }
                () = self.db.hub().bells().rung(lane.bell()) => is_more_due = true,
                _ = look.tick() => is_more_due = true,
            }
        }
    }

    /// Cross out what has ended, and in the same act take what is due, so that nobody else does.
    async fn take(
        &self,
        now: Timestamp,
        lane: Option<Lane>,
        most: usize,
        ended: &mut Vec<Ended>,
    ) -> Result<Vec<Stored>, DbError> {
        let mut due = Vec::new();
        if most > 0 {
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            due = self.db.read(async |tx: &mut Tx| store::list_due(tx, now, lane, most).await).await?;
        }
        if due.is_empty() && ended.is_empty() {
            return Ok(due);
        }
        let (told, wanted) = (ended.clone(), due.clone());
        let act = async move |tx: &mut Tx| {
            store::delete_all(tx, told.iter().filter(|job| job.again.is_none()).map(|job| job.id)).await?;
            for (job, (at, state, error)) in told.iter().filter_map(|job| Some((job, job.again.as_ref()?))) {
                store::postpone(tx, job.id, *at, *state, error).await?;
            }
            store::lease(tx, &wanted, now, now + LEASE).await
        };
        let taken = self.db.write(act).await?;
        ended.clear();
        due.retain(|job| taken.contains(&job.id));
        Ok(due)
    }

    /// Do a job that was taken.
    async fn run(&self, job: Stored, now: Timestamp) -> Ended {
        let Err(Failure(reason)) = self.keep_within_lease(&job, now).await else {
            return Ended { id: job.id, again: None };
        };
        let attempts = job.attempts + 1;
        tracing::warn!(kind = job.kind, attempt = attempts, reason, "a job failed");
        let state = if attempts >= ATTEMPTS { State::Failed } else { State::Waiting };
        let at = now + kernel::minutes(attempts.unsigned_abs().pow(2));
        Ended { id: job.id, again: Some((at, state, reason)) }
    }

    async fn keep_within_lease(&self, job: &Stored, now: Timestamp) -> Result<(), Failure> {
        let mut keeping = std::pin::pin!(self.keep(job, now));
        loop {
            tokio::select! {
                outcome = &mut keeping => return outcome,
                () = tokio::time::sleep(LEASE / 3) => {
                    let (id, until) = (job.id, self.clock.now() + LEASE);
                    self.db.write(async move |tx: &mut Tx| store::extend(tx, id, until).await).await?;
                }
            }
        }
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
