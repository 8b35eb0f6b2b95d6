use kernel::{Actor, Timestamp};
use platform::db::Tx;

use super::{Act, Given, RefundRequest, RequestId, Step, StepError, settle::settle, step};

/// Give the buyer what was asked for: the shop agrees, has its goods back, or gives in.
pub async fn refund(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: RequestId,
) -> Result<RefundRequest, StepError> {
    let request = step::find(tx, by, id, Act::Refund).await?;
    let amount = request.asked.total()?;
    settle(tx, by, now, &request, Step::Refund { at: now, cause: Given::Seller }, amount).await
}
