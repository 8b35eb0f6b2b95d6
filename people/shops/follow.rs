use kernel::{Actor, Forbidden, ShopId, Timestamp};
use platform::db::{DbError, Tx};

use super::{ShopState, store};

#[derive(Clone, Debug, thiserror::Error)]
pub enum FollowError {
    #[error("there is no such shop")]
    NoSuchShop,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the following could not be kept")]
    Store(#[from] DbError),
}

/// Follow a shop. To follow twice changes nothing, so the count is the number of rows.
pub async fn follow(tx: &mut Tx, by: &Actor, now: Timestamp, shop: ShopId) -> Result<(), FollowError> {
    let account = by.account()?;
    let found = store::find(tx, shop).await?.filter(|shop| shop.state == ShopState::Open);
    found.ok_or(FollowError::NoSuchShop)?;
    if store::insert_follower(tx, account, shop, now).await? {
        store::count_follower(tx, shop, 1).await?;
    }
    Ok(())
}

/// Stop following a shop.
pub async fn unfollow(tx: &mut Tx, by: &Actor, shop: ShopId) -> Result<(), FollowError> {
    let account = by.account()?;
    if store::delete_follower(tx, account, shop).await? {
        store::count_follower(tx, shop, -1).await?;
    }
    Ok(())
}
