//! One connection to PostgreSQL and the statements that go through it.

use deadpool_postgres::Object;
use futures_util::future::join_all;
use tokio_postgres::types::{ToSql, Type};

use super::{DbError, Row, Statement, Value};

/// A pooled connection that is thrown away, not returned, when it is dropped inside a transaction
/// (the caller's future was cancelled half-way).
pub(super) struct Guarded {
    client: Option<Object>,
    /// Inside a transaction.
    pub is_open: bool,
}

impl Guarded {
    pub fn new(client: Object) -> Self {
        Self { client: Some(client), is_open: true }
    }

    fn get(&self) -> Result<&Object, DbError> {
        self.client.as_ref().ok_or(DbError::Closed)
    }

    pub async fn execute(&self, sql: &'static str, params: &[Value]) -> Result<u64, DbError> {
        let client = self.get()?;
        let statement = client.prepare_cached(sql).await?;
        Ok(client.execute_raw(&statement, params).await?)
    }

    pub async fn execute_all(&self, list: &[Statement]) -> Result<Vec<u64>, DbError> {
        let client = self.get()?;
        let mut prepared = Vec::with_capacity(list.len());
        for (sql, _) in list {
            prepared.push(client.prepare_cached(sql).await?);
        }
        let waiting =
            prepared.iter().zip(list).map(|(statement, (_, params))| client.execute_raw(statement, params));
        join_all(waiting).await.into_iter().map(|done| done.map_err(DbError::from)).collect()
    }

    pub async fn rows(&self, sql: &'static str, params: &[Value]) -> Result<Vec<Row>, DbError> {
        let client = self.get()?;
        let statement = client.prepare_cached(sql).await?;
        let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|value| value as _).collect();
        client.query(&statement, &params).await?.iter().map(|found| row(sql, found)).collect()
    }

    pub async fn batch(&self, sql: &str) -> Result<(), DbError> {
        Ok(self.get()?.batch_execute(sql).await?)
    }
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
