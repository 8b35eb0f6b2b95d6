//! Every statement of the operator's lexicon.

use kernel::Timestamp;
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::{
    book::Kept,
    line::{Line, Part},
};

/// Entries that a market keeps besides those that everybody has.
pub const MOST: i64 = 5_000;

fn decode(mut row: Row) -> Result<Kept, DbError> {
    let (code, part, line) = (row.text()?, row.word(Part::parse)?, row.text()?);
    Ok(Kept { code, part, line: Line::read(&line).ok(), is_off: row.flag()? })
}

const LIST: &str = "SELECT code, part, line, is_off FROM search_lexicon ORDER BY code LIMIT $1";
pub async fn list(tx: &mut Tx) -> Result<Vec<Kept>, DbError> {
    tx.list(LIST, params![MOST], decode).await
}

const COUNT: &str = "SELECT COUNT(*) FROM search_lexicon";
pub async fn count(tx: &mut Tx) -> Result<i64, DbError> {
    tx.number(COUNT, &[]).await
}

const PUT: &str = "INSERT INTO search_lexicon (code, part, line, is_off, changed_at) VALUES ($1, $2, $3, $4, $5) \
    ON CONFLICT (code) DO UPDATE SET part = $2, line = $3, is_off = $4, changed_at = $5";
pub async fn put(tx: &mut Tx, now: Timestamp, kept: &Kept) -> Result<(), DbError> {
    let line = kept.line.as_ref().map(Line::write).unwrap_or_default();
    tx.execute_one(PUT, params![&kept.code, kept.part.name(), line, kept.is_off, now]).await
}

const DELETE: &str = "DELETE FROM search_lexicon WHERE code = $1";
pub async fn delete(tx: &mut Tx, code: &str) -> Result<(), DbError> {
    tx.execute(DELETE, params![code]).await.map(drop)
}

const VERSION: &str = "SELECT version FROM search_lexicon_version WHERE name = 'lexicon'";
/// Which change is the last.
pub async fn version(tx: &mut Tx) -> Result<i64, DbError> {
    tx.number(VERSION, &[]).await
}

const RAISE: &str = "UPDATE search_lexicon_version SET version = version + 1 WHERE name = 'lexicon'";
/// Let all nodes read it again. Held to the end of the transaction, so that changes come one after another.
pub async fn raise(tx: &mut Tx) -> Result<(), DbError> {
    tx.execute_one(RAISE, &[]).await
}
