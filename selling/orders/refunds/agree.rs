use kernel::{Actor, Refused, Timestamp};
use platform::db::Tx;

use super::{Given, RefundAct, RefundRequest, RequestId, Step, StepError, settle::settle, step};

/// Take what the shop offers: that sum goes back at once, and the goods stay with the buyer.
pub async fn agree(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: RequestId,
) -> Result<RefundRequest, StepError> {
    let request = step::find(tx, by, id, RefundAct::Agree).await?;
    let refused = Refused { from: request.state.stage(), act: RefundAct::Agree };
    let amount = request.state.offer().ok_or(refused)?;
    settle(tx, by, now, &request, Step::Agree { at: now, cause: Given::Agreed }, amount).await
}
