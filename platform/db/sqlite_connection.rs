//! One connection to the embedded engine and the statements that go through it.

use std::{
    collections::HashMap,
    path::Path,
    sync::{LazyLock, PoisonError, RwLock},
};

use rusqlite::{CachedStatement, Connection, config::DbConfig, types::ValueRef};

use super::{DbError, Row, Value};

pub(super) fn connect(path: &Path) -> Result<Connection, DbError> {
    let connection = Connection::open(path)
        .map_err(|error| DbError::engine(format_args!("{}: {error}", path.display())))?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;
         PRAGMA foreign_keys = ON; PRAGMA mmap_size = 268435456; PRAGMA cache_size = -16384;
         PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864; PRAGMA wal_autocheckpoint = 4000;",
    )?;
    // Otherwise SQLite plans many statements anew whenever other values are bound to them.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // The default of 16 prepared statements is fewer than one order needs.
    connection.set_prepared_statement_cache_capacity(512);
    Ok(connection)
}

pub(super) fn connect_reader(path: &Path) -> Result<Connection, DbError> {
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
