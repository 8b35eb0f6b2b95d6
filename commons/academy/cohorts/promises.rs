//! What cohorts wait for.

use kernel::{AccountId, Timestamp, days};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Lane, Promise},
};
use serde::{Deserialize, Serialize};

use super::{CohortId, Session, SessionId, store};

/// Remind the learners of a cohort of a session, the day before; of one whose moment was changed, nobody.
#[derive(Serialize, Deserialize)]
pub struct RemindOfSession {
    pub cohort: CohortId,
    pub session: SessionId,
    pub begins_at: Timestamp,
}

impl Promise for RemindOfSession {
    const KIND: &'static str = "academy.remind_of_session";
    const LANE: Lane = Lane::News;
}

/// Remind one of them.
#[derive(Serialize, Deserialize)]
pub struct RemindLearner {
    pub cohort: CohortId,
    pub session: SessionId,
    pub begins_at: Timestamp,
    pub account: AccountId,
}

impl Promise for RemindLearner {
    const KIND: &'static str = "academy.remind_learner";
    const LANE: Lane = Lane::Post;
}

/// Tell a learner that a cohort was called off, or that a session of it has another moment.
#[derive(Serialize, Deserialize)]
pub struct TellOfCohort {
    pub cohort: CohortId,
    /// None when the whole of it was called off.
    pub session: Option<SessionId>,
    /// The moment that is told; of one that was changed again before, nothing is said.
    pub begins_at: Option<Timestamp>,
    pub account: AccountId,
}

impl Promise for TellOfCohort {
    const KIND: &'static str = "academy.tell_of_cohort";
    const LANE: Lane = Lane::Post;
}

/// What a session promises those who will be in its cohort. One that begins within a day was never far away.
pub(super) async fn promise(tx: &mut Tx, now: Timestamp, session: &Session) -> Result<(), DbError> {
    let begins_at = session.said.begins_at;
    let reminder = RemindOfSession { cohort: session.cohort, session: session.id, begins_at };
    let at = begins_at - days(1);
    if at > now { jobs::enqueue(tx, now, at, &reminder).await } else { Ok(()) }
}

/// Tell everybody who is in a cohort, in the transaction of what they are told.
pub(super) async fn tell_all(
    tx: &mut Tx,
    now: Timestamp,
    cohort: CohortId,
    session: Option<&Session>,
) -> Result<(), DbError> {
    let begins_at = session.map(|session| session.said.begins_at);
    let session = session.map(|session| session.id);
    for member in store::members(tx, cohort).await? {
        jobs::enqueue(tx, now, now, &TellOfCohort { cohort, session, begins_at, account: member.account })
            .await?;
    }
    Ok(())
}
