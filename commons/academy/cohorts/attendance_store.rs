use std::collections::BTreeMap;

use kernel::{AccountId, Timestamp};
use platform::{
    db::{DbError, Row, Statement, Tx},
    params,
};

use super::{CohortId, CohortSessionId, Presence};

const OF_SESSION: &str = "SELECT account_id, presence FROM cohort_attendance WHERE cohort_id = $1 AND session_id = $2 \
    ORDER BY account_id LIMIT 1000";
/// Who was at a session, as far as it was ticked.
pub(super) async fn of_session(
    tx: &mut Tx,
    cohort: CohortId,
    session: CohortSessionId,
) -> Result<BTreeMap<AccountId, Presence>, DbError> {
    let decode = |mut row: Row| Ok((row.account()?, row.word(Presence::parse)?));
    Ok(tx.list(OF_SESSION, params![cohort.get(), session.get()], decode).await?.into_iter().collect())
}

const OF_COHORT: &str = "SELECT session_id, account_id, presence FROM cohort_attendance WHERE cohort_id = $1 \
    ORDER BY session_id, account_id LIMIT 30000";
/// The same of all sessions of a cohort.
pub async fn of_cohort(
    tx: &mut Tx,
    cohort: CohortId,
) -> Result<BTreeMap<(CohortSessionId, AccountId), Presence>, DbError> {
    let decode = |mut row: Row| {
        Ok(((CohortSessionId::new(row.int()?), row.account()?), row.word(Presence::parse)?))
    };
    Ok(tx.list(OF_COHORT, params![cohort.get()], decode).await?.into_iter().collect())
}

const IS_TICKED: &str = "SELECT COUNT(*) FROM cohort_attendance WHERE cohort_id = $1 AND session_id = $2";
pub(super) async fn is_ticked(
    tx: &mut Tx,
    cohort: CohortId,
    session: CohortSessionId,
) -> Result<bool, DbError> {
    Ok(tx.number(IS_TICKED, params![cohort.get(), session.get()]).await? > 0)
}

/// What is said of a learner now, and what was said before.
pub(super) struct Change {
    pub account: AccountId,
    pub old: Presence,
    pub new: Presence,
}

const SET: &str = "INSERT INTO cohort_attendance (cohort_id, session_id, account_id, presence) VALUES ($1, $2, $3, $4) \
    ON CONFLICT (cohort_id, session_id, account_id) DO UPDATE SET presence = excluded.presence";
const STEP: &str = "INSERT INTO cohort_attendance_step (cohort_id, session_id, account_id, id, old, new, by_account, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
/// Keep what is said of some learners, and what it was before.
pub(super) async fn set(
    tx: &mut Tx,
    now: Timestamp,
    by: Option<AccountId>,
    (cohort, session): (CohortId, CohortSessionId),
    changes: &[Change],
) -> Result<(), DbError> {
    let (cohort, session) = (cohort.get(), session.get());
    let mut list: Vec<Statement> = Vec::new();
    for it in changes {
        let id = tx.next_id(now);
        let (old, new) = (it.old.name(), it.new.name());
        list.push((SET, params![cohort, session, it.account, new].to_vec()));
        list.push((STEP, params![cohort, session, it.account, id, old, new, by, now].to_vec()));
    }
    tx.execute_all(&list).await.map(drop)
}

/// Something that was said of a learner's attendance and was corrected.
#[derive(Clone, Debug)]
pub struct Correction {
    /// Of the learner; empty of who has left the market.
    pub name: String,
    pub old: Presence,
    pub new: Presence,
    pub by: String,
    pub at: Timestamp,
}

const CORRECTIONS: &str = "SELECT a.name, s.old, s.new, COALESCE(b.name, ''), s.created_at FROM cohort_attendance_step s \
    JOIN account a ON a.id = s.account_id LEFT JOIN account b ON b.id = s.by_account WHERE s.cohort_id = $1 \
    AND s.session_id = $2 AND s.old <> 'unknown' ORDER BY s.created_at DESC, s.id DESC LIMIT 50";
/// What was corrected in the attendance of a session, the newest first.
pub async fn corrections(
    tx: &mut Tx,
    cohort: CohortId,
    session: CohortSessionId,
) -> Result<Vec<Correction>, DbError> {
    let decode = |mut row: Row| {
        Ok(Correction {
            name: row.text()?,
            old: row.word(Presence::parse)?,
            new: row.word(Presence::parse)?,
            by: row.text()?,
            at: row.time()?,
        })
    };
    tx.list(CORRECTIONS, params![cohort.get(), session.get()], decode).await
}
