//! Planning a cohort: by the lecturer who leads it, or by the author of its course.

use kernel::{AccountId, Actor, Timestamp};
use platform::db::Tx;

use super::{
    Cohort, CohortAct, CohortError, CohortId, CohortStage, Outline,
    cohort::is_at_its_end,
    promises::{News, promise_sessions, tell_all},
    session_store, store,
};
use crate::academy::{Course, CourseId, course_store, lecturer_store};

/// The cohort, for who leads it alone; to others there is none.
pub(super) async fn led(tx: &mut Tx, by: &Actor, id: CohortId) -> Result<Cohort, CohortError> {
    store::find_led(tx, by.account()?, id).await?.ok_or(CohortError::NoSuch)
}

/// Plan a cohort of a course that is open, led by oneself. The author of the course may name another lecturer.
pub async fn make(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    course: CourseId,
    lecturer: Option<AccountId>,
    said: Outline,
) -> Result<Cohort, CohortError> {
    let account = by.account()?;
    if !lecturer_store::is_lecturer(tx, account).await? {
        return Err(CohortError::NoSuch);
    }
    let course = course_store::find(tx, course).await?.filter(Course::is_shown).ok_or(CohortError::NoSuch)?;
    let lecturer = lecturer.unwrap_or(account);
    let may_name = lecturer == account || course.author == account;
    if !may_name || !lecturer_store::is_lecturer(tx, lecturer).await? {
        return Err(CohortError::NoLecturer);
    }
    let id = CohortId::new(tx.next_id(now));
    let stage = CohortStage::Planned;
    let cohort =
        Cohort { id, course: course.id, lecturer, stage, said, taken: 0, created_at: now, updated_at: now };
    store::insert(tx, by, &cohort).await?;
    Ok(cohort)
}

/// Say something else of a cohort. It never has fewer seats than learners.
pub async fn edit(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: CohortId,
    said: Outline,
) -> Result<Cohort, CohortError> {
    let before = led(tx, by, id).await?;
    let after = Cohort { said, updated_at: now, ..before };
    if !store::update(tx, now, &after).await? {
        return Err(CohortError::Seats);
    }
    Ok(after)
}

/// Open a cohort to learners, close it once its last session has begun, or call it off, which all who are in it are told.
pub async fn step(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: CohortId,
    act: CohortAct,
) -> Result<Cohort, CohortError> {
    let before = led(tx, by, id).await?;
    let after = before.next(act, now)?;
    let sessions = session_store::list(tx, id).await?;
    match act {
        CohortAct::Open if sessions.is_empty() => return Err(CohortError::Empty),
        CohortAct::Close if !is_at_its_end(&sessions, now) => return Err(CohortError::ToCome),
        CohortAct::Open | CohortAct::Close | CohortAct::CallOff => {}
    }
    store::advance(tx, now, by, act, (&before, &after)).await?;
    match act {
        CohortAct::Open => promise_sessions(tx, now, &sessions).await?,
        CohortAct::Close => {}
        CohortAct::CallOff => tell_all(tx, now, id, News::CalledOff).await?,
    }
    Ok(after)
}
