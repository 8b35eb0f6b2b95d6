//! How far somebody has come, from all that is kept of it.

use std::collections::BTreeMap;

use kernel::AccountId;
use platform::db::{DbError, Tx};

use super::{CourseId, Progress, enrolment_store, work::MarkOf};

/// What was read, answered and handed in.
pub async fn progress(tx: &mut Tx, course: CourseId, account: AccountId) -> Result<Progress, DbError> {
    enrolment_store::progress(tx, course, account).await
}

/// The same of several learners, in as many statements as of a few; what they have handed in was read already.
pub(super) async fn progress_of(
    tx: &mut Tx,
    course: CourseId,
    learners: &[AccountId],
    marks: &[MarkOf],
) -> Result<BTreeMap<AccountId, Progress>, DbError> {
    let mut all = enrolment_store::progress_of(tx, course, learners).await?;
    for mark in marks {
        all.entry(mark.learner).or_default().done.entry(mark.lesson).or_default().work = Some(mark.stage);
    }
    Ok(all)
}
