//! The embedded engine: one writer thread with group commit, readers inline.
//!
//! The writer takes one act, then whatever else waits (256 at most), runs them in one transaction, syncs
//! once, and only then answers every caller. There is no timer: while one commit syncs, the queue fills.
//!
//! Most acts are kept, and one that refuses has mostly written nothing by then. Where one has, nobody's rows
//! are kept and all run again, this time with a savepoint each.

use std::{
    future::Future,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    pin::pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc,
    },
    task::{Context, Poll, Waker},
    thread::JoinHandle,
};

use kernel::Chance;
use rusqlite::Connection;
use tokio::sync::oneshot;

use super::{
    Changes, DbError, Tx,
    changes::Reading,
    sqlite_connection::{connect, connect_reader},
    tx::Engine,
};
use crate::events::{Hub, News};

/// Acts in one commit. More gains nothing once the sync is shared by a few dozen.
const BATCH: usize = 256;
/// Acts that may wait for the writer before callers are told to come back.
const QUEUE: usize = 4096;

/// Readers that are kept for the next time. Each has pages and statements of its own, a few megabytes; more of them
/// look at once only when many reports are made.
const READERS: usize = 8;

#[derive(Clone)]
pub(super) struct Sqlite(Arc<Inner>);

struct Inner {
    path: PathBuf,
    chance: Chance,
    hub: Hub,
    queue: Mutex<Option<mpsc::SyncSender<Box<dyn Waiting>>>>,
    readers: Mutex<Vec<Connection>>,
    /// Whether anybody has looked since readers were let go last.
    was_read: AtomicBool,
    writer: Mutex<Option<JoinHandle<()>>>,
    refused: AtomicU64,
}

impl Sqlite {
    pub fn open(path: &Path, chance: Chance, hub: Hub, changes: Changes) -> Result<Self, DbError> {
        let connection = connect(path)?;
        let (sender, receiver) = mpsc::sync_channel(QUEUE);
        let tx = Tx::new(Engine::Sqlite(Box::new(connection)), chance.clone());
        let writer = std::thread::Builder::new()
            .name("db-writer".into())
            .spawn(move || write_in_groups(tx, &receiver, &changes))
            .map_err(DbError::engine)?;
        Ok(Self(Arc::new(Inner {
            path: path.to_owned(),
            chance,
            hub,
            queue: Mutex::new(Some(sender)),
            readers: Mutex::default(),
            was_read: AtomicBool::new(false),
            writer: Mutex::new(Some(writer)),
            refused: AtomicU64::new(0),
        })))
    }

    pub async fn write<T, E, F>(&self, act: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
        F: AsyncFn(&mut Tx) -> Result<T, E> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let queue = self.0.queue.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let queue = queue.ok_or(DbError::Closed)?;
        queue
            .try_send(Box::new(Waiter {
                act,
                outcome: None,
                reply,
                news: News::default(),
                hub: self.0.hub.clone(),
            }))
            .map_err(|refused| match refused {
                mpsc::TrySendError::Full(_) => {
                    self.0.refused.fetch_add(1, Ordering::Relaxed);
                    DbError::Overloaded
                }
                mpsc::TrySendError::Disconnected(_) => DbError::Closed,
            })?;
        answer.await.map_err(|_| DbError::Closed)?
    }

    /// Look at one consistent snapshot, on the thread that asks: microseconds from the page cache.
    pub fn read<T, E, F>(&self, look: F) -> Result<T, E>
    where
        E: From<DbError>,
        F: AsyncFnOnce(&mut Tx) -> Result<T, E>,
    {
        self.read_for(Reading::current(), look)
    }

