use kernel::{Actor, Timestamp};
use people::shops;
use platform::db::Tx;

use super::{Payout, PayoutId, Step, StepError, step};

/// Take a request back that is not with the bank yet. The money is in the shop's balance again.
pub async fn withdraw(tx: &mut Tx, by: &Actor, now: Timestamp, id: PayoutId) -> Result<Payout, StepError> {
    let payout = step::find(tx, by, id).await?;
    shops::owner(by)?;
    step::take(tx, by, now, &payout, Step::Withdraw { at: now }).await
}
