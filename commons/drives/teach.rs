//! Joining courses to a drive, and taking them out.

use kernel::{Actor, Timestamp};
use platform::db::{DbError, Tx};

use super::{DriveId, LeadError, course_store as store, find_led};
use crate::academy::{self, Course, CourseId};

/// Courses of one drive.
const MOST: i64 = 12;

#[derive(Debug, thiserror::Error)]
pub enum TeachError {
    #[error(transparent)]
    Lead(#[from] LeadError),
    #[error("there is no such course that people may come into")]
    NoSuchCourse,
    #[error("a drive has no more courses than these")]
    TooMany,
    #[error("the course could not be joined")]
    Store(#[from] DbError),
}

/// Join an open course to a drive. A second time changes nothing.
pub async fn add_course(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    drive: DriveId,
    course: CourseId,
) -> Result<(), TeachError> {
    find_led(tx, by, drive).await?;
    academy::find(tx, course).await?.filter(Course::is_open).ok_or(TeachError::NoSuchCourse)?;
    if store::count(tx, drive).await? >= MOST {
        return Err(TeachError::TooMany);
    }
    Ok(store::insert(tx, now, drive, course).await?)
}

/// Take a course out of a drive. What was learnt in it stays.
pub async fn remove_course(
    tx: &mut Tx,
    by: &Actor,
    drive: DriveId,
    course: CourseId,
) -> Result<(), TeachError> {
    find_led(tx, by, drive).await?;
    if store::delete(tx, drive, course).await? { Ok(()) } else { Err(TeachError::NoSuchCourse) }
}
