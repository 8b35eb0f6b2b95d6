use kernel::Timestamp;
use people::{accounts, notifications::post};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Bodies, Failure},
};

use super::{
    Cohort,
    mail::{AnswerMail, CohortMail, SessionMail},
    promises::{News, RemindLearner, RemindOfSession, TellLearner, TellOfAnswer},
    question_store, session_store, store,
};
use crate::Commons;

pub fn bodies(bodies: &mut Bodies<Commons>) {
    bodies.on(remind_of_session);
    bodies.on(remind_learner);
    bodies.on(tell_learner);
    bodies.on(tell_of_answer);
}

async fn remind_of_session(market: Commons, now: Timestamp, job: RemindOfSession) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| {
        let RemindOfSession { cohort, session, begins_at } = job;
        let open = store::find(tx, cohort).await?.filter(Cohort::is_open);
        let found = session_store::find(tx, cohort, session).await?;
        if open.is_none() || found.is_none_or(|it| it.said.begins_at != begins_at) {
            return Ok(());
        }
        for account in store::accounts(tx, cohort).await? {
            jobs::enqueue(tx, now, now, &RemindLearner { cohort, session, begins_at, account }).await?;
        }
        Ok::<_, DbError>(())
    };
    Ok(market.db.write(act).await?)
}

async fn remind_learner(market: Commons, now: Timestamp, job: RemindLearner) -> Result<(), Failure> {
    let look = async move |tx: &mut Tx| {
        let Some(cohort) = store::find(tx, job.cohort).await?.filter(Cohort::is_open) else { return Ok(None) };
        let Some(session) = session_store::find(tx, job.cohort, job.session).await? else { return Ok(None) };
        let stands = session.said.begins_at == job.begins_at;
        if !stands || !store::is_in(tx, cohort.id, job.account).await? {
            return Ok(None);
        }
        let Some(to) = accounts::find(tx, job.account).await? else { return Ok(None) };
        let place = if session.said.place.is_empty() { cohort.said.place.clone() } else { session.said.place };
        let mail = SessionMail {
            cohort: cohort.said.name.clone(),
            title: session.said.title,
            place,
            begins_at: job.begins_at,
            path: cohort.path(),
        };
        Ok::<_, DbError>(Some((to, mail)))
    };
    match market.db.read(look).await? {
        Some((to, mail)) => post(&market, &to, now, &mail).await,
        None => Ok(()),
    }
}

async fn tell_learner(market: Commons, now: Timestamp, job: TellLearner) -> Result<(), Failure> {
    let Some(news) = News::parse(&job.news) else { return Ok(()) };
    let look = async move |tx: &mut Tx| {
        let Some(cohort) = store::find(tx, job.cohort).await? else { return Ok(None) };
        // Whoever is told of a change is told how things are by then.
        if (news == News::CalledOff) != cohort.is_called_off() || !store::is_in(tx, cohort.id, job.account).await? {
            return Ok(None);
        }
        let mail = CohortMail { news, cohort: cohort.said.name.clone(), path: cohort.path() };
        Ok::<_, DbError>(accounts::find(tx, job.account).await?.map(|to| (to, mail)))
    };
    match market.db.read(look).await? {
        Some((to, mail)) => post(&market, &to, now, &mail).await,
        None => Ok(()),
    }
}

async fn tell_of_answer(market: Commons, now: Timestamp, job: TellOfAnswer) -> Result<(), Failure> {
    let look = async move |tx: &mut Tx| {
        let found = question_store::find(tx, job.question).await?.filter(|it| !it.is_open());
        let Some(question) = found else { return Ok(None) };
        let path = question.path();
        let mail = AnswerMail { words: question.words, answer: question.answer, path };
        Ok::<_, DbError>(accounts::find(tx, question.asker).await?.map(|to| (to, mail)))
    };
    match market.db.read(look).await? {
        Some((to, mail)) => post(&market, &to, now, &mail).await,
        None => Ok(()),
    }
}
