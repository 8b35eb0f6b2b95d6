use kernel::{AccountId, Timestamp};

use crate::{
    db::{DbError, Row, Tx},
    params,
};

#[derive(Clone, Debug)]
pub struct Session {
    pub id: i64,
    /// Nobody yet, while the visitor has not signed in.
    pub account: Option<AccountId>,
    /// The browser's own words.
    pub device: String,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
    pub expires_at: Timestamp,
}

fn decode(mut row: Row) -> Result<Session, DbError> {
    Ok(Session {
        id: row.int()?,
        account: row.maybe_int()?.map(AccountId::new),
        device: row.text()?,
        created_at: row.time()?,
        seen_at: row.time()?,
        expires_at: row.time()?,
    })
}

const FIND: &str = "SELECT id, account_id, device, created_at, seen_at, expires_at FROM session \
    WHERE token_hash = $1";
pub(super) async fn find(tx: &mut Tx, hash: &str) -> Result<Option<Session>, DbError> {
    tx.find(FIND, params![hash], decode).await
}

const INSERT: &str = "INSERT INTO session (id, token_hash, account_id, device, created_at, seen_at, expires_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
pub(super) async fn insert(tx: &mut Tx, session: &Session, hash: &str) -> Result<(), DbError> {
    let Session { id, account, device, created_at, seen_at, expires_at } = session;
    tx.execute_one(INSERT, params![*id, hash, *account, device, *created_at, *seen_at, *expires_at]).await
}

const TOUCH: &str = "UPDATE session SET seen_at = $2, expires_at = $3 WHERE id = $1";
pub(super) async fn touch(tx: &mut Tx, id: i64, now: Timestamp, until: Timestamp) -> Result<(), DbError> {
    tx.execute(TOUCH, params![id, now, until]).await.map(drop)
}

const LIST: &str = "SELECT id, account_id, device, created_at, seen_at, expires_at FROM session \
    WHERE account_id = $1 ORDER BY id DESC LIMIT 100";
/// Where an account is signed in, the newest first.
pub async fn list(tx: &mut Tx, account: AccountId) -> Result<Vec<Session>, DbError> {
    tx.list(LIST, params![account], decode).await
}

const REVOKE: &str = "DELETE FROM session WHERE id = $1 AND account_id = $2";
/// End one session of an account. False when it is not theirs.
pub async fn revoke(tx: &mut Tx, account: AccountId, id: i64) -> Result<bool, DbError> {
    Ok(tx.execute(REVOKE, params![id, account]).await? == 1)
}

const REVOKE_ALL: &str = "DELETE FROM session WHERE account_id = $1 AND id <> $2";
/// End every session of an account but one (0 keeps none).
pub async fn revoke_all(tx: &mut Tx, account: AccountId, keep: i64) -> Result<u64, DbError> {
    tx.execute(REVOKE_ALL, params![account, keep]).await
}

const END: &str = "DELETE FROM session WHERE id = $1";
/// End a session, whoever it belongs to: its holder signs out or in.
pub async fn end(tx: &mut Tx, id: i64) -> Result<(), DbError> {
    tx.execute(END, params![id]).await.map(drop)
}

const IS_LIVE: &str = "SELECT COUNT(*) FROM session WHERE id = $1 AND account_id = $2 AND expires_at > $3";
/// Whether a session of an account still goes on.
pub async fn is_live(tx: &mut Tx, account: AccountId, id: i64, now: Timestamp) -> Result<bool, DbError> {
    Ok(tx.number(IS_LIVE, params![id, account, now]).await? > 0)
}

const SWEEP: &str = "DELETE FROM session WHERE expires_at <= $1";
/// Forget the sessions that have ended, those of guests with them.
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<(), DbError> {
    tx.execute(SWEEP, params![now]).await.map(drop)
}
