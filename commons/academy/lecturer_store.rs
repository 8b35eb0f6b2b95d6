use kernel::{AccountId, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};

const INSERT: &str = "INSERT INTO academy_lecturer (account_id, appointed_by, appointed_at) VALUES ($1, $2, $3) \
    ON CONFLICT (account_id) DO NOTHING";
/// False when they are one already.
pub(super) async fn insert(
    tx: &mut Tx,
    now: Timestamp,
    account: AccountId,
    by: Option<AccountId>,
) -> Result<bool, DbError> {
    Ok(tx.execute(INSERT, params![account, by, now]).await? == 1)
}

const DELETE: &str = "DELETE FROM academy_lecturer WHERE account_id = $1";
/// False when they are none.
pub(super) async fn delete(tx: &mut Tx, account: AccountId) -> Result<bool, DbError> {
    Ok(tx.execute(DELETE, params![account]).await? == 1)
}

const IS: &str = "SELECT COUNT(*) FROM academy_lecturer WHERE account_id = $1";
/// Whether somebody may teach.
pub async fn is_lecturer(tx: &mut Tx, account: AccountId) -> Result<bool, DbError> {
    Ok(tx.number(IS, params![account]).await? > 0)
}

const LIST: &str =
    "SELECT account_id, appointed_at FROM academy_lecturer ORDER BY appointed_at, account_id LIMIT 500";
/// Who may teach, and since when.
pub async fn lecturers(tx: &mut Tx) -> Result<Vec<(AccountId, Timestamp)>, DbError> {
    tx.list(LIST, &[], |mut row: Row| Ok((row.account()?, row.time()?))).await
}
