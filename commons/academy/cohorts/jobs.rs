//! Reminding learners of a session, and telling them what has become of it.

use kernel::Timestamp;
use people::{accounts, notifications::post};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Bodies, Failure},
};

use super::{
    Cohort, CohortStage, Session,
    mail::{CohortMail, News, SessionMail},
    promises::{RemindLearner, RemindOfSession, TellOfCohort},
    session_store, store,
};
use crate::Commons;

pub fn bodies(bodies: &mut Bodies<Commons>) {
    bodies.on(remind_of_session);
    bodies.on(remind_learner);
    bodies.on(tell_of_cohort);
}

/// Once for each moment of a session: what was kept says so, whoever runs it again.
async fn remind_of_session(market: Commons, now: Timestamp, job: RemindOfSession) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| {
        let RemindOfSession { cohort, session, begins_at } = job;
        let is_open = store::find(tx, cohort).await?.is_some_and(|cohort| cohort.is_open());
        if !is_open || begins_at <= now || !session_store::remind(tx, (cohort, session), begins_at).await? {
            return Ok(());
        }
        for member in store::members(tx, cohort).await? {
            let told = RemindLearner { cohort, session, begins_at, account: member.account };
            jobs::enqueue(tx, now, now, &told).await?;
        }
        Ok::<_, DbError>(())
    };
    Ok(market.db.write(act).await?)
}

async fn remind_learner(market: Commons, now: Timestamp, job: RemindLearner) -> Result<(), Failure> {
    let look = async move |tx: &mut Tx| {
        let cohort = store::find(tx, job.cohort).await?.filter(Cohort::is_open);
        let session = session_store::find(tx, job.cohort, job.session).await?;
        let session = session.filter(|session| session.said.begins_at == job.begins_at);
        let is_in = store::is_in(tx, job.cohort, job.account).await?;
        let to = accounts::find(tx, job.account).await?.filter(|_| is_in);
        Ok::<_, DbError>(cohort.zip(session).zip(to))
    };
    let Some(((cohort, session), to)) = market.db.read(look).await? else { return Ok(()) };
    post(&market, &to, now, &of_session(&cohort, session)).await
}

fn of_session(cohort: &Cohort, session: Session) -> SessionMail {
    let place = if session.said.place.is_empty() { cohort.said.place.clone() } else { session.said.place };
    SessionMail {
        cohort: cohort.said.name.clone(),
        title: session.said.title,
        place,
        begins_at: session.said.begins_at,
        path: cohort.path(),
    }
}

async fn tell_of_cohort(market: Commons, now: Timestamp, job: TellOfCohort) -> Result<(), Failure> {
    let look = async move |tx: &mut Tx| {
        let Some(cohort) = store::find(tx, job.cohort).await? else { return Ok(None) };
        let is_in = store::is_in(tx, job.cohort, job.account).await?;
        let session = match job.session {
            Some(session) => session_store::find(tx, job.cohort, session).await?,
            None => None,
        };
        let to = accounts::find(tx, job.account).await?.filter(|_| is_in);
        Ok::<_, DbError>(to.map(|to| (to, cohort, session)))
    };
    let Some((to, cohort, session)) = market.db.read(look).await? else { return Ok(()) };
    let news = match session {
        _ if cohort.stage == CohortStage::CalledOff => News::CalledOff,
        Some(session) if Some(session.said.begins_at) != job.begins_at => return Ok(()),
        Some(session) => News::Moved { title: session.said.title, begins_at: session.said.begins_at },
        None => News::Dropped,
    };
    // What was moved before all was called off is told with that, once.
    if job.session.is_some() && cohort.stage == CohortStage::CalledOff {
        return Ok(());
    }
    post(&market, &to, now, &CohortMail { cohort: cohort.said.name.clone(), news, path: cohort.path() }).await
}
