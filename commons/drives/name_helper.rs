//! Naming who brings people to a drive, and dismissing them.

use kernel::{AccountId, Actor, Forbidden, Timestamp};
use people::accounts;
use platform::db::{DbError, Tx};

use super::{
    DriveId, DriveStage, HelperCode, LeadError,
    code::new_code,
    find_led, helper_store as store,
    step_store::{self, Of},
};

/// Helpers of one drive.
const MOST: i64 = 500;

#[derive(Debug, thiserror::Error)]
pub enum HelperError {
    #[error("there is no such drive, or somebody else leads it")]
    NoSuchDrive,
    #[error("there is no such account")]
    NoSuchAccount,
    #[error("the drive was called off")]
    CalledOff,
    #[error("the drive has as many helpers as it may have")]
    TooMany,
    #[error("whoever came by the drive does not help in it")]
    CameByIt,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the helper could not be recorded")]
    Store(#[from] DbError),
}

impl From<LeadError> for HelperError {
    fn from(error: LeadError) -> Self {
        match error {
            LeadError::NoSuchDrive | LeadError::NoSuchPlace => Self::NoSuchDrive,
            LeadError::Refused(_) | LeadError::CalledOff => Self::CalledOff,
            LeadError::TooMany => Self::TooMany,
            LeadError::Forbidden(error) => Self::Forbidden(error),
            LeadError::Store(error) => Self::Store(error),
        }
    }
}

/// Name somebody as a helper. Whoever was one before gets their code back; a second time changes nothing.
pub async fn name_helper(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    drive: DriveId,
    account: AccountId,
) -> Result<HelperCode, HelperError> {
    let found = find_led(tx, by, drive).await?;
    if found.stage == DriveStage::CalledOff {
        return Err(HelperError::CalledOff);
    }
    let open = accounts::find(tx, account).await?.filter(|account| account.closed_at.is_none());
    open.ok_or(HelperError::NoSuchAccount)?;
    if super::find_of(tx, account).await?.is_some_and(|it| it.drive == drive) {
        return Err(HelperError::CameByIt);
    }
    let before = store::find(tx, drive, account).await?;
    if let Some(before) = before.clone().filter(HelperCode::is_there) {
        return Ok(before);
    }
    if store::count(tx, drive).await? >= MOST {
        return Err(HelperError::TooMany);
    }
    let helper = match before {
        Some(before) => {
            let again = HelperCode { named_at: now, dismissed_at: None, ..before };
            store::update(tx, &again).await?;
            again
        }
        None => {
            let code = new_code(tx.chance());
            let new = HelperCode { drive, account, code, named_at: now, dismissed_at: None };
            store::insert(tx, &new).await?;
            new
        }
    };
    step_store::put(tx, now, by, Of { drive, sign_up: None }, ("name-helper", found.stage.name())).await?;
    Ok(helper)
}

/// Somebody helps no more: their code counts for nobody from now on. What they brought stays theirs.
pub async fn dismiss(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    drive: DriveId,
    account: AccountId,
) -> Result<(), HelperError> {
    let found = find_led(tx, by, drive).await?;
    let helper = store::find(tx, drive, account).await?.filter(HelperCode::is_there);
    let helper = helper.ok_or(HelperError::NoSuchAccount)?;
    store::update(tx, &HelperCode { dismissed_at: Some(now), ..helper }).await?;
    step_store::put(tx, now, by, Of { drive, sign_up: None }, ("dismiss-helper", found.stage.name())).await?;
    Ok(())
}
