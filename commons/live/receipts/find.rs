use kernel::{Actor, OrderId};
use platform::db::{DbError, Tx};
use selling::orders::{
    self, Order,
    refunds::{self, RefundRequest},
};

/// The order of a receipt, if whoever asks may see it: its buyer and its shop always, a moderator while there is a dispute over it
/// or was one.
pub async fn find_order(tx: &mut Tx, by: &Actor, id: OrderId) -> Result<Option<Order>, DbError> {
    if !matches!(by, Actor::Moderator { .. }) {
        return orders::find_for(tx, by, id).await;
    }
    let requests: Vec<RefundRequest> = refunds::list_of_order(tx, id).await?;
    for request in requests {
        if refunds::find_for(tx, by, request.id).await?.is_some() {
            return orders::find(tx, id).await;
        }
    }
    Ok(None)
}
