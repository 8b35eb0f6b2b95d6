//! The embedded engine: one writer thread with group commit, readers inline.
//!
//! The writer takes one act, then whatever else waits (256 at most), runs them in one transaction with
//! a savepoint each, syncs once, and only then answers every caller. There is no timer: while one
//! commit syncs, the queue fills.

use std::{
    collections::HashMap,
    future::Future,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    pin::pin,
    sync::{
        Arc, LazyLock, Mutex, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    task::{Context, Poll, Waker},
    thread::JoinHandle,
};

use kernel::Chance;
use rusqlite::{CachedStatement, Connection, config::DbConfig, types::ValueRef};
use tokio::sync::oneshot;

use super::{DbError, Row, Tx, Value, tx::Engine};
use crate::events::{Event, Hub};

/// Acts in one commit. More gains nothing once the sync is shared by a few dozen.
const BATCH: usize = 256;
/// Acts that may wait for the writer before callers are told to come back.
const QUEUE: usize = 4096;

#[derive(Clone)]
pub(super) struct Sqlite(Arc<Inner>);

struct Inner {
    path: PathBuf,
    chance: Chance,
    hub: Hub,
    queue: Mutex<Option<mpsc::SyncSender<Box<dyn Waiting>>>>,
    readers: Mutex<Vec<Connection>>,
    writer: Mutex<Option<JoinHandle<()>>>,
    refused: AtomicU64,
}

impl Sqlite {
    pub fn open(path: &Path, chance: Chance, hub: Hub) -> Result<Self, DbError> {
        let connection = connect(path)?;
        let (sender, receiver) = mpsc::sync_channel(QUEUE);
        let tx = Tx::new(Engine::Sqlite(Box::new(connection)), chance.clone());
        let writer = std::thread::Builder::new()
            .name("db-writer".into())
            .spawn(move || write_in_groups(tx, &receiver))
            .map_err(DbError::engine)?;
        Ok(Self(Arc::new(Inner {
            path: path.to_owned(),
            chance,
            hub,
            queue: Mutex::new(Some(sender)),
            readers: Mutex::default(),
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
                news: Vec::new(),
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
        let pooled = self.0.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match pooled {
            Some(connection) => connection,
            None => connect_reader(&self.0.path)?,
        };
        let mut tx = Tx::new(Engine::Sqlite(Box::new(connection)), self.0.chance.clone());
        now(tx.execute("BEGIN", &[])).flatten()?;
        let found = now(look(&mut tx));
        let ended = now(tx.execute("COMMIT", &[])).flatten();
        if let (Ok(_), Engine::Sqlite(connection)) = (ended, tx.engine) {
            self.0.readers.lock().unwrap_or_else(PoisonError::into_inner).push(*connection);
        }
        found?
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

fn connect(path: &Path) -> Result<Connection, DbError> {
    let connection = Connection::open(path)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;
         PRAGMA foreign_keys = ON; PRAGMA mmap_size = 268435456; PRAGMA cache_size = -16384;
         PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864;",
    )?;
    // Otherwise SQLite plans many statements anew whenever other values are bound to them.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // The default of 16 prepared statements is fewer than one order needs.
    connection.set_prepared_statement_cache_capacity(512);
    Ok(connection)
}

fn connect_reader(path: &Path) -> Result<Connection, DbError> {
    let connection = connect(path)?;
    // The map is shared with the writer; a reader keeps little of its own.
    connection.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -2048;")?;
    Ok(connection)
}

/// The text with `?1` for `$1`: to SQLite `$1` is a name, numbered by its first appearance and looked up in a list.
fn numbered(sql: &'static str) -> &'static str {
    static TEXTS: LazyLock<RwLock<HashMap<(usize, usize), &'static str>>> = LazyLock::new(RwLock::default);
    let key = (sql.as_ptr().addr(), sql.len());
    if let Some(text) = TEXTS.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return text;
    }
    let text: String = sql
        .char_indices()
        .map(|(at, c)| match c {
            '$' if sql[at + 1..].starts_with(|next: char| next.is_ascii_digit()) => '?',
            c => c,
        })
        .collect();
    // One copy of every statement in the program, kept like the statement itself.
    let mut texts = TEXTS.write().unwrap_or_else(PoisonError::into_inner);
    texts.entry(key).or_insert_with(|| Box::leak(text.into_boxed_str()))
}

fn prepare<'a>(
    connection: &'a Connection,
    sql: &'static str,
    params: &[Value],
) -> Result<CachedStatement<'a>, DbError> {
    let mut statement = connection.prepare_cached(numbered(sql))?;
    if statement.parameter_count() > params.len() {
        return Err(DbError::engine("a parameter was not given"));
    }
    for (index, value) in (1..=statement.parameter_count()).zip(params) {
        statement.raw_bind_parameter(index, value)?;
    }
    Ok(statement)
}

pub(super) fn execute(connection: &Connection, sql: &'static str, params: &[Value]) -> Result<u64, DbError> {
    let mut statement = prepare(connection, sql, params)?;
    if statement.column_count() > 0 {
        let mut rows = statement.raw_query();
        let mut count = 0;
        while rows.next()?.is_some() {
            count += 1;
        }
        return Ok(count);
    }
    Ok(statement.raw_execute()? as u64)
}

pub(super) fn rows(
    connection: &Connection,
    sql: &'static str,
    params: &[Value],
) -> Result<Vec<Row>, DbError> {
    let mut statement = prepare(connection, sql, params)?;
    let width = statement.column_count();
    let mut found = Vec::new();
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        let mut columns = Vec::with_capacity(width);
        for index in 0..width {
            columns.push(match row.get_ref(index)? {
                ValueRef::Integer(value) => Value::Int(value),
                ValueRef::Text(value) => Value::Text(String::from_utf8_lossy(value).into_owned()),
                ValueRef::Blob(value) => Value::Blob(value.to_owned()),
                ValueRef::Null | ValueRef::Real(_) => Value::Null,
            });
        }
        found.push(Row::new(sql, columns));
    }
    Ok(found)
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
    news: Vec<Event>,
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
                self.news.into_iter().for_each(|event| self.hub.tell(event));
                Ok(value)
            }
            (Err(failed), _) => Err(failed.into()),
            (Ok(()), None) => Err(DbError::Closed.into()),
        };
        let _ = self.reply.send(outcome);
    }
}

fn write_in_groups(mut tx: Tx, queue: &mpsc::Receiver<Box<dyn Waiting>>) {
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
        for waiting in group {
            waiting.answer(commit.clone());
        }
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
    for waiting in group {
        run(tx, "SAVEPOINT act")?;
        if !waiting.run(tx) {
            run(tx, "ROLLBACK TO act")?;
        }
        run(tx, "RELEASE act")?;
    }
    run(tx, "COMMIT").map(drop)
}
