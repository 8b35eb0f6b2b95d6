use kernel::{Actor, Timestamp};
use platform::db::Tx;

use super::{Approval, Payout, PayoutId, Step, StepError, step};

/// Find a payout good that waited for a look. The next batch takes it along.
pub async fn approve(tx: &mut Tx, by: &Actor, now: Timestamp, id: PayoutId) -> Result<Payout, StepError> {
    let step = Step::Approve { at: now, by: Approval::Operator };
    step::take_as_operator(tx, by, now, id, step, "").await
}
