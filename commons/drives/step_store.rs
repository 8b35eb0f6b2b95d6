//! The history of drives and of those who came by them: a row for every step, written with it.

use kernel::{Actor, Timestamp};
use platform::{
    db::{DbError, Tx},
    params,
};

use super::{DriveId, SignUpId};

/// Whose step it is.
#[derive(Clone, Copy, Debug)]
pub struct Of {
    pub drive: DriveId,
    pub sign_up: Option<SignUpId>,
}

const INSERT: &str = "INSERT INTO drive_step (id, drive_id, sign_up_id, act, state, account_id, at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
/// Write down that something was done, where it stands since, and who did it.
pub async fn put(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    of: Of,
    (act, state): (&str, &str),
) -> Result<(), DbError> {
    let id = tx.next_id(now);
    let sign_up = of.sign_up.map(SignUpId::get);
    tx.execute_one(INSERT, params![id, of.drive.get(), sign_up, act, state, by.account().ok(), now]).await
}

const FORGET: &str = "UPDATE drive_step SET account_id = NULL WHERE account_id = $1";
/// Whoever leaves the market is in no history any more; what was done stays.
pub async fn forget(tx: &mut Tx, account: kernel::AccountId) -> Result<(), DbError> {
    tx.execute(FORGET, params![account]).await.map(drop)
}
