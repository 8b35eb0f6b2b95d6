use kernel::Timestamp;
use platform::db::{DbError, Tx};

use super::store;

/// A purchase was closed unpaid: its uses can be claimed again. The row stays, with the moment.
pub async fn give_back(tx: &mut Tx, now: Timestamp, purchase: i64) -> Result<(), DbError> {
    for held in store::uses_of_purchase(tx, purchase).await? {
        store::count_back(tx, held.coupon).await?;
        store::unspend_code(tx, &held).await?;
        store::mark_given_back(tx, now, &held, purchase).await?;
    }
    Ok(())
}

/// A purchase could not be placed after all: it never claimed anything.
pub async fn forget(tx: &mut Tx, purchase: i64) -> Result<(), DbError> {
    for held in store::uses_of_purchase(tx, purchase).await? {
        store::count_back(tx, held.coupon).await?;
        store::unspend_code(tx, &held).await?;
    }
    store::delete_uses(tx, purchase).await
}
