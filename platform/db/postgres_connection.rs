//! One connection to PostgreSQL and the statements that go through it.

use deadpool_postgres::Object;
use futures_util::future::{FutureExt, join, join_all};
use tokio_postgres::types::{ToSql, Type};

use super::{DbError, Row, Statement, Value};

/// A pooled connection that is thrown away, not returned, when it is dropped inside a transaction
/// (the caller's future was cancelled half-way).
pub(super) struct Guarded {
    client: Option<Object>,
    /// How its transaction begins: in one round trip with its first statement.
    begin: Option<&'static str>,
    /// Inside a transaction.
    is_open: bool,
}

impl Guarded {
    pub fn new(client: Object, begin: &'static str) -> Self {
        Self { client: Some(client), begin: Some(begin), is_open: false }
    }

    fn get(&self) -> Result<&Object, DbError> {
        self.client.as_ref().ok_or(DbError::Closed)
    }

    /// The connection, and how the transaction begins that has not begun.
    fn open(&mut self) -> Result<(&Object, Option<&'static str>), DbError> {
        self.is_open = true;
        let begin = self.begin.take();
        Ok((self.get()?, begin))
    }

    /// End the transaction, if it has begun at all.
    pub async fn end(&mut self, how: &str) -> Result<(), DbError> {
        if self.is_open {
            self.get()?.batch_execute(how).await?;
            self.is_open = false;
        }
        Ok(())
    }

    /// End a transaction that has only read. Nobody waits for the answer: whoever has the connection next is answered after it.
    pub fn let_go(&mut self) -> Result<(), DbError> {
        if self.is_open {
            // A statement is sent when it is first polled.
            if let Some(done) = self.get()?.batch_execute("COMMIT").now_or_never() {
                done?;
            }
            self.is_open = false;
        }
        Ok(())
    }

    pub async fn execute(&mut self, sql: &'static str, params: &[Value]) -> Result<u64, DbError> {
        let statement = self.get()?.prepare_cached(sql).await?;
        let (client, begin) = self.open()?;
        together(client, begin, client.execute_raw(&statement, params)).await
    }

    pub async fn execute_all(&mut self, list: &[Statement]) -> Result<Vec<u64>, DbError> {
        let client = self.get()?;
        let mut prepared = Vec::with_capacity(list.len());
        for (sql, _) in list {
            prepared.push(client.prepare_cached(sql).await?);
        }
        let (client, begin) = self.open()?;
        let waiting =
            prepared.iter().zip(list).map(|(statement, (_, params))| client.execute_raw(statement, params));
        let all = async { Ok(join_all(waiting).await) };
        together(client, begin, all).await?.into_iter().map(|done| done.map_err(DbError::from)).collect()
    }

    pub async fn rows(&mut self, sql: &'static str, params: &[Value]) -> Result<Vec<Row>, DbError> {
        let statement = self.get()?.prepare_cached(sql).await?;
        let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|value| value as _).collect();
        let (client, begin) = self.open()?;
        let found = together(client, begin, client.query(&statement, &params)).await?;
        found.iter().map(|found| row(sql, found)).collect()
    }

    pub async fn batch(&mut self, sql: &str) -> Result<(), DbError> {
        let (client, begin) = self.open()?;
        together(client, begin, client.batch_execute(sql)).await
    }
}

/// Send a statement, and before it what begins its transaction; both are answered in one round trip.
async fn together<T>(
    client: &Object,
    begin: Option<&'static str>,
    statement: impl Future<Output = Result<T, tokio_postgres::Error>>,
) -> Result<T, DbError> {
    let Some(begin) = begin else { return Ok(statement.await?) };
    // What is polled first is sent first.
    let (began, done) = join(client.batch_execute(begin), statement).await;
    began?;
    Ok(done?)
}

impl Drop for Guarded {
    fn drop(&mut self) {
        if self.is_open
            && let Some(client) = self.client.take()
        {
            drop(Object::take(client));
        }
    }
}

fn row(sql: &'static str, row: &tokio_postgres::Row) -> Result<Row, DbError> {
    let mut columns = Vec::with_capacity(row.len());
    for (index, column) in row.columns().iter().enumerate() {
        columns.push(match *column.type_() {
            Type::INT8 => Value::from(row.try_get::<_, Option<i64>>(index)?),
            Type::INT4 => Value::from(row.try_get::<_, Option<i32>>(index)?.map(i64::from)),
            Type::BYTEA => Value::from(row.try_get::<_, Option<Vec<u8>>>(index)?),
            _ => Value::from(row.try_get::<_, Option<String>>(index)?),
        });
    }
    Ok(Row::new(sql, columns))
}