    /// The same, for whoever wants to know what is read.
    pub fn read_for<T, E, F>(&self, reading: Option<Arc<Reading>>, look: F) -> Result<T, E>
    where
        E: From<DbError>,
        F: AsyncFnOnce(&mut Tx) -> Result<T, E>,
    {
        self.0.was_read.store(true, Ordering::Relaxed);
        let pooled = self.0.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match pooled {
            Some(connection) => connection,
            None => connect_reader(&self.0.path)?,
        };
        let mut tx = Tx::new(Engine::Sqlite(Box::new(connection)), self.0.chance.clone());
        tx.reading = reading;
        now(tx.execute("BEGIN", &[])).flatten()?;
        let found = now(look(&mut tx));
        tx.stop_counting();
        let ended = now(tx.execute("COMMIT", &[])).flatten();
        if let (Ok(_), Engine::Sqlite(connection)) = (ended, tx.engine) {
            let mut readers = self.0.readers.lock().unwrap_or_else(PoisonError::into_inner);
            if readers.len() < READERS {
                readers.push(*connection);
            }
        }
        found?
    }

    /// Let the readers go with their pages, unless somebody has looked since this was called before.
    pub fn rest(&self) {
        if !self.0.was_read.swap(false, Ordering::Relaxed) {
            self.0.readers.lock().unwrap_or_else(PoisonError::into_inner).clear();
        }
    }

    pub fn prepare(&self, sql: &str) -> Result<(), DbError> {
        connect_reader(&self.0.path)?.prepare(sql)?;
        Ok(())
    }

    /// Copy the whole database while it is in use.
    pub fn backup(&self, to: &Path) -> Result<(), DbError> {
        let from = connect(&self.0.path)?;
        from.execute("VACUUM INTO ?1", [to.to_string_lossy()])?;
        Ok(())
    }

    /// How many acts were refused because the queue was full.
    pub fn refused(&self) -> u64 {
        self.0.refused.load(Ordering::Relaxed)
    }

    /// Let the queue run dry, commit, and give the file back.
    pub fn close(&self) {
        self.0.queue.lock().unwrap_or_else(PoisonError::into_inner).take();
        let writer = self.0.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(writer) = writer {
            let _ = writer.join();
        }
        self.0.readers.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// A transaction of the embedded engine never waits, so one poll finishes it. One that does wait holds
/// every other writer back (a network call, a sleep) and is refused.
fn now<T>(future: impl Future<Output = T>) -> Result<T, DbError> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Ok(value),
        Poll::Pending => Err(DbError::Waited),
    }
}

trait Waiting: Send {
    /// Run the act; the answer is whether its rows may be kept.
    fn run(&mut self, tx: &mut Tx) -> bool;
    /// Tell the caller, after the commit or its failure.
    fn answer(self: Box<Self>, commit: Result<(), DbError>);
}

struct Waiter<F, T, E> {
    act: F,
    outcome: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
    news: News,
    hub: Hub,
}

impl<F, T, E> Waiting for Waiter<F, T, E>
where
    T: Send,
    E: From<DbError> + Send,
    F: AsyncFn(&mut Tx) -> Result<T, E> + Send,
{
    fn run(&mut self, tx: &mut Tx) -> bool {
        let outcome = match catch_unwind(AssertUnwindSafe(|| now((self.act)(tx)))) {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(waited)) => Err(waited.into()),
            Err(_) => Err(DbError::Panicked.into()),
        };
        self.news = std::mem::take(&mut tx.news);
        let keep = outcome.is_ok();
        self.outcome = Some(outcome);
        keep
    }

    fn answer(self: Box<Self>, commit: Result<(), DbError>) {
        let outcome = match (commit, self.outcome) {
            // A refusal stands whether or not the others could be committed.
            (_, Some(Err(refused))) => Err(refused),
            (Ok(()), Some(Ok(value))) => {
                self.news.tell(&self.hub);
                Ok(value)
            }
            (Err(failed), _) => Err(failed.into()),
            (Ok(()), None) => Err(DbError::Closed.into()),
        };
        let _ = self.reply.send(outcome);
    }
}

