use kernel::Timestamp;
use platform::db::{DbError, Tx};

use super::delivery_store;

/// Forget what was sent before a moment. What is still on its way stays.
pub async fn forget_deliveries(tx: &mut Tx, before: Timestamp) -> Result<(), DbError> {
    delivery_store::forget_before(tx, before).await
}
