//! Migrations: one text for both engines, forward only, each run once in its own transaction.

use super::{Db, DbError, Kind, Tx};
use crate::params;

/// One step of the schema. The name carries its number and the capability that owns the tables.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    pub name: &'static str,
    pub sql: &'static str,
}

const CREATE: &str = "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY)";
const DONE: &str = "SELECT name FROM migration ORDER BY name";
const RECORD: &str = "INSERT INTO migration (name) VALUES ($1)";

pub(super) async fn run(db: &Db, migrations: &[Migration]) -> Result<(), DbError> {
    db.write(async |tx: &mut Tx| tx.batch(CREATE).await).await?;
    let done = db.read(async |tx: &mut Tx| tx.list(DONE, &[], |mut row| row.text()).await).await?;
    let embedded = matches!(db.0, Kind::Sqlite(_));
    for migration in migrations.iter().filter(|migration| !done.iter().any(|name| name == migration.name)) {
        let Migration { name, sql } = *migration;
        db.write(async move |tx: &mut Tx| {
            let ddl = if embedded { sqlite_ddl(sql) } else { sql.to_owned() };
            tx.batch(&ddl).await?;
            tx.execute_one(RECORD, params![name]).await
        })
        .await?;
    }
    Ok(())
}

/// The schema as SQLite wants it: its own type names, strict typing, and rows kept in key order.
///
/// Only DDL is rewritten; the statements of the stores go to both engines unchanged.
pub fn sqlite_ddl(sql: &str) -> String {
    let mut ddl = String::with_capacity(sql.len());
    let mut in_table = false;
    for line in sql.lines() {
        let code = line.split("--").next().unwrap_or_default();
        in_table |= code.trim_start().starts_with("CREATE TABLE");
        let line = code.replace("BIGINT", "INTEGER").replace("BYTEA", "BLOB");
        if in_table && line.trim_end().ends_with(");") {
            ddl.push_str(line.trim_end().trim_end_matches(';'));
            ddl.push_str(" STRICT, WITHOUT ROWID;\n");
            in_table = false;
        } else {
            ddl.push_str(&line);
            ddl.push('\n');
        }
    }
    ddl
}
