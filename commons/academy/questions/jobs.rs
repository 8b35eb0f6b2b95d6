use kernel::Timestamp;
use people::{accounts, notifications::post};
use platform::{
    db::{DbError, Tx},
    jobs::{Bodies, Failure},
};

use super::{mail::AnswerMail, promises::TellOfAnswer, store};
use crate::{Commons, academy::course_store};

pub fn bodies(bodies: &mut Bodies<Commons>) {
    bodies.on(tell_of_answer);
}

async fn tell_of_answer(market: Commons, now: Timestamp, job: TellOfAnswer) -> Result<(), Failure> {
    let look = async move |tx: &mut Tx| {
        let Some(question) = store::find(tx, job.question).await? else { return Ok(None) };
        let course = course_store::find(tx, question.course).await?;
        let to = accounts::find(tx, question.asker).await?;
        Ok::<_, DbError>(course.zip(to).map(|(course, to)| (question, course, to)))
    };
    let Some((question, course, to)) = market.db.read(look).await? else { return Ok(()) };
    let title = course.title_in(to.language).to_owned();
    let path = question.path();
    post(&market, &to, now, &AnswerMail { title, answer: question.answer, path }).await
}
