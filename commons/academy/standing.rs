//! How far somebody has come, from all that is kept of it.

use kernel::AccountId;
use platform::db::{DbError, Tx};

use super::{CourseId, Progress, enrolment_store};

/// What was read, answered and handed in.
pub async fn progress(tx: &mut Tx, course: CourseId, account: AccountId) -> Result<Progress, DbError> {
    enrolment_store::progress(tx, course, account).await
}
