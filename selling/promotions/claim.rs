use kernel::{AccountId, Timestamp};
use platform::db::{DbError, Tx};

use super::{Claim, store};

#[derive(Clone, Debug, thiserror::Error)]
pub enum ClaimError {
    #[error("the coupon can no longer be used")]
    Gone,
    #[error("the use could not be claimed")]
    Store(#[from] DbError),
}

/// Claim one use for a purchase that is being placed, or change nothing.
///
/// The coupon's row is written first, so that whoever comes at the same time waits for it: of two who want the last
/// use exactly one gets it, and a buyer's own uses are counted when no other of theirs is under way.
pub async fn claim(
    tx: &mut Tx,
    now: Timestamp,
    buyer: AccountId,
    purchase: i64,
    claim: &Claim,
) -> Result<(), ClaimError> {
    let Some(per_buyer) = store::count_use(tx, now, claim.coupon).await? else {
        return Err(ClaimError::Gone);
    };
    let is_left = store::count_uses(tx, claim.coupon, buyer).await? < per_buyer;
    if !is_left || !store::spend_code(tx, claim).await? {
        store::count_back(tx, claim.coupon).await?;
        return Err(ClaimError::Gone);
    }
    store::insert_use(tx, now, buyer, purchase, claim).await?;
    Ok(())
}
