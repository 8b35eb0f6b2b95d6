//! One storage layer over two engines: SQLite inside the process, or PostgreSQL by URL.
//!
//! **Words.** An *act* is a closure that gets a [`Tx`] and runs inside one transaction. A *statement* is one
//! SQL text with `$1`, `$2` …, the same for both engines.
//!
//! **Promises.** An act is all or nothing. When its answer arrives, its rows are on disk. It may be run more
//! than once (after a deadlock), so it does nothing but talk to the database. More waiting writers than the
//! queue holds are refused ([`DbError::Overloaded`]), never buffered without bound.
//!
//! **Not here.** What a row means. Every table belongs to a capability, which keeps its SQL in `store.rs`.

mod changes;
mod error;
mod history;
mod like;
mod migrate;
mod postgres;
mod postgres_connection;
mod set;
mod several;
mod sqlite;
mod sqlite_connection;
mod touched;
mod tx;
mod value;

use std::path::{Path, PathBuf};

use kernel::Chance;

use self::changes::Reading;
use crate::events::Hub;

pub use changes::{Changes, Seen};
pub use error::DbError;
pub use history::HistoryStep;
pub use like::like;
pub use migrate::{Migration, sqlite_ddl};
pub use set::Rows;
pub use several::{SEVERAL, several};
pub use tx::Tx;
pub use value::{Row, Statement, Value, json};

/// Where the market's rows live.
#[derive(Clone, Debug)]
pub enum Location {
    /// A file, opened by this process alone.
    File(PathBuf),
    /// A PostgreSQL server, and how many connections to keep.
    Server { url: String, connections: usize },
}

#[derive(Clone)]
pub struct Db {
    kind: Kind,
    hub: Hub,
    changes: Changes,
}

#[derive(Clone)]
enum Kind {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

impl Db {
    /// Open the database and bring its tables up to date.
    pub async fn open(
        location: &Location,
        chance: Chance,
        migrations: &[Migration],
    ) -> Result<Self, DbError> {
        let (hub, changes) = (Hub::default(), Changes::default());
        let kind = match location {
            Location::File(path) => {
                Kind::Sqlite(sqlite::Sqlite::open(path, chance, hub.clone(), changes.clone())?)
            }
            Location::Server { url, connections } => Kind::Postgres(postgres::Postgres::open(
                url,
                *connections,
                chance,
                hub.clone(),
                changes.clone(),
            )?),
        };
        let db = Self { kind, hub, changes };
        let migrations = migrations.to_vec();
        db.write(async move |tx: &mut Tx| migrate::run(tx, &migrations).await).await?;
        Ok(db)
    }

    /// Where the events of committed acts are told.
    pub fn hub(&self) -> &Hub {
        &self.hub
    }

    /// What committed acts have changed.
    pub fn changes(&self) -> &Changes {
        &self.changes
    }

    /// Run an act; its rows are on disk when the answer arrives.
    pub async fn write<T, E, F>(&self, act: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
        F: AsyncFn(&mut Tx) -> Result<T, E> + Send + 'static,
    {
        match &self.kind {
            Kind::Sqlite(sqlite) => sqlite.write(act).await,
            Kind::Postgres(postgres) => postgres.write(act).await,
        }
    }

    /// Look at one consistent snapshot: keyed reads and lists with a LIMIT.
    ///
    /// On SQLite this runs on the asking thread, so it must stay short; reports use [`Db::report`].
    pub async fn read<T, E, F>(&self, look: F) -> Result<T, E>
    where
        E: From<DbError>,
        F: AsyncFnOnce(&mut Tx) -> Result<T, E>,
    {
        match &self.kind {
            Kind::Sqlite(sqlite) => sqlite.read(look),
            Kind::Postgres(postgres) => postgres.read(look).await,
        }
    }

    /// Look at one consistent snapshot for long: exports, statements, audits.
    pub async fn report<T, E, F>(&self, look: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
        F: AsyncFnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
    {
        match &self.kind {
            Kind::Sqlite(sqlite) => {
                let (sqlite, reading) = (sqlite.clone(), Reading::current());
                tokio::task::spawn_blocking(move || sqlite.read_for(reading, look))
                    .await
                    .unwrap_or_else(|_| Err(DbError::Panicked.into()))
            }
            Kind::Postgres(postgres) => postgres.read(look).await,
        }
    }

    /// Copy the embedded database to a new file while it is in use.
    pub async fn backup(&self, to: &Path) -> Result<(), DbError> {
        let Kind::Sqlite(sqlite) = &self.kind else {
            return Err(DbError::engine("a PostgreSQL market is backed up with pg_dump"));
        };
        let (sqlite, to) = (sqlite.clone(), to.to_owned());
        tokio::task::spawn_blocking(move || sqlite.backup(&to)).await.map_err(DbError::engine)?
    }

    /// Check that the engine understands a statement: its tables, columns and parameters.
    pub async fn prepare(&self, sql: &str) -> Result<(), DbError> {
        match &self.kind {
            Kind::Sqlite(sqlite) => sqlite.prepare(sql),
            Kind::Postgres(postgres) => postgres.prepare(sql).await,
        }
    }

    /// Whether this is PostgreSQL.
    pub fn is_server(&self) -> bool {
        matches!(self.kind, Kind::Postgres(_))
    }

    /// Give memory back that nobody has needed since this was called before.
    pub fn rest(&self) {
        if let Kind::Sqlite(sqlite) = &self.kind {
            sqlite.rest();
        }
    }

    /// How many acts the embedded engine has refused since the start because too many waited.
    pub fn refused(&self) -> u64 {
        match &self.kind {
            Kind::Sqlite(sqlite) => sqlite.refused(),
            Kind::Postgres(_) => 0,
        }
    }

    /// Finish what waits and give the file back. Later acts are refused.
    pub fn close(&self) {
        if let Kind::Sqlite(sqlite) = &self.kind {
            sqlite.close();
        }
    }
}
