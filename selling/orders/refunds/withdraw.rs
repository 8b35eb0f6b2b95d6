use kernel::{Actor, Timestamp};
use platform::db::Tx;

use super::{RefundAct, RefundRequest, RequestId, Step, StepError, settle::close, step};

/// Take a request back. The order's days to object go on where they stopped.
pub async fn withdraw(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: RequestId,
) -> Result<RefundRequest, StepError> {
    let request = step::find(tx, by, id, RefundAct::Withdraw).await?;
    close(tx, by, now, &request, Step::Withdraw { at: now }).await
}
