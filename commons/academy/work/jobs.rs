//! Writing to learners how their work was marked.

use kernel::Timestamp;
use people::{accounts, notifications::post};
use platform::{
    db::{DbError, Tx},
    jobs::{Bodies, Failure},
};

use super::{HandIn, HandInStage, mail::MarkMail, promises::TellOfMark, store};
use crate::{Commons, academy::lesson_store};

pub fn bodies(bodies: &mut Bodies<Commons>) {
    bodies.on(tell_of_mark);
}

async fn tell_of_mark(market: Commons, now: Timestamp, job: TellOfMark) -> Result<(), Failure> {
    let read = async move |tx: &mut Tx| {
        let stands = |it: &HandIn| it.last_step == job.step && it.given.is_some();
        let Some(work) = store::find(tx, job.hand_in).await?.filter(stands) else { return Ok(None) };
        let lesson = lesson_store::find(tx, work.course, work.lesson).await?;
        let to = accounts::find(tx, work.learner).await?;
        Ok::<_, DbError>(to.zip(lesson).map(|(to, lesson)| (to, lesson, work)))
    };
    match market.db.read(read).await? {
        Some((to, lesson, work)) => {
            let mail = MarkMail {
                title: lesson.title_in(to.language).to_owned(),
                is_good: work.stage == HandInStage::Good,
                path: work.lesson_path(),
                words: work.given.map(|given| given.words).unwrap_or_default(),
            };
            post(&market, &to, now, &mail).await
        }
        None => Ok(()),
    }
}
