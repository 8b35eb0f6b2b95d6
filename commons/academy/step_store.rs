//! The history of courses, enrolments, cohorts and certificates: a row for every step, written with it.

use kernel::{AccountId, Actor, Timestamp};
use platform::{
    db::{DbError, Tx},
    params,
};

/// What took a step: a course, a cohort, a certificate by its number, an enrolment by its course and its learner.
#[derive(Clone, Copy, Debug)]
pub struct Thing {
    pub kind: &'static str,
    pub id: i64,
    pub account: i64,
}

impl Thing {
    pub fn new(kind: &'static str, id: i64) -> Self {
        Self { kind, id, account: 0 }
    }

    pub fn of(self, account: AccountId) -> Self {
        Self { account: account.get(), ..self }
    }
}

const INSERT: &str = "INSERT INTO academy_step (kind, thing_id, account_id, id, act, state, by_role, by_account, created_at) \
    SELECT $1, CAST($2 AS BIGINT), CAST($3 AS BIGINT), CASE WHEN MAX(id) >= $4 THEN MAX(id) + 1 ELSE $4 END, $5, $6, $7, \
    CAST($8 AS BIGINT), CAST($9 AS BIGINT) FROM academy_step WHERE kind = $1 AND thing_id = $2 AND account_id = $3";
pub(super) async fn step(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    thing: Thing,
    (act, state): (&str, &str),
) -> Result<(), DbError> {
    let (id, account) = (tx.next_id(now), by.account().ok());
    let values = params![thing.kind, thing.id, thing.account, id, act, state, by.name(), account, now];
    tx.execute_one(INSERT, values).await
}
