use std::{
    future::{Future, Ready, ready},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use kernel::{Chance, Timestamp};

use super::{
    DbError, Row, Statement, Value, changes::Reading, postgres_connection::Guarded, several::several,
    sqlite_connection as sqlite, touched, touched::Place,
};
use crate::events::{Event, News};

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
    pub(super) news: News,
    /// The places that it has written to.
    pub(super) written: Vec<Place>,
    /// Who wants to know what is read.
    pub(super) reading: Option<Arc<Reading>>,
    /// Statements that may still be asked; none means as many as it takes.
    left: Option<u32>,
}

pub(super) enum Engine {
    Sqlite(Box<rusqlite::Connection>),
    Postgres(Box<Guarded>),
}

/// A statement under way: done at once on SQLite, waiting for a server on PostgreSQL.
///
/// What waits is in a box, so that every act is compiled without the client of PostgreSQL in it.
#[must_use = "a statement is awaited, or its failure is not heard of"]
pub enum Doing<'a, T> {
    Done(Ready<Result<T, DbError>>),
    Waits(Pin<Box<dyn Future<Output = Result<T, DbError>> + Send + 'a>>),
}

impl<T> Future for Doing<'_, T> {
    type Output = Result<T, DbError>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.get_mut() {
            Self::Done(done) => Pin::new(done).poll(context),
            Self::Waits(waits) => waits.as_mut().poll(context),
        }
    }
}

impl Tx {
    pub(super) fn new(engine: Engine, chance: Chance) -> Self {
        Self {
            engine,
            chance,
            must_retry: false,
            news: News::default(),
            written: Vec::new(),
            reading: None,
            left: None,
        }
    }

    /// Whether this is SQLite.
    pub(super) fn is_embedded(&self) -> bool {
        matches!(self.engine, Engine::Sqlite(_))
    }

    /// The source of ids, tokens and dice for this transaction.
    pub fn chance(&self) -> &Chance {
        &self.chance
    }

    /// A new time-ordered number for a row.
    pub fn next_id(&self, now: Timestamp) -> i64 {
        self.chance.next_id(now)
    }

    /// Let so many statements more be asked, and refuse the next: whoever draws a part of another's page has a budget.
    pub fn allow(&mut self, statements: u32) {
        self.left = Some(statements);
    }

    /// Count no more: what ends a transaction is nobody's statement.
    pub(super) fn stop_counting(&mut self) {
        self.left = None;
    }

    fn spend(&mut self) -> Result<(), DbError> {
        match &mut self.left {
            None => Ok(()),
            Some(0) => Err(DbError::OverBudget),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
        }
    }

    /// Have an event told when this transaction is committed, and not otherwise.
    pub fn announce(&mut self, event: Event) {
        self.news.add(event);
    }

    /// Have a bell rung when this transaction is committed, and not otherwise.
    pub fn ring(&mut self, bell: usize) {
        self.news.ring(bell);
    }

    /// Run a statement; the answer is how many rows it touched.
    pub fn execute<'a>(&'a mut self, sql: &'static str, params: &'a [Value]) -> Doing<'a, u64> {
        if let Err(error) = self.spend() {
            return Doing::Done(ready(Err(error)));
        }
        touched::add_written(&mut self.written, sql, params);
        let Self { engine, must_retry, .. } = self;
        match engine {
            Engine::Sqlite(connection) => done(must_retry, sqlite::execute(connection, sql, params)),
            Engine::Postgres(connection) => waits(must_retry, connection.execute(sql, params)),
        }
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
    pub fn execute_all<'a>(&'a mut self, list: &'a [Statement]) -> Doing<'a, Vec<u64>> {
        if let Err(error) = self.spend() {
            return Doing::Done(ready(Err(error)));
        }
        for (sql, params) in list {
            touched::add_written(&mut self.written, sql, params);
        }
        let Self { engine, must_retry, .. } = self;
        match engine {
            Engine::Sqlite(connection) => {
                let each = list.iter().map(|(sql, params)| sqlite::execute(connection, sql, params));
                done(must_retry, each.collect())
            }
            Engine::Postgres(connection) => waits(must_retry, connection.execute_all(list)),
        }
    }

    /// All rows of a query. Lists carry a LIMIT of their own.
    pub fn rows<'a>(&'a mut self, sql: &'static str, params: &'a [Value]) -> Doing<'a, Vec<Row>> {
        if let Err(error) = self.spend() {
            return Doing::Done(ready(Err(error)));
        }
        touched::add_written(&mut self.written, sql, params);
        if let Some(reading) = &self.reading {
            reading.add(sql, params);
        }
        let Self { engine, must_retry, .. } = self;
        match engine {
            Engine::Sqlite(connection) => done(must_retry, sqlite::rows(connection, sql, params)),
            Engine::Postgres(connection) => waits(must_retry, connection.rows(sql, params)),
        }
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

    /// The rows of a query for [`SEVERAL`](super::SEVERAL) keys at once, of as many keys as there are.
    pub async fn list_several<T>(
        &mut self,
        sql: &'static str,
        keys: Vec<Vec<Value>>,
        decode: impl Fn(Row) -> Result<T, DbError>,
    ) -> Result<Vec<T>, DbError> {
        let mut found = Vec::new();
        for values in several(keys) {
            found.extend(self.list(sql, &values, &decode).await?);
        }
        Ok(found)
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
    pub fn batch<'a>(&'a mut self, sql: &'a str) -> Doing<'a, ()> {
        if let Err(error) = self.spend() {
            return Doing::Done(ready(Err(error)));
        }
        touched::add_batch(&mut self.written, sql);
        let Self { engine, must_retry, .. } = self;
        match engine {
            Engine::Sqlite(connection) => {
                done(must_retry, connection.execute_batch(sql).map_err(DbError::from))
            }
            Engine::Postgres(connection) => waits(must_retry, connection.batch(sql)),
        }
    }
}

fn done<'a, T>(must_retry: &mut bool, outcome: Result<T, DbError>) -> Doing<'a, T> {
    *must_retry |= matches!(outcome, Err(DbError::Retry));
    Doing::Done(ready(outcome))
}

fn waits<'a, T>(
    must_retry: &'a mut bool,
    statement: impl Future<Output = Result<T, DbError>> + Send + 'a,
) -> Doing<'a, T> {
    Doing::Waits(Box::pin(async move {
        let outcome = statement.await;
        *must_retry |= matches!(outcome, Err(DbError::Retry));
        outcome
    }))
}
