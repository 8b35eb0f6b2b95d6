//! A lecturer marks what was handed in, or corrects a mark.

use kernel::{Actor, Timestamp};
use platform::{db::Tx, jobs};

use super::{Given, HandIn, HandInId, Mark, StepId, WorkError, promises::TellOfMark, store};
use crate::academy::{Enrolment, certify, enrolment_store};

/// Mark work as it was seen at its step `seen`, with some words. Refused to all but the lecturer of its course: to others
/// there is none. Who has seen an older step is told what stands now. The same mark a second time changes nothing.
pub async fn mark(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: HandInId,
    seen: StepId,
    (mark, words): (Mark, String),
) -> Result<HandIn, WorkError> {
    let lecturer = by.account()?;
    let before = store::find_for_lecturer(tx, lecturer, id).await?.ok_or(WorkError::NoSuch)?;
    if before.stands(mark, &words) {
        return Ok(before);
    }
    if before.last_step != seen {
        return Err(WorkError::Stale(Box::new(before)));
    }
    let given = Given { by: Some(lecturer), at: now, words };
    let after = before.mark(StepId::new(tx.next_id(now)), mark, given)?;
    store::advance(tx, now, by, mark.act(), (&before, &after)).await?;
    jobs::enqueue(tx, now, now, &TellOfMark { hand_in: id, step: after.last_step }).await?;
    let enrolment = enrolment_store::find(tx, after.course, after.learner).await?;
    if let Some(enrolment) = enrolment.filter(Enrolment::is_in) {
        certify::settle(tx, now, enrolment).await?;
    }
    Ok(after)
}
