//! A shop that owes: what it was approved waits again, so that nothing leaves that buyers got back.

use kernel::{Actor, Currency, Money, ShopId, Timestamp};
use platform::db::Tx;

use super::{Doubt, Payout, PayoutStage, Step, StepError, step, store};
use crate::ledger::{self, Account};

/// What a shop would be left with if all it was approved left: its balance and what still waits for the operator.
/// Below nothing, buyers got back more than stays.
pub(super) async fn cover(tx: &mut Tx, shop: ShopId, currency: Currency) -> Result<Money, StepError> {
    let balance = ledger::balance(tx, shop, &Account::Shop, currency).await?;
    let waiting = store::sum_of_shop(tx, shop, currency, PayoutStage::Requested).await?;
    Ok(balance.checked_add(waiting)?)
}

/// Hold back what is approved of a shop, the newest first, until the rest is covered. The answer is what was held.
pub async fn withhold(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    shop: ShopId,
    currency: Currency,
) -> Result<Vec<Payout>, StepError> {
    let (mut cover, mut held) = (cover(tx, shop, currency).await?, Vec::new());
    if !cover.is_negative() {
        return Ok(held);
    }
    for payout in store::list_approved_of_shop(tx, shop, currency).await? {
        if !cover.is_negative() {
            break;
        }
        cover = cover.checked_add(payout.amount)?;
        held.push(step::take(tx, by, now, &payout, Step::Withhold { doubts: vec![Doubt::Owes] }).await?);
    }
    Ok(held)
}
