//! Entering what a drive has cost, and striking what was entered by mistake.

use kernel::{Actor, Forbidden, Timestamp};
use platform::db::{DbError, Tx};

use super::{Cost, CostId, DriveId, LeadError, NewCost, cost_store as store, find_led};

/// Costs of one drive.
const MOST: i64 = 1_000;

#[derive(Debug, thiserror::Error)]
pub enum CostError {
    #[error(transparent)]
    Lead(#[from] LeadError),
    #[error("there is no such cost, or it is struck already")]
    NoSuchCost,
    #[error("a drive has no more costs than these")]
    TooMany,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the cost could not be recorded")]
    Store(#[from] DbError),
}

/// Enter what a drive has cost.
pub async fn spend(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    drive: DriveId,
    said: NewCost,
) -> Result<Cost, CostError> {
    find_led(tx, by, drive).await?;
    if store::count(tx, drive).await? >= MOST {
        return Err(CostError::TooMany);
    }
    let id = CostId::new(tx.next_id(now));
    let cost = Cost { id, drive, said, entered_by: by.account()?, entered_at: now, struck_at: None };
    store::insert(tx, &cost).await?;
    Ok(cost)
}

/// Strike what was entered by mistake.
pub async fn strike(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    drive: DriveId,
    cost: CostId,
) -> Result<(), CostError> {
    find_led(tx, by, drive).await?;
    if store::strike(tx, now, drive, cost).await? { Ok(()) } else { Err(CostError::NoSuchCost) }
}
