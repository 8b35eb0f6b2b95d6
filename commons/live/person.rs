use kernel::AccountId;
use platform::db::{DbError, Tx};

use super::{coupons, giveaways, law, moment_store, prices, schedule, stage};

/// Take out of rooms and schedules whoever leaves.
pub(super) async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    moment_store::forget(tx, account).await?;
    giveaways::forget(tx, account).await?;
    coupons::forget(tx, account).await?;
    prices::forget(tx, account).await?;
    law::forget(tx, account).await?;
    stage::forget(tx, account).await?;
    schedule::forget(tx, account).await
}
