use kernel::{Actor, Forbidden, Timestamp};
use platform::{
    db::{DbError, Tx},
    sessions,
};

use super::store;
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

/// Make the secret of a gift's link, as its buyer. It is told once; the one before is worthless from now on.
pub async fn make_link(tx: &mut Tx, by: &Actor, now: Timestamp, id: PurchaseId) -> Result<String, LinkError> {
    let buyer = by.account()?;
    let purchase = orders::find_purchase(tx, id).await?.filter(|purchase| purchase.buyer == buyer);
    if purchase.is_none() || store::find(tx, id).await?.is_none() {
        return Err(LinkError::NoSuchGift);
    }
    let all = orders::list_of_purchase(tx, id).await?;
    let waits =
        |state: &OrderState| matches!(state, OrderState::Unaddressed { address_by, .. } if *address_by > now);
    if !all.iter().any(|order| waits(&order.state)) {
        return Err(LinkError::NotWaiting);
    }
    let token = tx.chance().token();
    store::keep_link(tx, id, &sessions::hash(&token)).await?;
    Ok(token)
}
