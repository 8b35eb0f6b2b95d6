//! Migrations: one text for both engines, forward only, each run once.

use super::{DbError, Tx};
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

// The number is the word "jishi" in ASCII; it only has to be ours.
const ONE_AT_A_TIME: &str = "SELECT pg_advisory_xact_lock(457035704425)";

/// Bring the tables up to date, in one transaction. Of several processes that start at once, one does the work.
pub(super) async fn run(tx: &mut Tx, migrations: &[Migration]) -> Result<(), DbError> {
    let embedded = tx.is_embedded();
    if !embedded {
        tx.batch(ONE_AT_A_TIME).await?;
    }
    tx.batch(CREATE).await?;
    let done = tx.list(DONE, &[], |mut row| row.text()).await?;
    for Migration { name, sql } in migrations.iter().filter(|it| !done.iter().any(|name| name == it.name)) {
        let ddl = if embedded { sqlite_ddl(sql) } else { (*sql).to_owned() };
        tx.batch(&ddl).await?;
        tx.execute_one(RECORD, params![*name]).await?;
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
