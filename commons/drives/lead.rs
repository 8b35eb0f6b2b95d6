//! Leading a drive: the steward of its place does, of one of the market the operator.

use kernel::{AccountId, Actor, Forbidden, Refused, Timestamp, days};
use platform::{
    audit,
    db::{DbError, Tx},
};
use serde_json::json;

use super::{Drive, DriveAct, DriveId, DriveStage, Plan, drive_store as store};
use crate::villages::{self, DivisionCode};

/// Drives that one person begins within a day.
const MOST_A_DAY: i64 = 20;

#[derive(Debug, thiserror::Error)]
pub enum LeadError {
    #[error("there is no such drive, or somebody else leads it")]
    NoSuchDrive,
    #[error("there is no such place, or somebody else looks after it")]
    NoSuchPlace,
    #[error("one person begins no more drives on a day")]
    TooMany,
    #[error("the drive was called off")]
    CalledOff,
    #[error(transparent)]
    Refused(#[from] Refused<DriveStage>),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the drive could not be recorded")]
    Store(#[from] DbError),
}

/// Whether somebody looks after a place; of no place, whether they run the market.
async fn looks_after(tx: &mut Tx, by: &Actor, place: Option<&DivisionCode>) -> Result<bool, DbError> {
    if by.operator().is_ok() {
        return Ok(true);
    }
    let (Some(place), Ok(account)) = (place, by.account()) else { return Ok(false) };
    Ok(villages::find_for(tx, account, place).await?.is_some())
}

/// Whether somebody leads a drive.
pub async fn is_led_by(tx: &mut Tx, by: &Actor, drive: &Drive) -> Result<bool, DbError> {
    looks_after(tx, by, drive.place.as_ref()).await
}

/// A drive, for who leads it; to others there is none.
pub async fn find_led(tx: &mut Tx, by: &Actor, id: DriveId) -> Result<Drive, LeadError> {
    let drive = store::find(tx, id).await?.ok_or(LeadError::NoSuchDrive)?;
    if is_led_by(tx, by, &drive).await? { Ok(drive) } else { Err(LeadError::NoSuchDrive) }
}

/// What the operator does is noted.
async fn note(tx: &mut Tx, by: &Actor, now: Timestamp, act: &str, drive: DriveId) -> Result<(), DbError> {
    let Actor::Operator { account } = by else { return Ok(()) };
    audit::record(tx, now, Some(*account), act, &drive.to_string(), &json!({})).await
}

/// Begin a drive of a place, or of the market. It is a draft until it is opened.
pub async fn make(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    place: Option<DivisionCode>,
    plan: Plan,
) -> Result<Drive, LeadError> {
    let made_by: AccountId = by.account()?;
    if let Some(place) = &place {
        villages::divisions::store::find(tx, place).await?.ok_or(LeadError::NoSuchPlace)?;
    }
    if !looks_after(tx, by, place.as_ref()).await? {
        return Err(LeadError::NoSuchPlace);
    }
    if store::count_made(tx, made_by, now - days(1)).await? >= MOST_A_DAY {
        return Err(LeadError::TooMany);
    }
    let id = DriveId::new(tx.next_id(now));
    let drive = Drive { id, place, stage: DriveStage::Draft, plan, made_by, created_at: now };
    store::insert(tx, by, &drive).await?;
    note(tx, by, now, "drives.make", id).await?;
    Ok(drive)
}

/// Plan a drive anew. Whoever has come into it stays in it.
pub async fn plan(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: DriveId,
    plan: Plan,
) -> Result<Drive, LeadError> {
    let before = find_led(tx, by, id).await?;
    if before.stage == DriveStage::CalledOff {
        return Err(LeadError::CalledOff);
    }
    let after = Drive { plan, ..before };
    store::update(tx, now, by, &after).await?;
    note(tx, by, now, "drives.plan", id).await?;
    Ok(after)
}

/// Open a drive to everybody, or call it off. Who has come by one that is called off is followed to the end.
pub async fn step(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: DriveId,
    act: DriveAct,
) -> Result<Drive, LeadError> {
    let before = find_led(tx, by, id).await?;
    let after = before.next(act)?;
    store::advance(tx, now, by, act, (&before, &after)).await?;
    let named = match act {
        DriveAct::Open => "drives.open",
        DriveAct::CallOff => "drives.call_off",
    };
    note(tx, by, now, named, id).await?;
    Ok(after)
}
