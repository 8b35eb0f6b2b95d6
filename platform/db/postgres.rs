//! PostgreSQL: pooled transactions that run again after a serialisation failure or a deadlock.

use std::{future::Future, pin::Pin, time::Duration};

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime};
use futures_util::future::join_all;
use kernel::Chance;
use tokio_postgres::{
    NoTls,
    types::{ToSql, Type},
};

use super::{DbError, Row, Statement, Tx, Value, tx::Engine};
use crate::events::Hub;

/// How often one act is run again before its caller hears of it.
const TRIES: u32 = 8;

#[derive(Clone)]
pub(super) struct Postgres {
    pool: Pool,
    chance: Chance,
    hub: Hub,
}

/// A pooled connection that is thrown away, not returned, when it is dropped inside a transaction
/// (the caller's future was cancelled half-way).
pub(super) struct Guarded {
    client: Option<Object>,
    open: bool,
}

impl Guarded {
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
        if self.open
            && let Some(client) = self.client.take()
        {
            drop(Object::take(client));
        }
    }
}

impl Postgres {
    pub fn open(url: &str, connections: usize, chance: Chance, hub: Hub) -> Result<Self, DbError> {
        let config = url.parse().map_err(DbError::engine)?;
        let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let pool = Pool::builder(Manager::from_config(config, NoTls, recycling))
            .max_size(connections)
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(Duration::from_secs(10)))
            .build()
            .map_err(DbError::engine)?;
        Ok(Self { pool, chance, hub })
    }

    /// In a box, as the statements are.
    fn begin(&self, how: &'static str) -> Pin<Box<dyn Future<Output = Result<Tx, DbError>> + Send + '_>> {
        Box::pin(async move {
            let client = self.pool.get().await?;
            let guarded = Guarded { client: Some(client), open: true };
            let mut tx = Tx::new(Engine::Postgres(Box::new(guarded)), self.chance.clone());
            tx.batch(how).await?;
            Ok(tx)
        })
    }

    async fn end(tx: &mut Tx, how: &str) -> Result<(), DbError> {
        tx.batch(how).await?;
        if let Engine::Postgres(guarded) = &mut tx.engine {
            guarded.open = false;
        }
        Ok(())
    }

    pub async fn write<T, E, F>(&self, act: F) -> Result<T, E>
    where
        E: From<DbError>,
        F: AsyncFn(&mut Tx) -> Result<T, E>,
    {
        let mut tries = 0;
        loop {
            let mut tx = self.begin("BEGIN").await?;
            let outcome = act(&mut tx).await;
            let outcome = match outcome {
                Ok(value) => Self::end(&mut tx, "COMMIT").await.map(|()| value).map_err(E::from),
                Err(refused) => {
                    let again = tx.must_retry;
                    Self::end(&mut tx, "ROLLBACK").await?;
                    tx.must_retry = again;
                    Err(refused)
                }
            };
            if outcome.is_ok() {
                tx.news.drain(..).for_each(|event| self.hub.tell(event));
                return outcome;
            }
            if !tx.must_retry || tries == TRIES {
                return outcome;
            }
            tries += 1;
            tokio::time::sleep(Duration::from_millis(2 << tries)).await;
        }
    }

    pub async fn prepare(&self, sql: &str) -> Result<(), DbError> {
        self.pool.get().await?.prepare(sql).await?;
        Ok(())
    }

    pub async fn read<T, E, F>(&self, look: F) -> Result<T, E>
    where
        E: From<DbError>,
        F: AsyncFnOnce(&mut Tx) -> Result<T, E>,
    {
        let mut tx = self.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
        let found = look(&mut tx).await;
        Self::end(&mut tx, "COMMIT").await?;
        found
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
