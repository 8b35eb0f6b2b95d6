use kernel::{AccountId, Timestamp};
use platform::{
    db::{DbError, Tx},
    params,
};

const KEEP: &str = "INSERT INTO known_browser (account_id, token_hash, seen_at) VALUES ($1, $2, $3) \
    ON CONFLICT (account_id, token_hash) DO UPDATE SET seen_at = $3";
/// Remember a browser in which somebody has signed in.
pub async fn keep_browser(
    tx: &mut Tx,
    account: AccountId,
    hash: &str,
    now: Timestamp,
) -> Result<(), DbError> {
    tx.execute(KEEP, params![account, hash, now]).await.map(drop)
}

const IS_KNOWN: &str = "SELECT COUNT(*) FROM known_browser WHERE account_id = $1 AND token_hash = $2";
pub async fn is_known_browser(tx: &mut Tx, account: AccountId, hash: &str) -> Result<bool, DbError> {
    Ok(tx.number(IS_KNOWN, params![account, hash]).await? > 0)
}

const FORGET_ALL: &str = "DELETE FROM known_browser WHERE account_id = $1";
pub(super) async fn forget_all(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(FORGET_ALL, params![account]).await.map(drop)
}

const SWEEP: &str = "DELETE FROM known_browser WHERE seen_at < $1";
pub(super) async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<(), DbError> {
    tx.execute(SWEEP, params![before]).await.map(drop)
}
