//! The sessions of a cohort: added, moved, taken out.

use kernel::{AccountId, Actor, Forbidden, Timestamp};
use people::shops;
use platform::db::{DbError, Tx};

use super::{
    Cohort, CohortId, CohortStage, MOST_SESSIONS, Session, SessionId, SessionPlan, attendance_store,
    promises, session_store, store,
};
use crate::live;

#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    #[error("there is no such cohort or session of this lecturer")]
    NoSuch,
    #[error("it is no live room of a shop in which the lecturer works")]
    NoSuchRoom,
    #[error("a session begins later than now")]
    Past,
    #[error("a cohort has as many sessions as it may")]
    Full,
    #[error("an open cohort has a session")]
    Last,
    #[error("it has begun")]
    Begun,
    #[error("the cohort is over")]
    Over,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the session could not be kept")]
    Store(#[from] DbError),
}

/// The cohort, for who leads it, while it is not over.
async fn led(tx: &mut Tx, by: &Actor, id: CohortId) -> Result<Cohort, SessionError> {
    let cohort = store::find_led(tx, by.account()?, id).await?.ok_or(SessionError::NoSuch)?;
    match cohort.stage {
        CohortStage::Planned | CohortStage::Open => Ok(cohort),
        CohortStage::Closed | CohortStage::CalledOff => Err(SessionError::Over),
    }
}

/// A live class is given in a room of a shop in which who leads the cohort works.
async fn check(
    tx: &mut Tx,
    now: Timestamp,
    lecturer: AccountId,
    said: &SessionPlan,
    before: Option<&SessionPlan>,
) -> Result<(), SessionError> {
    if said.begins_at <= now && before.is_none_or(|before| before.begins_at != said.begins_at) {
        return Err(SessionError::Past);
    }
    let Some(room) = said.room else { return Ok(()) };
    let works_there = shops::role_of(tx, room.shop(), lecturer).await?.is_some();
    let is_there = works_there && live::find_for(tx, &Actor::Guest, room).await?.is_some();
    if is_there { Ok(()) } else { Err(SessionError::NoSuchRoom) }
}

/// Add a session.
pub async fn add(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: CohortId,
    said: SessionPlan,
) -> Result<Session, SessionError> {
    let cohort = led(tx, by, id).await?;
    check(tx, now, cohort.lecturer, &said, None).await?;
    if session_store::list(tx, id).await?.len() >= MOST_SESSIONS {
        return Err(SessionError::Full);
    }
    let session =
        Session { id: SessionId::new(tx.next_id(now)), cohort: id, said, removed_at: None, updated_at: now };
    session_store::insert(tx, &session).await?;
    promises::promise(tx, now, &session).await?;
    if cohort.is_open() {
        promises::tell_all(tx, now, id, Some(&session)).await?;
    }
    Ok(session)
}

/// Move a session, or say something else of it. Learners are told when its moment changes.
pub async fn change(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    (id, session): (CohortId, SessionId),
    said: SessionPlan,
) -> Result<Session, SessionError> {
    let cohort = led(tx, by, id).await?;
    let before = session_store::find(tx, id, session).await?.ok_or(SessionError::NoSuch)?;
    let is_moved = before.said.begins_at != said.begins_at;
    if is_moved && before.has_begun(now) {
        return Err(SessionError::Begun);
    }
    check(tx, now, cohort.lecturer, &said, Some(&before.said)).await?;
    let after = Session { said, updated_at: now, ..before };
    session_store::update(tx, &after).await?;
    if is_moved {
        promises::promise(tx, now, &after).await?;
        if cohort.is_open() {
            promises::tell_all(tx, now, id, Some(&after)).await?;
        }
    }
    Ok(after)
}

/// Take a session out that has not begun, or at which nobody was ticked.
pub async fn take_out(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    (id, session): (CohortId, SessionId),
) -> Result<(), SessionError> {
    let cohort = led(tx, by, id).await?;
    let before = session_store::find(tx, id, session).await?.ok_or(SessionError::NoSuch)?;
    if attendance_store::count(tx, id, session).await? > 0 {
        return Err(SessionError::Begun);
    }
    if cohort.is_open() && session_store::list(tx, id).await?.len() < 2 {
        return Err(SessionError::Last);
    }
    session_store::remove(tx, now, &before).await?;
    if cohort.is_open() && !before.has_begun(now) {
        promises::tell_all(tx, now, id, Some(&before)).await?;
    }
    Ok(())
}
