use kernel::{Actor, Timestamp};
use people::rules::Rules;
use platform::db::Tx;

use super::{
    RefundRequest, RequestId, Step, StepError,
    settle::{close, settle},
    step, store,
};
use crate::orders::numbers;

/// Somebody let their time run out: what was promised for that happens. None when it is nobody's time yet.
pub async fn end_turn(
    tx: &mut Tx,
    now: Timestamp,
    rules: &Rules,
    id: RequestId,
) -> Result<Option<RefundRequest>, StepError> {
    let by = Actor::System;
    let request = store::find_for(tx, &by, id).await?.ok_or(StepError::NoSuchRequest)?;
    if request.state.due_at().is_none_or(|due| due > now) {
        return Ok(None);
    }
    let address = store::return_address(tx, id.shop()).await?;
    let post_by = now + rules.time(numbers::RETURN_POST);
    let Some(next) = request.state.at_the_end(request.kind, now, address.as_deref(), post_by) else {
        return Ok(None);
    };
    let ended = match next {
        Step::Refund { .. } | Step::Agree { .. } => {
            let amount = request.state.offer().map_or_else(|| request.asked.total(), Ok)?;
            settle(tx, &by, now, &request, next, amount).await?
        }
        Step::Close { .. } => close(tx, &by, now, &request, next).await?,
        Step::Accept { .. }
        | Step::Grant { .. }
        | Step::Refuse { .. }
        | Step::Offer { .. }
        | Step::Post { .. }
        | Step::Dispute { .. }
        | Step::Rule { .. }
        | Step::OrderReturn { .. }
        | Step::OrderAddress { .. }
        | Step::Withdraw { .. } => step::take(tx, &by, now, &request, next).await?,
    };
    Ok(Some(ended))
}
