use kernel::{Actor, Timestamp};
use people::rules::Rules;
use platform::db::Tx;

use super::{RefundAct, RefundRequest, RequestId, Step, StepError, step};
use crate::orders::numbers;

/// Refuse a request, in the shop's words. The buyer may call the market in.
pub async fn refuse(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: RequestId,
    words: String,
) -> Result<RefundRequest, StepError> {
    let request = step::find(tx, by, id, RefundAct::Refuse).await?;
    let call_by = now + rules.time(numbers::MARKET_CALL);
    step::take(tx, by, now, &request, Step::Refuse { words, call_by }).await
}
