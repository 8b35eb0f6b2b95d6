use kernel::{Actor, Forbidden, ShopId, Timestamp};
use people::shops::{self, ShopState};
use platform::db::{DbError, Tx};

use super::{Conversation, reports::paused_until, store};

#[derive(Clone, Debug, thiserror::Error)]
pub enum OpenError {
    #[error("there is no such shop")]
    NoSuchShop,
    #[error("nobody talks to their own shop")]
    OwnShop,
    #[error("a moderator has had them begin no conversations")]
    Paused,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the conversation could not be opened")]
    Store(#[from] DbError),
}

/// The conversation of a buyer with a shop: the one there is, or a new one.
pub async fn open(tx: &mut Tx, by: &Actor, now: Timestamp, shop: ShopId) -> Result<Conversation, OpenError> {
    let buyer = by.account()?;
    if let Some(found) = store::find_of_buyer(tx, shop, buyer).await? {
        return Ok(found);
    }
    let open = shops::find(tx, shop).await?.filter(|shop| shop.state == ShopState::Open);
    if open.is_none() {
        return Err(OpenError::NoSuchShop);
    }
    if shops::role_of(tx, shop, buyer).await?.is_some() {
        return Err(OpenError::OwnShop);
    }
    if paused_until(tx, now, buyer).await?.is_some() {
        return Err(OpenError::Paused);
    }
    // Opened twice at once, there is still one.
    Ok(store::find_or_begin(tx, now, shop, buyer).await?)
}
