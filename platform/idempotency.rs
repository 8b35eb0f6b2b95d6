//! Requests that are made once per key: what was asked with it, and the answer that it got.

use std::time::Duration;

use kernel::{Timestamp, hours, minutes};

use crate::{
    db::{DbError, Tx},
    params,
};

/// How long answers are remembered.
const REMEMBERED: Duration = hours(24);
/// A request ends within a minute; one that is older was cut off with the server.
const CUT_OFF: Duration = minutes(10);

/// The first request with a key, as far as it came.
pub struct Earlier {
    pub hash: String,
    /// Zero while it still runs.
    pub status: u16,
    pub reply: String,
}

const FORGET_OLD: &str = "DELETE FROM idempotency WHERE account_id = $1 AND \
    (created_at < $2 OR (status = 0 AND created_at < $3))";
const CLAIM: &str = "INSERT INTO idempotency (account_id, key, request_hash, status, reply, created_at) \
    VALUES ($1, $2, $3, 0, '', $4) ON CONFLICT DO NOTHING";
const FIND: &str = "SELECT request_hash, status, reply FROM idempotency WHERE account_id = $1 AND key = $2";
/// Take a key for a request; none when it was free.
pub async fn claim(
    tx: &mut Tx,
    now: Timestamp,
    owner: i64,
    key: &str,
    hash: &str,
) -> Result<Option<Earlier>, DbError> {
    tx.execute(FORGET_OLD, params![owner, now - REMEMBERED, now - CUT_OFF]).await?;
    if tx.execute(CLAIM, params![owner, key, hash, now]).await? == 1 {
        return Ok(None);
    }
    tx.find(FIND, params![owner, key], |mut row| {
        Ok(Earlier { hash: row.text()?, status: row.number()?, reply: row.text()? })
    })
    .await
}

const KEEP: &str = "UPDATE idempotency SET status = $3, reply = $4 WHERE account_id = $1 AND key = $2";
/// Write the answer down beside its key.
pub async fn keep(tx: &mut Tx, owner: i64, key: &str, status: u16, reply: &str) -> Result<(), DbError> {
    tx.execute(KEEP, params![owner, key, i64::from(status), reply]).await.map(drop)
}

const FORGET: &str = "DELETE FROM idempotency WHERE account_id = $1 AND key = $2";
/// Give the key of a request back that was refused.
pub async fn give_back(tx: &mut Tx, owner: i64, key: &str) -> Result<(), DbError> {
    tx.execute(FORGET, params![owner, key]).await.map(drop)
}
