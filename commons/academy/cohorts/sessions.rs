//! The sessions of a cohort: added, moved, taken out.

use kernel::{Actor, Timestamp};
use people::shops;
use platform::db::Tx;

use super::{
    Cohort, CohortAct, CohortError, CohortId, CohortSession, CohortSessionId, MOST_SESSIONS, NewSession,
    attendance_store, plan,
    promises::{News, promise_sessions, tell_all},
    session_store,
};
use crate::live;
use kernel::Lifecycle;

/// A cohort whose sessions may still be changed.
async fn changing(tx: &mut Tx, by: &Actor, id: CohortId) -> Result<Cohort, CohortError> {
    let cohort = plan::led(tx, by, id).await?;
    cohort.stage.after(CohortAct::CallOff)?;
    Ok(cohort)
}

/// A live class is a show of a shop in which the lecturer works.
async fn check(tx: &mut Tx, now: Timestamp, cohort: &Cohort, said: &NewSession) -> Result<(), CohortError> {
    if said.begins_at <= now {
        return Err(CohortError::Past);
    }
    let Some(room) = said.room else { return Ok(()) };
    let works_there = shops::role_of(tx, room.shop(), cohort.lecturer).await?.is_some();
    let is_there = works_there && live::find_for(tx, &Actor::Guest, room).await?.is_some();
    if is_there { Ok(()) } else { Err(CohortError::NoSuchRoom) }
}

/// Add a session.
pub async fn add(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    cohort: CohortId,
    said: NewSession,
) -> Result<CohortSession, CohortError> {
    let cohort = changing(tx, by, cohort).await?;
    if session_store::list(tx, cohort.id).await?.len() >= MOST_SESSIONS {
        return Err(CohortError::TooMany);
    }
    check(tx, now, &cohort, &said).await?;
    let id = CohortSessionId::new(tx.next_id(now));
    let session = CohortSession { cohort: cohort.id, id, said, updated_at: now };
    session_store::insert(tx, &session).await?;
    if cohort.is_open() {
        promise_sessions(tx, now, std::slice::from_ref(&session)).await?;
        tell_all(tx, now, cohort.id, News::Moved).await?;
    }
    Ok(session)
}

/// Say something else of a session. Those who are in the cohort are told when it begins at another moment or elsewhere.
/// Of one that has begun, its moment stays.
pub async fn move_to(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    (cohort, id): (CohortId, CohortSessionId),
    said: NewSession,
) -> Result<CohortSession, CohortError> {
    let cohort = changing(tx, by, cohort).await?;
    let before = session_store::find(tx, cohort.id, id).await?.ok_or(CohortError::NoSuch)?;
    if before.said.begins_at <= now {
        return Err(CohortError::Begun);
    }
    check(tx, now, &cohort, &said).await?;
    let after = CohortSession { said, updated_at: now, ..before.clone() };
    session_store::update(tx, &after).await?;
    let place = |it: &CohortSession| (it.said.begins_at, it.said.place.clone(), it.said.room);
    if cohort.is_open() && place(&before) != place(&after) {
        promise_sessions(tx, now, std::slice::from_ref(&after)).await?;
        tell_all(tx, now, cohort.id, News::Moved).await?;
    }
    Ok(after)
}

/// Take a session out. Refused once it was ticked who was there, and to the last one of an open cohort.
pub async fn remove(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    cohort: CohortId,
    id: CohortSessionId,
) -> Result<(), CohortError> {
    let cohort = changing(tx, by, cohort).await?;
    session_store::find(tx, cohort.id, id).await?.ok_or(CohortError::NoSuch)?;
    if attendance_store::is_ticked(tx, cohort.id, id).await? {
        return Err(CohortError::Used);
    }
    if cohort.is_open() && session_store::list(tx, cohort.id).await?.len() == 1 {
        return Err(CohortError::Empty);
    }
    session_store::delete(tx, cohort.id, id).await?;
    if cohort.is_open() {
        tell_all(tx, now, cohort.id, News::Moved).await?;
    }
    Ok(())
}
