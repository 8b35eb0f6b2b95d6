//! What operators did, kept for good: written in the transaction of the act itself.

use kernel::{AccountId, Timestamp};

use crate::{
    db::{DbError, Tx},
    params,
};

#[derive(Clone, Debug)]
pub struct Entry {
    pub id: i64,
    /// Who; nobody when it came from the command line.
    pub account: Option<AccountId>,
    pub act: String,
    pub subject: String,
    pub detail: String,
    pub at: Timestamp,
}

const INSERT: &str = "INSERT INTO audit (id, account_id, act, subject, detail, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6)";
pub async fn record(
    tx: &mut Tx,
    now: Timestamp,
    account: Option<AccountId>,
    act: &str,
    subject: &str,
    detail: &serde_json::Value,
) -> Result<(), DbError> {
    let id = tx.next_id(now);
    tx.execute_one(INSERT, params![id, account, act, subject, detail.to_string(), now]).await
}

const LIST: &str = "SELECT id, account_id, act, subject, detail, created_at FROM audit \
    WHERE id < $1 ORDER BY id DESC LIMIT $2";
/// Entries before `before` (`i64::MAX` for the newest), newest first.
pub async fn list(tx: &mut Tx, before: i64, limit: i64) -> Result<Vec<Entry>, DbError> {
    tx.list(LIST, params![before, limit], |mut row| {
        Ok(Entry {
            id: row.int()?,
            account: row.maybe_int()?.map(AccountId::new),
            act: row.text()?,
            subject: row.text()?,
            detail: row.text()?,
            at: row.time()?,
        })
    })
    .await
}
