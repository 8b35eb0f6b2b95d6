//! Who was at a session.

use kernel::{AccountId, Actor, Forbidden, Timestamp};
use platform::db::{DbError, Tx};

use super::{CohortId, Presence, SessionId, attendance_store, session_store, store};

#[derive(Debug, thiserror::Error)]
pub enum AttendError {
    #[error("there is no such cohort or session of this lecturer")]
    NoSuch,
    #[error("it has not begun")]
    NotYet,
    #[error("somebody of these is not in the cohort")]
    NoSuchMember,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the attendance could not be kept")]
    Store(#[from] DbError),
}

/// Say who was at a session and who was not. Who is left out stays as they were, and what is corrected keeps what it was.
pub async fn tick(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    (id, session): (CohortId, SessionId),
    marks: &[(AccountId, Presence)],
) -> Result<(), AttendError> {
    store::find_led(tx, by.account()?, id).await?.ok_or(AttendError::NoSuch)?;
    let session = session_store::find(tx, id, session).await?.ok_or(AttendError::NoSuch)?;
    if !session.has_begun(now) {
        return Err(AttendError::NotYet);
    }
    let members = store::members(tx, id).await?;
    let mut stands = attendance_store::of_cohort(tx, id).await?;
    for (account, after) in marks {
        if !members.iter().any(|member| member.account == *account) {
            return Err(AttendError::NoSuchMember);
        }
        let before = stands.insert((session.id, *account), *after).unwrap_or(Presence::Unknown);
        if before != *after {
            attendance_store::set(tx, now, by, (id, session.id, *account), (before, *after)).await?;
        }
    }
    Ok(())
}
