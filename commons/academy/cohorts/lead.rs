//! Making a cohort, saying something else of it, and opening, closing or calling it off.

use kernel::{AccountId, Actor, Forbidden, Refused, Timestamp};
use platform::db::{DbError, Tx};

use super::{Cohort, CohortAct, CohortId, CohortPlan, CohortStage, promises, store};
use crate::academy::{Course, CourseId, course_store, lecturer_store};

#[derive(Debug, thiserror::Error)]
pub enum LeadError {
    #[error("there is no such cohort of this lecturer")]
    NoSuch,
    #[error("there is no such open course")]
    NoSuchCourse,
    #[error("the author of the course lets a lecturer lead it, and nobody else does")]
    NoSuchLecturer,
    #[error("more seats than that are taken")]
    Taken,
    #[error("an open cohort has a session to come")]
    Empty,
    #[error("a session is still to come")]
    StillOn,
    #[error(transparent)]
    Refused(#[from] Refused<CohortStage>),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the cohort could not be kept")]
    Store(#[from] DbError),
}

/// A cohort as it is begun.
#[derive(Clone, Debug)]
pub struct NewCohort {
    pub course: CourseId,
    /// Who leads it; none for whoever makes it.
    pub lecturer: Option<AccountId>,
    pub said: CohortPlan,
}

/// Plan a cohort of a course: by its author for any lecturer, or by a lecturer for themself.
pub async fn make(tx: &mut Tx, by: &Actor, now: Timestamp, new: NewCohort) -> Result<Cohort, LeadError> {
    let maker: AccountId = by.account()?;
    if !lecturer_store::is_lecturer(tx, maker).await? {
        return Err(LeadError::NoSuch);
    }
    let course = course_store::find(tx, new.course).await?;
    let course = course.filter(|course| course.is_open() || course.author == maker);
    let course: Course = course.ok_or(LeadError::NoSuchCourse)?;
    let lecturer = new.lecturer.unwrap_or(maker);
    let may = lecturer == maker || course.author == maker;
    if !may || !lecturer_store::is_lecturer(tx, lecturer).await? {
        return Err(LeadError::NoSuchLecturer);
    }
    let cohort = Cohort {
        id: CohortId::new(tx.next_id(now)),
        course: course.id,
        lecturer,
        stage: CohortStage::Planned,
        said: new.said,
        taken: 0,
        begins_at: None,
        last_at: None,
        created_at: now,
        updated_at: now,
    };
    store::insert(tx, by, &cohort).await?;
    Ok(cohort)
}

/// Say something else of a cohort. It has never fewer seats than are taken.
pub async fn edit(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: CohortId,
    said: CohortPlan,
) -> Result<Cohort, LeadError> {
    let before = store::find_led(tx, by.account()?, id).await?.ok_or(LeadError::NoSuch)?;
    if !store::update(tx, now, id, &said).await? {
        return Err(LeadError::Taken);
    }
    Ok(Cohort { said, updated_at: now, ..before })
}

/// Open, close or call off a cohort. Its learners are told that it is called off.
pub async fn step(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: CohortId,
    act: CohortAct,
) -> Result<Cohort, LeadError> {
    let before = store::find_led(tx, by.account()?, id).await?.ok_or(LeadError::NoSuch)?;
    let after = before.next(act)?;
    match act {
        CohortAct::Open if !before.is_to_come(now) => return Err(LeadError::Empty),
        CohortAct::Open if !is_course_open(tx, before.course).await? => {
            return Err(LeadError::NoSuchCourse);
        }
        CohortAct::Close if before.is_to_come(now) => return Err(LeadError::StillOn),
        CohortAct::Open | CohortAct::Close => {}
        CohortAct::CallOff => promises::tell_all(tx, now, id, None).await?,
    }
    store::advance(tx, now, by, act, (&before, &after)).await?;
    Ok(after)
}

async fn is_course_open(tx: &mut Tx, id: CourseId) -> Result<bool, DbError> {
    Ok(course_store::find(tx, id).await?.is_some_and(|course| course.is_open()))
}
