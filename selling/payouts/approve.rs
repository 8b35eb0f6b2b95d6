use kernel::{Actor, Timestamp};
use platform::db::Tx;

use super::{Approval, Payout, PayoutId, PayoutStage, Step, StepError, step, withhold};

/// Find a payout good that waited for a look. The next batch takes it along. While the shop owes, nothing is good.
pub async fn approve(tx: &mut Tx, by: &Actor, now: Timestamp, id: PayoutId) -> Result<Payout, StepError> {
    by.operator()?;
    let payout = step::find(tx, by, id).await?;
    if payout.state.stage() == PayoutStage::Requested {
        let cover = withhold::cover(tx, id.shop(), payout.amount.currency()).await?;
        if cover.checked_sub(payout.amount)?.is_negative() {
            return Err(StepError::Owes);
        }
    }
    let step = Step::Approve { at: now, by: Approval::Operator };
    step::take_as_operator(tx, by, now, id, step, "").await
}
