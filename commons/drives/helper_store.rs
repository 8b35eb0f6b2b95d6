use kernel::AccountId;
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::{Drive, DriveId, HelperCode, drive_store};

macro_rules! columns {
    () => {
        "SELECT drive_id, account_id, code, named_at, dismissed_at FROM drive_helper "
    };
}

fn decode(mut row: Row) -> Result<HelperCode, DbError> {
    Ok(HelperCode {
        drive: DriveId::new(row.int()?),
        account: row.account()?,
        code: row.text()?,
        named_at: row.time()?,
        dismissed_at: row.maybe_time()?,
    })
}

const FIND: &str = concat!(columns!(), "WHERE drive_id = $1 AND account_id = $2");
/// A helper of a drive, also one who was dismissed.
pub async fn find(tx: &mut Tx, drive: DriveId, account: AccountId) -> Result<Option<HelperCode>, DbError> {
    tx.find(FIND, params![drive.get(), account], decode).await
}

const FIND_THERE: &str =
    concat!(columns!(), "WHERE drive_id = $1 AND account_id = $2 AND dismissed_at IS NULL");
/// A helper of a drive; to who was dismissed they are none.
pub async fn find_there(
    tx: &mut Tx,
    drive: DriveId,
    account: AccountId,
) -> Result<Option<HelperCode>, DbError> {
    tx.find(FIND_THERE, params![drive.get(), account], decode).await
}

const BY_CODE: &str = concat!(columns!(), "WHERE drive_id = $1 AND code = $2 AND dismissed_at IS NULL");
/// Whose code it is in a drive.
pub async fn find_by_code(tx: &mut Tx, drive: DriveId, code: &str) -> Result<Option<HelperCode>, DbError> {
    tx.find(BY_CODE, params![drive.get(), code], decode).await
}

const LIST: &str = concat!(columns!(), "WHERE drive_id = $1 ORDER BY named_at, account_id LIMIT 1000");
/// All helpers of a drive, those who were dismissed too.
pub async fn list(tx: &mut Tx, drive: DriveId) -> Result<Vec<HelperCode>, DbError> {
    tx.list(LIST, params![drive.get()], decode).await
}

const COUNT: &str = "SELECT COUNT(*) FROM drive_helper WHERE drive_id = $1 AND dismissed_at IS NULL";
pub async fn count(tx: &mut Tx, drive: DriveId) -> Result<i64, DbError> {
    tx.number(COUNT, params![drive.get()]).await
}

const HELPED_BY: &str = concat!(
    drive_store::drive_columns!(),
    "JOIN drive_helper h ON h.drive_id = d.id WHERE h.account_id = $1 AND h.dismissed_at IS NULL \
     AND d.state <> 'called-off' ORDER BY d.id DESC LIMIT 100"
);
/// The drives in which somebody helps, the newest first.
pub async fn helped_by(tx: &mut Tx, account: AccountId) -> Result<Vec<Drive>, DbError> {
    tx.list(HELPED_BY, params![account], drive_store::decode).await
}

const INSERT: &str = "INSERT INTO drive_helper (drive_id, account_id, code, named_at, dismissed_at) \
    VALUES ($1, $2, $3, $4, $5)";
pub async fn insert(tx: &mut Tx, it: &HelperCode) -> Result<(), DbError> {
    let row = params![it.drive.get(), it.account, &it.code, it.named_at, it.dismissed_at];
    tx.execute_one(INSERT, row).await
}

const UPDATE: &str =
    "UPDATE drive_helper SET named_at = $3, dismissed_at = $4 WHERE drive_id = $1 AND account_id = $2";
pub async fn update(tx: &mut Tx, it: &HelperCode) -> Result<(), DbError> {
    tx.execute_one(UPDATE, params![it.drive.get(), it.account, it.named_at, it.dismissed_at]).await
}

const DELETE_ALL: &str = "DELETE FROM drive_helper WHERE account_id = $1";
/// Whoever leaves the market helps nowhere any more.
pub async fn delete_all(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(DELETE_ALL, params![account]).await.map(drop)
}