fn write_in_groups(mut tx: Tx, queue: &mpsc::Receiver<Box<dyn Waiting>>, changes: &Changes) {
    while let Ok(first) = queue.recv() {
        let mut group = vec![first];
        while group.len() < BATCH {
            match queue.try_recv() {
                Ok(next) => group.push(next),
                Err(_) => break,
            }
        }
        let commit = commit_group(&mut tx, &mut group);
        if commit.is_err() {
            let _ = now(tx.execute("ROLLBACK", &[]));
        }
        // Before anybody is answered: who reads after an answer reads what was written.
        changes.note(&std::mem::take(&mut tx.written));
        for waiting in group {
            waiting.answer(commit.clone());
        }
    }
}

/// Run the acts without a savepoint. False when one of them refused after it had written: its rows cannot be told from
/// those of the others.
fn run_together(tx: &mut Tx, group: &mut [Box<dyn Waiting>]) -> Result<bool, DbError> {
    for waiting in group {
        let before = written(tx)?;
        let keep = waiting.run(tx);
        if written(tx)? != before && !keep {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Rows that this connection has written in its life, as long as its transaction goes on: a full disk ends one in the
/// middle, and whatever came after it would be kept by itself.
fn written(tx: &Tx) -> Result<u64, DbError> {
    match &tx.engine {
        Engine::Sqlite(connection) if connection.is_autocommit() => {
            Err(DbError::engine("the transaction was ended by the engine"))
        }
        Engine::Sqlite(connection) => Ok(connection.total_changes()),
        Engine::Postgres(_) => Ok(0),
    }
}

fn commit_group(tx: &mut Tx, group: &mut [Box<dyn Waiting>]) -> Result<(), DbError> {
    let run = |tx: &mut Tx, sql| now(tx.execute(sql, &[])).flatten();
    run(tx, "BEGIN IMMEDIATE")?;
    if let [only] = group {
        // Without a savepoint the whole transaction must go when the act refuses.
        let end = if only.run(tx) { "COMMIT" } else { "ROLLBACK" };
        return run(tx, end).map(drop);
    }
    if run_together(tx, group)? {
        return run(tx, "COMMIT").map(drop);
    }
    run(tx, "ROLLBACK")?;
    run(tx, "BEGIN IMMEDIATE")?;
    for waiting in group {
        run(tx, "SAVEPOINT act")?;
        if !waiting.run(tx) {
            run(tx, "ROLLBACK TO act")?;
        }
        run(tx, "RELEASE act")?;
    }
    run(tx, "COMMIT").map(drop)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use futures_util::future::join_all;

    use super::*;
    use crate::params;

    /// Acts that come at once, every fifth of which writes and then refuses: those of one group are told apart.
    #[tokio::test]
    async fn of_a_group_what_was_kept_is_there_and_what_was_refused_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("group.db");
        let sqlite = Sqlite::open(&path, Chance::seeded(1), Hub::default(), Changes::default()).unwrap();
        let made = async |tx: &mut Tx| {
            // The others gather meanwhile.
            std::thread::sleep(Duration::from_millis(50));
            tx.batch("CREATE TABLE kept (n BIGINT PRIMARY KEY)").await
        };
        let first = sqlite.write(made);
        let acts = (0..300_i64).map(|n| {
            sqlite.write(async move |tx: &mut Tx| {
                tx.execute_one("INSERT INTO kept (n) VALUES ($1)", params![n]).await?;
                if n % 5 == 0 { Err(DbError::Raced) } else { Ok(n) }
            })
        });
        let (made, answers) = futures_util::future::join(first, join_all(acts)).await;
        made.unwrap();
        let kept: Vec<i64> = answers.into_iter().filter_map(Result::ok).collect();
        assert_eq!(kept, (0..300).filter(|n| n % 5 != 0).collect::<Vec<_>>());
        let look = async |tx: &mut Tx| {
            tx.list("SELECT n FROM kept ORDER BY n LIMIT 1000", &[], |mut row| row.int()).await
        };
        assert_eq!(sqlite.read::<_, DbError, _>(look).unwrap(), kept);
        sqlite.close();
    }
}
