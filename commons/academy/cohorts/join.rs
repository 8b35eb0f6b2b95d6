//! Learners come into a cohort, and leave it again before it begins.

use kernel::{Actor, Forbidden, Timestamp};
use platform::db::{DbError, Tx};

use super::{Cohort, CohortId, store};
use crate::academy::{LearnError, learn};

#[derive(Debug, thiserror::Error)]
pub enum JoinError {
    #[error("there is no such cohort")]
    NoSuch,
    #[error("nobody comes into this cohort now")]
    NotOpen,
    #[error("every seat is taken")]
    Full,
    #[error("the learner is not in the cohort")]
    NotIn,
    #[error("it has begun")]
    Begun,
    #[error(transparent)]
    Learn(#[from] LearnError),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the seat could not be kept")]
    Store(#[from] DbError),
}

/// Take a seat in an open cohort, and one in its course where that is free. Who has one keeps it.
pub async fn join(tx: &mut Tx, by: &Actor, now: Timestamp, id: CohortId) -> Result<Cohort, JoinError> {
    let account = by.account()?;
    let cohort = store::find(tx, id).await?.filter(Cohort::is_shown).ok_or(JoinError::NoSuch)?;
    if store::is_in(tx, id, account).await? {
        return Ok(cohort);
    }
    if !cohort.takes(now) {
        return Err(JoinError::NotOpen);
    }
    learn::enrol(tx, by, now, cohort.course).await?;
    // The seat is taken in the row itself: of two who come at once for the last one, the second finds none.
    if !store::take_seat(tx, id).await? {
        return Err(JoinError::Full);
    }
    // Who comes twice at once has one seat: nothing of the second time stays.
    if !store::insert_member(tx, now, by, id, account).await? {
        return Err(DbError::Raced.into());
    }
    Ok(Cohort { taken: cohort.taken + 1, ..cohort })
}

/// Give a seat back before the cohort begins. The course goes on.
pub async fn leave(tx: &mut Tx, by: &Actor, now: Timestamp, id: CohortId) -> Result<(), JoinError> {
    let account = by.account()?;
    let cohort = store::find(tx, id).await?.filter(Cohort::is_shown).ok_or(JoinError::NoSuch)?;
    if !store::is_in(tx, id, account).await? {
        return Err(JoinError::NotIn);
    }
    if !cohort.is_open() || cohort.has_begun(now) {
        return Err(JoinError::Begun);
    }
    if store::leave(tx, now, by, id, account).await? { Ok(()) } else { Err(JoinError::NotIn) }
}
