use kernel::{AccountId, Timestamp};
use platform::{
    db::{DbError, Tx},
    params,
};

use super::DivisionCode;

const INSERT: &str = "INSERT INTO village_steward (division, account_id, appointed_by, appointed_at) \
    VALUES ($1, $2, $3, $4) ON CONFLICT (division, account_id) DO NOTHING";
/// False when they are steward already.
pub async fn insert(
    tx: &mut Tx,
    now: Timestamp,
    division: &DivisionCode,
    account: AccountId,
    by: Option<AccountId>,
) -> Result<bool, DbError> {
    Ok(tx.execute(INSERT, params![division.as_str(), account, by, now]).await? == 1)
}

const DELETE: &str = "DELETE FROM village_steward WHERE division = $1 AND account_id = $2";
/// False when they are none.
pub async fn delete(tx: &mut Tx, division: &DivisionCode, account: AccountId) -> Result<bool, DbError> {
    Ok(tx.execute(DELETE, params![division.as_str(), account]).await? == 1)
}

const DELETE_ALL: &str = "DELETE FROM village_steward WHERE account_id = $1";
/// Somebody who leaves the market looks after nothing any more.
pub async fn delete_all(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(DELETE_ALL, params![account]).await.map(drop)
}

const DIVISIONS_OF: &str =
    "SELECT division FROM village_steward WHERE account_id = $1 ORDER BY division LIMIT 500";
/// What somebody looks after, as they were appointed.
pub async fn divisions_of(tx: &mut Tx, account: AccountId) -> Result<Vec<DivisionCode>, DbError> {
    tx.list(DIVISIONS_OF, params![account], |mut row| row.word(DivisionCode::parse)).await
}

const STEWARDS_OF: &str =
    "SELECT account_id FROM village_steward WHERE division = $1 ORDER BY appointed_at, account_id LIMIT 100";
/// Who looks after a division itself.
pub async fn stewards_of(tx: &mut Tx, division: &DivisionCode) -> Result<Vec<AccountId>, DbError> {
    tx.list(STEWARDS_OF, params![division.as_str()], |mut row| row.account()).await
}

const ALL: &str =
    "SELECT division, account_id FROM village_steward ORDER BY division, appointed_at, account_id LIMIT 500";
/// Who looks after what in the whole market.
pub async fn all_stewards(tx: &mut Tx) -> Result<Vec<(DivisionCode, AccountId)>, DbError> {
    tx.list(ALL, &[], |mut row| Ok((row.word(DivisionCode::parse)?, row.account()?))).await
}
