use kernel::{Actor, Timestamp};
use platform::db::Tx;

use super::{Payout, PayoutId, Step, StepError, step};

/// Refuse a payout that is not with the bank yet, with the reason. The money is in the shop's balance again.
pub async fn refuse(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: PayoutId,
    words: &str,
) -> Result<Payout, StepError> {
    let step = Step::Refuse { at: now, words: words.to_owned() };
    step::take_as_operator(tx, by, now, id, step, words).await
}
