use kernel::{Actor, Timestamp};
use platform::db::Tx;

use super::{Payout, PayoutId, Step, StepError, step};

/// The bank sent a payout back, before or after it was noted as paid. The money is in the shop's balance again.
pub async fn send_back(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: PayoutId,
    words: &str,
) -> Result<Payout, StepError> {
    let step = Step::Return { at: now, words: words.to_owned() };
    step::take_as_operator(tx, by, now, id, step, words).await
}
