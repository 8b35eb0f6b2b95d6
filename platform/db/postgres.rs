//! PostgreSQL: pooled transactions that run again after a serialisation failure or a deadlock.

use std::{future::Future, pin::Pin, time::Duration};

use deadpool_postgres::{Manager, ManagerConfig, Pool, QueueMode, RecyclingMethod, Runtime};
use kernel::Chance;
use tokio_postgres::NoTls;

use super::{
    Changes, DbError, Tx, changes::Reading, postgres_connection::Guarded, touched::Place, tx::Engine,
};
use crate::events::{Event, Heard, Hub, Listener};

/// How often one act is run again before its caller hears of it.
const TRIES: u32 = 8;
/// The topic of what has changed.
const CHANGES: &str = "changes";

#[derive(Clone)]
pub(super) struct Postgres {
    pool: Pool,
    chance: Chance,
    hub: Hub,
    changes: Changes,
}

impl Postgres {
    pub fn open(
        url: &str,
        connections: usize,
        chance: Chance,
        hub: Hub,
        changes: Changes,
    ) -> Result<Self, DbError> {
        let config = url.parse().map_err(DbError::engine)?;
        let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let pool = Pool::builder(Manager::from_config(config, NoTls, recycling))
            .max_size(connections)
            // The connection that was used last knows the statements and the tables best.
            .queue_mode(QueueMode::Lifo)
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(Duration::from_secs(10)))
            .build()
            .map_err(DbError::engine)?;
        tokio::spawn(Self::hear_changes(changes.clone(), hub.listen(CHANGES)));
        Ok(Self { pool, chance, hub, changes })
    }

    /// In a box, as the statements are.
    fn begin(&self, how: &'static str) -> Pin<Box<dyn Future<Output = Result<Tx, DbError>> + Send + '_>> {
        Box::pin(async move {
            let client = self.pool.get().await?;
            let guarded = Guarded::new(client, how);
            Ok(Tx::new(Engine::Postgres(Box::new(guarded)), self.chance.clone()))
        })
    }

    async fn end(tx: &mut Tx, how: &str) -> Result<(), DbError> {
        match &mut tx.engine {
            Engine::Postgres(guarded) => guarded.end(how).await,
            Engine::Sqlite(_) => Ok(()),
        }
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
                self.tell_changes(&std::mem::take(&mut tx.written));
                std::mem::take(&mut tx.news).tell(&self.hub);
                return outcome;
            }
            if !tx.must_retry || tries == TRIES {
                return outcome;
            }
            tries += 1;
            tokio::time::sleep(Duration::from_millis(2 << tries)).await;
        }
    }

    /// Tell what has changed: here at once, and in the other processes of this market as soon as news travels.
    fn tell_changes(&self, places: &[Place]) {
        if places.is_empty() {
            return;
        }
        self.changes.note(places);
        if self.hub.has_others()
            && let Ok(body) = serde_json::to_string(places)
        {
            self.hub.tell_others(Event { topic: CHANGES.into(), number: 0, body });
        }
    }

    /// Hear what other processes have changed.
    async fn hear_changes(changes: Changes, mut told: Listener) {
        loop {
            match told.next().await {
                Heard::Event(event) => match serde_json::from_str::<Vec<Place>>(&event.body) {
                    Ok(places) => changes.note(&places),
                    Err(_) => changes.touch_all(),
                },
                Heard::Missed => changes.touch_all(),
                Heard::Closed => return,
            }
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
        tx.reading = Reading::current();
        let found = look(&mut tx).await;
        if let Engine::Postgres(guarded) = &mut tx.engine {
            guarded.let_go()?;
        }
        found
    }
}
