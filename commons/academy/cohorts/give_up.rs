use kernel::{AccountId, Actor, Timestamp};
use platform::db::{DbError, Tx};

use super::store;
use crate::academy::CourseId;

/// Give back what seats somebody has in the open cohorts of a course: whoever leaves the course leaves these.
pub async fn give_up(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    course: CourseId,
    account: AccountId,
) -> Result<(), DbError> {
    for cohort in store::seats_of(tx, account, course).await? {
        store::leave(tx, now, by, cohort, account).await?;
    }
    Ok(())
}
