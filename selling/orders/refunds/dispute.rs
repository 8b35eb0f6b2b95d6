use kernel::{Actor, Timestamp};
use people::rules::Rules;
use platform::db::Tx;

use super::{RefundAct, RefundRequest, RequestId, Step, StepError, step};
use crate::orders::numbers;

/// Call the market in: the buyer after a refusal, the shop when what came back is not what was sent.
pub async fn dispute(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: RequestId,
) -> Result<RefundRequest, StepError> {
    let request = step::find(tx, by, id, RefundAct::Dispute).await?;
    let rule_by = now + rules.time(numbers::RULING);
    step::take(tx, by, now, &request, Step::Dispute { at: now, rule_by }).await
}
