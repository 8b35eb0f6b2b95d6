//! Who was at a session, and what was said of it before.

use std::collections::BTreeMap;

use kernel::{AccountId, Actor, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::{AttendanceStep, CohortId, Presence, SessionId};

const OF_COHORT: &str =
    "SELECT session_id, account_id, presence FROM cohort_attendance WHERE cohort_id = $1 LIMIT 30000";
/// All that was ticked in a cohort.
pub async fn of_cohort(
    tx: &mut Tx,
    cohort: CohortId,
) -> Result<BTreeMap<(SessionId, AccountId), Presence>, DbError> {
    let decode =
        |mut row: Row| Ok(((SessionId::new(row.int()?), row.account()?), row.word(Presence::parse)?));
    Ok(tx.list(OF_COHORT, params![cohort.get()], decode).await?.into_iter().collect())
}

const SET: &str = "INSERT INTO cohort_attendance (cohort_id, session_id, account_id, presence, marked_at) \
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (cohort_id, session_id, account_id) DO UPDATE SET presence = $4, marked_at = $5";
const STEP: &str = "INSERT INTO cohort_attendance_step (cohort_id, session_id, account_id, id, before, after, by_account, \
    created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
/// Keep a tick with what it was before.
pub(super) async fn set(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    (cohort, session, account): (CohortId, SessionId, AccountId),
    (before, after): (Presence, Presence),
) -> Result<(), DbError> {
    let (cohort, session) = (cohort.get(), session.get());
    tx.execute_one(SET, params![cohort, session, account, after.name(), now]).await?;
    let (id, marker) = (tx.next_id(now), by.account().ok());
    let values = params![cohort, session, account, id, before.name(), after.name(), marker, now];
    tx.execute_one(STEP, values).await
}

const STEPS: &str = "SELECT CASE WHEN a.closed_at IS NULL THEN a.name ELSE '' END, \
    CASE WHEN b.closed_at IS NULL THEN COALESCE(b.name, '') ELSE '' END, s.before, s.after, \
    s.created_at FROM cohort_attendance_step s JOIN account a ON a.id = s.account_id LEFT JOIN account b ON b.id = s.by_account \
    WHERE s.cohort_id = $1 AND s.session_id = $2 AND s.before <> 'unknown' ORDER BY s.id DESC LIMIT 100";
/// What was corrected at a session, the newest first.
pub async fn steps(
    tx: &mut Tx,
    cohort: CohortId,
    session: SessionId,
) -> Result<Vec<AttendanceStep>, DbError> {
    let decode = |mut row: Row| {
        Ok(AttendanceStep {
            name: row.text()?,
            by: row.text()?,
            before: row.word(Presence::parse)?,
            after: row.word(Presence::parse)?,
            at: row.time()?,
        })
    };
    tx.list(STEPS, params![cohort.get(), session.get()], decode).await
}

const COUNT: &str = "SELECT COUNT(*) FROM cohort_attendance WHERE cohort_id = $1 AND session_id = $2 AND presence <> 'unknown'";
/// How many were ticked at a session.
pub(super) async fn count(tx: &mut Tx, cohort: CohortId, session: SessionId) -> Result<i64, DbError> {
    tx.number(COUNT, params![cohort.get(), session.get()]).await
}
