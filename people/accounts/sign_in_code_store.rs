use kernel::{AccountId, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::{Asker, Purpose};

const INSERT: &str = "INSERT INTO sign_in_code (account_id, id, purpose, code_hash, asked_by, asked_from, tries, \
    strays, expires_at) VALUES ($1, $2, $3, $4, $5, $6, 0, 0, $7)";
pub(super) async fn insert(
    tx: &mut Tx,
    account: AccountId,
    purpose: Purpose,
    hash: &str,
    asker: &Asker,
    (now, expires_at): (Timestamp, Timestamp),
) -> Result<(), DbError> {
    let (id, Asker { browser, from }) = (tx.next_id(now), asker);
    tx.execute_one(INSERT, params![account, id, purpose.name(), hash, browser, from, expires_at]).await
}

const FORGET_OLD: &str = "DELETE FROM sign_in_code WHERE account_id = $1 AND purpose = $2 AND (expires_at <= $5 \
    OR (asked_by = $3 AND asked_from = $4 AND id NOT IN (SELECT id FROM sign_in_code WHERE account_id = $1 \
    AND purpose = $2 AND asked_by = $3 AND asked_from = $4 ORDER BY id DESC LIMIT $6)))";
/// Forget what is over, and all but the newest that one asker has.
pub(super) async fn forget_old(
    tx: &mut Tx,
    account: AccountId,
    purpose: Purpose,
    asker: &Asker,
    now: Timestamp,
    most: i64,
) -> Result<(), DbError> {
    let Asker { browser, from } = asker;
    tx.execute(FORGET_OLD, params![account, purpose.name(), browser, from, now, most]).await.map(drop)
}

const TAKE_OWN: &str = "UPDATE sign_in_code SET tries = tries + 1 WHERE account_id = $1 AND purpose = $2 \
    AND expires_at > $3 AND tries < $4 AND (asked_from = $6 OR (asked_by = $5 AND asked_by <> '')) \
    RETURNING code_hash";
const TAKE_STRAY: &str = "UPDATE sign_in_code SET strays = strays + 1 WHERE account_id = $1 AND purpose = $2 \
    AND expires_at > $3 AND strays < $4 AND asked_from <> $6 AND (asked_by <> $5 OR asked_by = '') \
    RETURNING code_hash";
/// Count a try at the codes that are still good; the answer is what to compare with.
pub(super) async fn take_tries(
    tx: &mut Tx,
    account: AccountId,
    purpose: Purpose,
    asker: &Asker,
    now: Timestamp,
    most: i64,
) -> Result<Vec<String>, DbError> {
    let Asker { browser, from } = asker;
    let values = params![account, purpose.name(), now, most, browser, from];
    let mut hashes = tx.list(TAKE_OWN, values, |mut row: Row| row.text()).await?;
    hashes.extend(tx.list(TAKE_STRAY, values, |mut row: Row| row.text()).await?);
    Ok(hashes)
}

const DELETE: &str = "DELETE FROM sign_in_code WHERE account_id = $1 AND purpose = $2 AND code_hash = $3";
/// End a code. False when it is not one that is kept.
pub(super) async fn delete(
    tx: &mut Tx,
    account: AccountId,
    purpose: Purpose,
    hash: &str,
) -> Result<bool, DbError> {
    Ok(tx.execute(DELETE, params![account, purpose.name(), hash]).await? >= 1)
}

const DELETE_ALL: &str = "DELETE FROM sign_in_code WHERE account_id = $1";
pub(super) async fn delete_all(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(DELETE_ALL, params![account]).await.map(drop)
}

const SWEEP: &str = "DELETE FROM sign_in_code WHERE expires_at <= $1";
pub(super) async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<(), DbError> {
    tx.execute(SWEEP, params![now]).await.map(drop)
}
