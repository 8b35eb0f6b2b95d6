//! A learner hands in what a lesson asks for.

use goods::catalog::{self, ListingState};
use kernel::{AccountId, Actor, ShopId, Timestamp};
use people::shops;
use platform::db::{DbError, Tx};

use super::{HandIn, HandInAct, HandInId, HandInStage, StepId, Thing, Work, WorkError, store};
use crate::{
    academy::{CourseId, LessonId, Task, certify, learn::lesson_of},
    live::{self, RoomStage},
};

async fn works_in(tx: &mut Tx, shop: ShopId, account: AccountId) -> Result<bool, DbError> {
    Ok(shops::role_of(tx, shop, account).await?.is_some())
}

/// What is handed in is the learner's own: of a shop in which they work.
async fn check(tx: &mut Tx, learner: AccountId, task: Task, work: &Work) -> Result<(), WorkError> {
    if work.task() != task {
        return Err(WorkError::WrongKind);
    }
    match work.thing {
        None => Ok(()),
        Some(Thing::Listing(listing)) => {
            let found = catalog::find(tx, listing).await?.filter(|it| it.state != ListingState::Archived);
            let is_own = works_in(tx, listing.shop(), learner).await?;
            found.filter(|_| is_own).map(drop).ok_or(WorkError::NoSuchListing)
        }
        Some(Thing::Show(room)) => {
            let found = live::find_own(tx, &Actor::System, room).await?;
            let found = found.filter(|room| room.state.stage() != RoomStage::Cancelled);
            let is_own = works_in(tx, room.shop(), learner).await?;
            found.filter(|_| is_own).map(drop).ok_or(WorkError::NoSuchShow)
        }
    }
}

/// Hand in work for a lesson, for the first time or again. Refused once it was marked good.
pub async fn hand_in(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    (course, lesson): (CourseId, LessonId),
    work: Work,
) -> Result<HandIn, WorkError> {
    let learner = by.account()?;
    let (enrolment, lesson) = lesson_of(tx, learner, course, lesson).await?;
    if !lesson.has_task() {
        return Err(WorkError::NoSuch);
    }
    check(tx, learner, lesson.content.task, &work).await?;
    let step = StepId::new(tx.next_id(now));
    let after = match store::find_of(tx, course, lesson.id, learner).await? {
        Some(before) => {
            let after = before.hand_in(now, step, work)?;
            store::advance(tx, now, by, HandInAct::HandIn, (&before, &after)).await?;
            after
        }
        None => {
            let new = HandIn {
                id: HandInId::new(tx.next_id(now)),
                course,
                lesson: lesson.id,
                learner,
                stage: HandInStage::HandedIn,
                work,
                handed_at: now,
                given: None,
                last_step: step,
                created_at: now,
            };
            store::insert(tx, by, &new).await?;
            new
        }
    };
    certify::settle(tx, now, enrolment).await?;
    Ok(after)
}
