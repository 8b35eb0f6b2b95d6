//! The organiser chooses among those who have applied.

use kernel::{Actor, Timestamp};
use platform::db::Tx;

use super::{
    Application, ApplicationAct, SelectError, Step,
    give::give,
    promises::{News, tell},
    store,
};
use crate::festivals::{ApplicationId, find_own};

/// An application for a festival of the shop for which somebody acts, while the festival is awaited.
async fn own(tx: &mut Tx, by: &Actor, now: Timestamp, id: ApplicationId) -> Result<Application, SelectError> {
    if !by.shop().is_ok_and(|shop| shop == id.shop()) {
        return Err(SelectError::NoSuch);
    }
    let found = store::find(tx, id).await?.ok_or(SelectError::NoSuch)?;
    let festival = find_own(tx, by, found.festival).await?.ok_or(SelectError::NoSuch)?;
    if festival.is_awaited(now) { Ok(found) } else { Err(SelectError::Over) }
}

/// Accept a shop: it has a booth from now on, and days to pay the fee.
pub async fn accept(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: ApplicationId,
) -> Result<Application, SelectError> {
    let before = own(tx, by, now, id).await?;
    give(tx, by, now, &before).await?.ok_or(SelectError::Full)
}

/// Put a shop on the waiting list of its zone, behind those who wait already.
pub async fn put_on_list(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: ApplicationId,
) -> Result<Application, SelectError> {
    let before = own(tx, by, now, id).await?;
    let after = before.next(Step::PutOnList { at: now })?;
    store::advance(tx, now, by, ApplicationAct::PutOnList, (&before, &after)).await?;
    tell(tx, now, &after, News::ToApplicant).await?;
    Ok(after)
}

/// Decline an application, with a reason that the shop is told.
pub async fn decline(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: ApplicationId,
    reason: String,
) -> Result<Application, SelectError> {
    let before = own(tx, by, now, id).await?;
    let after = before.next(Step::Decline { reason })?;
    store::advance(tx, now, by, ApplicationAct::Decline, (&before, &after)).await?;
    tell(tx, now, &after, News::ToApplicant).await?;
    Ok(after)
}
