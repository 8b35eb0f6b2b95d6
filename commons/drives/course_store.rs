use kernel::Timestamp;
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::DriveId;
use crate::academy::{self, Course, CourseId};

const LIST: &str =
    "SELECT course_id FROM drive_course WHERE drive_id = $1 ORDER BY added_at, course_id LIMIT 20";
/// The courses of a drive that people may look at, in the order in which they were added.
pub async fn list(tx: &mut Tx, drive: DriveId) -> Result<Vec<Course>, DbError> {
    let mut courses = Vec::new();
    for course in tx.list(LIST, params![drive.get()], |mut row: Row| Ok(CourseId::new(row.int()?))).await? {
        courses.extend(academy::find(tx, course).await?.filter(Course::is_shown));
    }
    Ok(courses)
}

const COUNT: &str = "SELECT COUNT(*) FROM drive_course WHERE drive_id = $1";
pub async fn count(tx: &mut Tx, drive: DriveId) -> Result<i64, DbError> {
    tx.number(COUNT, params![drive.get()]).await
}

const INSERT: &str = "INSERT INTO drive_course (drive_id, course_id, added_at) VALUES ($1, $2, $3) \
    ON CONFLICT (drive_id, course_id) DO NOTHING";
/// A course that is there already stays where it is.
pub async fn insert(tx: &mut Tx, now: Timestamp, drive: DriveId, course: CourseId) -> Result<(), DbError> {
    tx.execute(INSERT, params![drive.get(), course.get(), now]).await.map(drop)
}

const DELETE: &str = "DELETE FROM drive_course WHERE drive_id = $1 AND course_id = $2";
/// False when it is not there.
pub async fn delete(tx: &mut Tx, drive: DriveId, course: CourseId) -> Result<bool, DbError> {
    Ok(tx.execute(DELETE, params![drive.get(), course.get()]).await? == 1)
}

const LEARNT: &str = "SELECT COUNT(*) FROM drive_sign_up s WHERE s.drive_id = $1 AND s.state <> 'withdrawn' \
    AND EXISTS (SELECT 1 FROM drive_course d JOIN enrolment e ON e.course_id = d.course_id WHERE d.drive_id = s.drive_id \
    AND e.account_id = s.account_id AND e.state = 'completed')";
/// How many of those who came by a drive have completed one of its courses.
pub async fn count_learnt(tx: &mut Tx, drive: DriveId) -> Result<i64, DbError> {
    tx.number(LEARNT, params![drive.get()]).await
}
