use futures_util::future::join_all;
use kernel::{Chance, Timestamp};
use tokio_postgres::types::ToSql;

use super::{DbError, Row, Value, postgres, sqlite};
use crate::events::Event;

/// An open transaction on either engine.
///
/// It owns its connection, so `&mut Tx` may cross an await on any thread and one `async fn` per act
/// serves both engines. It also carries the market's chance, so that acts make their ids from the
/// clock they are given and from chance that a test can seed.
pub struct Tx {
    pub(super) engine: Engine,
    pub(super) chance: Chance,
    /// Whether the last failure means "run the whole act again", remembered here because acts turn
    /// store errors into errors of their own.
    pub(super) must_retry: bool,
    /// What is told once this is committed.
    pub(super) news: Vec<Event>,
}

pub(super) enum Engine {
    Sqlite(Box<rusqlite::Connection>),
    Postgres(Box<postgres::Guarded>),
}

/// A statement with its parameters, for sending several in one go.
pub type Statement = (&'static str, Vec<Value>);

impl Tx {
    pub(super) fn new(engine: Engine, chance: Chance) -> Self {
        Self { engine, chance, must_retry: false, news: Vec::new() }
    }

    /// The source of ids, tokens and dice for this transaction.
    pub fn chance(&self) -> &Chance {
        &self.chance
    }

    /// A new time-ordered number for a row.
    pub fn next_id(&self, now: Timestamp) -> i64 {
        self.chance.next_id(now)
    }

    /// Have an event told when this transaction is committed, and not otherwise.
    pub fn announce(&mut self, event: Event) {
        self.news.push(event);
    }

    /// Run a statement; the answer is how many rows it touched.
    pub async fn execute(&mut self, sql: &'static str, params: &[Value]) -> Result<u64, DbError> {
        let done = match &mut self.engine {
            Engine::Sqlite(connection) => sqlite::execute(connection, sql, params),
            Engine::Postgres(connection) => {
                let statement = connection.get()?.prepare_cached(sql).await?;
                connection.get()?.execute_raw(&statement, params).await.map_err(DbError::from)
            }
        };
        self.remember(done)
    }

    /// Run a statement that must touch exactly one row, else the row was changed by someone else.
    pub async fn execute_one(&mut self, sql: &'static str, params: &[Value]) -> Result<(), DbError> {
        match self.execute(sql, params).await? {
            1 => Ok(()),
            _ => Err(DbError::Raced),
        }
    }

    /// Run independent statements in order: a loop on SQLite, one pipelined round trip on PostgreSQL.
    ///
    /// Every answer is drained even after an error, so the connection stays usable for the rollback.
    pub async fn execute_all(&mut self, list: &[Statement]) -> Result<Vec<u64>, DbError> {
        let done = match &mut self.engine {
            Engine::Sqlite(connection) => {
                list.iter().map(|(sql, params)| sqlite::execute(connection, sql, params)).collect()
            }
            Engine::Postgres(connection) => {
                let client = connection.get()?;
                let mut prepared = Vec::with_capacity(list.len());
                for (sql, _) in list {
                    prepared.push(client.prepare_cached(sql).await?);
                }
                let client = &*client;
                let waiting = prepared
                    .iter()
                    .zip(list)
                    .map(|(statement, (_, params))| client.execute_raw(statement, params));
                join_all(waiting).await.into_iter().map(|done| done.map_err(DbError::from)).collect()
            }
        };
        self.remember(done)
    }

    /// All rows of a query. Lists carry a LIMIT of their own.
    pub async fn rows(&mut self, sql: &'static str, params: &[Value]) -> Result<Vec<Row>, DbError> {
        let found = match &mut self.engine {
            Engine::Sqlite(connection) => sqlite::rows(connection, sql, params),
            Engine::Postgres(connection) => {
                let statement = connection.get()?.prepare_cached(sql).await?;
                let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|value| value as _).collect();
                let rows = connection.get()?.query(&statement, &params).await;
                rows.map_err(DbError::from)
                    .and_then(|rows| rows.iter().map(|row| postgres::row(sql, row)).collect())
            }
        };
        self.remember(found)
    }

    /// The one row of a keyed query, if there is one.
    pub async fn row(&mut self, sql: &'static str, params: &[Value]) -> Result<Option<Row>, DbError> {
        let mut rows = self.rows(sql, params).await?;
        if rows.len() > 1 {
            return Err(DbError::Raced);
        }
        Ok(rows.pop())
    }

    /// The rows of a query, each read by `decode`.
    pub async fn list<T>(
        &mut self,
        sql: &'static str,
        params: &[Value],
        decode: impl Fn(Row) -> Result<T, DbError>,
    ) -> Result<Vec<T>, DbError> {
        self.rows(sql, params).await?.into_iter().map(decode).collect()
    }

    /// The one row of a keyed query, read by `decode`.
    pub async fn find<T>(
        &mut self,
        sql: &'static str,
        params: &[Value],
        decode: impl FnOnce(Row) -> Result<T, DbError>,
    ) -> Result<Option<T>, DbError> {
        self.row(sql, params).await?.map(decode).transpose()
    }

    /// A single number: a COUNT or a SUM.
    pub async fn number(&mut self, sql: &'static str, params: &[Value]) -> Result<i64, DbError> {
        match self.row(sql, params).await? {
            Some(mut row) => row.int(),
            None => Ok(0),
        }
    }

    /// Run a text of several statements without parameters (transaction control, migrations).
    pub async fn batch(&mut self, sql: &str) -> Result<(), DbError> {
        let done = match &mut self.engine {
            Engine::Sqlite(connection) => connection.execute_batch(sql).map_err(DbError::from),
            Engine::Postgres(connection) => connection.get()?.batch_execute(sql).await.map_err(DbError::from),
        };
        self.remember(done)
    }

    fn remember<T>(&mut self, done: Result<T, DbError>) -> Result<T, DbError> {
        if matches!(done, Err(DbError::Retry)) {
            self.must_retry = true;
        }
        done
    }
}
