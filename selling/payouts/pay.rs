use kernel::{Actor, Timestamp};
use platform::db::Tx;

use super::{BatchId, Payout, PayoutAct, PayoutId, Step, StepError, step, store};

/// The bank has paid: the money has left the market.
pub async fn pay(tx: &mut Tx, by: &Actor, now: Timestamp, id: PayoutId) -> Result<Payout, StepError> {
    step::take_as_operator(tx, by, now, id, Step::Pay { at: now }, "").await
}

/// The bank has paid all of a batch that it did not send back; the answer is how many.
pub async fn pay_batch(tx: &mut Tx, by: &Actor, now: Timestamp, batch: BatchId) -> Result<usize, StepError> {
    by.operator()?;
    store::find_batch(tx, batch).await?.ok_or(StepError::NoSuchPayout)?;
    let mut paid = 0;
    for payout in store::list_of_batch(tx, batch).await? {
        if payout.can(PayoutAct::Pay) {
            pay(tx, by, now, payout.id).await?;
            paid += 1;
        }
    }
    Ok(paid)
}
