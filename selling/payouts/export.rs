use std::collections::BTreeSet;

use kernel::{Actor, Currency, Forbidden, Money, MoneyError, ShopId, Timestamp};
use platform::{
    audit,
    db::{DbError, Tx},
};
use serde_json::json;

use super::{Batch, BatchId, PayoutStage, Step, StepError, step, store, withhold};

/// Payouts in one file.
const MOST: i64 = 1_000;

#[derive(Clone, Debug, thiserror::Error)]
pub enum ExportError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error(transparent)]
    Money(#[from] MoneyError),
    #[error(transparent)]
    Step(#[from] StepError),
    #[error("the batch could not be recorded")]
    Store(#[from] DbError),
}

/// Put the approved payouts of one currency into a batch for the bank, the oldest first. None when nothing waits, or
/// when all of it is of shops that owe: theirs wait for a look again.
///
/// From then on only the bank can stop them, and the batch is what it is however often its file is downloaded.
pub async fn export(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    currency: Currency,
) -> Result<Option<Batch>, ExportError> {
    by.operator()?;
    let made_by = by.account()?;
    let mut ready = store::list_approved(tx, currency, MOST).await?;
    let shops: BTreeSet<ShopId> = ready.iter().map(|payout| payout.id.shop()).collect();
    for shop in shops {
        let held = withhold::withhold(tx, &Actor::System, now, shop, currency).await?;
        ready.retain(|payout| held.iter().all(|held| held.id != payout.id));
    }
    if ready.is_empty() {
        return Ok(None);
    }
    let total = Money::sum(ready.iter().map(|payout| payout.amount), currency)?;
    let count = i64::try_from(ready.len()).unwrap_or(MOST);
    let batch = Batch { id: BatchId::new(tx.next_id(now)), payouts: count, total, made_by, created_at: now };
    store::insert_batch(tx, &batch).await?;
    for payout in &ready {
        debug_assert_eq!(payout.state.stage(), PayoutStage::Approved);
        step::take(tx, by, now, payout, Step::Export { at: now, batch: batch.id }).await?;
    }
    let detail = json!({ "payouts": count, "amount": total.to_string() });
    audit::record(tx, now, Some(made_by), "payout.export", &batch.id.to_string(), &detail).await?;
    Ok(Some(batch))
}
