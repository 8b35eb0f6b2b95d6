//! The chain: one entry after the other, and never two after one.

use kernel::Timestamp;
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::{
    RecordId,
    entry::{BEGINNING, Entry, Told, sha256},
    key::did,
    key_store::signing_key,
};

macro_rules! entry_columns {
    () => {
        "SELECT position, previous, hash, shop_id, record_id, content, line, key_id, signature, at FROM design_entry "
    };
}

fn decode(mut row: Row) -> Result<Entry, DbError> {
    Ok(Entry {
        position: row.int()?,
        previous: row.text()?,
        hash: row.text()?,
        record: RecordId::new(row.shop()?, row.int()?),
        content: row.text()?,
        line: row.text()?,
        key: row.int()?,
        signature: row.blob()?,
        at: row.time()?,
    })
}

const HOLD: &str = "INSERT INTO design_head (id, position, hash) VALUES (1, 0, $1) \
    ON CONFLICT (id) DO UPDATE SET position = design_head.position";
const AT: &str = concat!(entry_columns!(), "WHERE position = $1");
const HEAD: &str = "SELECT position FROM design_head WHERE id = 1";
const INSERT: &str = "INSERT INTO design_entry (position, previous, hash, shop_id, record_id, content, line, key_id, signature, at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const MOVE: &str = "UPDATE design_head SET position = $2, hash = $3 WHERE id = 1 AND position = $1";
/// Put a record at the end of the chain. Whoever does so at the same moment waits until this one is there. No entry is
/// older than the one before it, whatever the clock of this process says.
pub(super) async fn append(
    tx: &mut Tx,
    now: Timestamp,
    origin: &str,
    record: RecordId,
    content: &str,
) -> Result<Entry, DbError> {
    tx.execute_one(HOLD, params![BEGINNING]).await?;
    let last = tx.number(HEAD, &[]).await?;
    let before = tx.find(AT, params![last], decode).await?;
    let previous = before.as_ref().map_or(BEGINNING, |before| before.hash.as_str());
    let at = before.as_ref().map_or(now, |before| before.at.max(now));
    let (position, content) = (last + 1, sha256(content.as_bytes()));
    let key = signing_key(tx, now).await?;
    let name = format!("{}#{}", did(origin), key.public.name());
    let line = Told { position, previous, record, content: &content, at, origin, key: &name }.line();
    let (hash, signature) = (sha256(line.as_bytes()), key.sign(line.as_bytes()));
    let id = key.public.id;
    let values = params![
        position,
        previous,
        &hash,
        record.shop(),
        record.number(),
        &content,
        &line,
        id,
        signature.clone(),
        at
    ];
    tx.execute_one(INSERT, values).await?;
    tx.execute_one(MOVE, params![last, position, &hash]).await?;
    Ok(Entry { position, previous: previous.to_owned(), hash, record, content, line, key: id, signature, at })
}

/// The entry at a position.
pub async fn entry_at(tx: &mut Tx, position: i64) -> Result<Option<Entry>, DbError> {
    tx.find(AT, params![position], decode).await
}

const AFTER: &str = concat!(entry_columns!(), "WHERE position > $1 ORDER BY position LIMIT $2");
/// Entries after a position, in their order.
pub async fn entries_after(tx: &mut Tx, after: i64, limit: i64) -> Result<Vec<Entry>, DbError> {
    tx.list(AFTER, params![after, limit], decode).await
}

const HEADS: &str = concat!(
    entry_columns!(),
    "WHERE position IN (SELECT MAX(d.position) FROM design_entry d WHERE d.at >= $1 GROUP BY d.at / 86400000000) \
     ORDER BY position DESC LIMIT $2"
);
/// The last entry of each day (UTC) from a moment on, the newest first: what others note, so that nobody can begin anew.
pub async fn heads(tx: &mut Tx, from: Timestamp, limit: i64) -> Result<Vec<Entry>, DbError> {
    tx.list(HEADS, params![from, limit], decode).await
}
