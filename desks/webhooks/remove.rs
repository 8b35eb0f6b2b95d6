use kernel::{Actor, Timestamp};
use platform::db::{DbError, Tx};

use super::{ChangeError, Endpoint, EndpointId, add::note, change::own, delivery_store, store};

/// Tell a program no more, and forget what it was told.
pub async fn remove(tx: &mut Tx, by: &Actor, now: Timestamp, id: EndpointId) -> Result<(), ChangeError> {
    let endpoint = own(tx, by, id).await?;
    clear(tx, &endpoint).await?;
    note(tx, by, now, &endpoint, "webhook.remove").await?;
    Ok(())
}

/// Without a trace.
pub(super) async fn clear(tx: &mut Tx, endpoint: &Endpoint) -> Result<(), DbError> {
    delivery_store::forget_all(tx, endpoint.id).await?;
    store::delete(tx, endpoint.id).await
}
