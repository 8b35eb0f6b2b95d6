use kernel::{Actor, Forbidden, Timestamp};
use platform::db::{DbError, Tx};

use super::{Gift, store};
use crate::orders::{self, OrderState, PurchaseId};

#[derive(Clone, Debug, thiserror::Error)]
pub enum LinkError {
    #[error("there is no such gift")]
    NoSuchGift,
    #[error("the gift waits for no address")]
    NotWaiting,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the link could not be made")]
    Store(#[from] DbError),
}

/// Make the secret of a gift's link anew, as its buyer: the one before is worthless from now on.
pub async fn make_link(tx: &mut Tx, by: &Actor, now: Timestamp, id: PurchaseId) -> Result<String, LinkError> {
    find_waiting(tx, by, now, id).await?;
    let token = tx.chance().token();
    store::keep_link(tx, id, &token).await?;
    Ok(token)
}

/// A gift whose receiver can say where it goes, for its buyer.
pub async fn find_waiting(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: PurchaseId,
) -> Result<Gift, LinkError> {
    let buyer = by.account()?;
    let purchase = orders::find_purchase(tx, id).await?.filter(|purchase| purchase.buyer == buyer);
    let gift = store::find(tx, id).await?.filter(|_| purchase.is_some()).ok_or(LinkError::NoSuchGift)?;
    let all = orders::list_of_purchase(tx, id).await?;
    let waits =
        |state: &OrderState| matches!(state, OrderState::Unaddressed { address_by, .. } if *address_by > now);
    if !all.iter().any(|order| waits(&order.state)) {
        return Err(LinkError::NotWaiting);
    }
    Ok(gift)
}
