//! What cohorts wait for.

use std::time::Duration;

use kernel::{AccountId, Timestamp, days, words};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Lane, Promise},
};
use serde::{Deserialize, Serialize};

use super::{CohortId, CohortSession, CohortSessionId, QuestionId, store};

/// So long before a session those who are in the cohort are reminded.
const BEFORE: Duration = days(1);

words! {
    /// What the learners of a cohort are told.
    News { CalledOff = "called-off", Moved = "moved" }
}

/// Remind those who are in a cohort of a session; of one whose moment was changed, nobody.
#[derive(Serialize, Deserialize)]
pub struct RemindOfSession {
    pub cohort: CohortId,
    pub session: CohortSessionId,
    pub begins_at: Timestamp,
}

impl Promise for RemindOfSession {
    const KIND: &'static str = "academy.remind_of_session";
    const LANE: Lane = Lane::News;
}

/// Remind one learner.
#[derive(Serialize, Deserialize)]
pub struct RemindLearner {
    pub cohort: CohortId,
    pub session: CohortSessionId,
    pub begins_at: Timestamp,
    pub account: AccountId,
}

impl Promise for RemindLearner {
    const KIND: &'static str = "academy.remind_learner";
    const LANE: Lane = Lane::Post;
}

/// Tell a learner what has become of their cohort.
#[derive(Serialize, Deserialize)]
pub struct TellLearner {
    pub cohort: CohortId,
    pub account: AccountId,
    /// A word of [`News`].
    pub news: String,
}

impl Promise for TellLearner {
    const KIND: &'static str = "academy.tell_learner";
    const LANE: Lane = Lane::Post;
}

/// Tell a learner that their question is answered.
#[derive(Serialize, Deserialize)]
pub struct TellOfAnswer {
    pub question: QuestionId,
}

impl Promise for TellOfAnswer {
    const KIND: &'static str = "academy.tell_answer";
    const LANE: Lane = Lane::Post;
}

/// What sessions to come promise. Of one that begins within a day nobody is reminded: they joined or were told just now.
pub async fn promise_sessions(tx: &mut Tx, now: Timestamp, sessions: &[CohortSession]) -> Result<(), DbError> {
    for session in sessions {
        let begins_at = session.said.begins_at;
        let at = begins_at - BEFORE;
        if at > now {
            let job = RemindOfSession { cohort: session.cohort, session: session.id, begins_at };
            jobs::enqueue(tx, now, at, &job).await?;
        }
    }
    Ok(())
}

/// Tell all who are in a cohort.
pub async fn tell_all(tx: &mut Tx, now: Timestamp, cohort: CohortId, news: News) -> Result<(), DbError> {
    for account in store::accounts(tx, cohort).await? {
        let job = TellLearner { cohort, account, news: news.name().to_owned() };
        jobs::enqueue(tx, now, now, &job).await?;
    }
    Ok(())
}
