//! Joining a cohort while seats are free, and leaving it before it begins.

use kernel::{Actor, Timestamp};
use platform::db::Tx;

use super::{Cohort, CohortError, CohortId, cohort::is_to_come, session_store, store};
use crate::academy::learn;

/// Join a cohort, and its course with it where that is free. Who is in it already stays, with one seat.
pub async fn join(tx: &mut Tx, by: &Actor, now: Timestamp, id: CohortId) -> Result<Cohort, CohortError> {
    let account = by.account()?;
    let cohort = store::find(tx, id).await?.filter(Cohort::is_shown).ok_or(CohortError::NoSuch)?;
    if store::is_in(tx, id, account).await? {
        return Ok(cohort);
    }
    if !cohort.is_open() {
        return Err(CohortError::NotOpen);
    }
    if !is_to_come(&session_store::list(tx, id).await?, now) {
        return Err(CohortError::Begun);
    }
    learn::enrol(tx, by, now, cohort.course).await?;
    // The row is first, so that who asks twice at once takes one seat.
    if !store::add_learner(tx, now, by, id, account).await? {
        return Ok(cohort);
    }
    if !store::take_seat(tx, id).await? {
        return Err(CohortError::Full);
    }
    Ok(Cohort { taken: cohort.taken + 1, ..cohort })
}

/// Leave a cohort before it begins. The course goes on without it.
pub async fn leave(tx: &mut Tx, by: &Actor, now: Timestamp, id: CohortId) -> Result<Cohort, CohortError> {
    let account = by.account()?;
    let cohort = store::find(tx, id).await?.filter(Cohort::is_shown).ok_or(CohortError::NoSuch)?;
    if !store::is_in(tx, id, account).await? {
        return Err(CohortError::NotIn);
    }
    if cohort.is_open() && !is_to_come(&session_store::list(tx, id).await?, now) {
        return Err(CohortError::Begun);
    }
    if !cohort.is_open() {
        return Err(CohortError::NotOpen);
    }
    if !store::remove_learner(tx, now, by, id, account).await? {
        return Err(CohortError::NotIn);
    }
    Ok(cohort)
}
