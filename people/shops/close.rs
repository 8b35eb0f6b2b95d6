use kernel::{Actor, Forbidden, ShopId};
use platform::db::{DbError, Tx};

use super::{ShopState, owner, store};

#[derive(Clone, Debug, thiserror::Error)]
pub enum CloseShopError {
    #[error("the shop is in that state already")]
    Already,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the shop could not be closed or reopened")]
    Store(#[from] DbError),
}

/// Close a shop: nothing of it can be bought or followed any more. Orders that are under way go on.
pub async fn close(tx: &mut Tx, by: &Actor) -> Result<(), CloseShopError> {
    turn(tx, owner(by)?, ShopState::Open, ShopState::Closed).await
}

/// Open a closed shop again, with its handle, its story and its followers.
pub async fn reopen(tx: &mut Tx, by: &Actor) -> Result<(), CloseShopError> {
    turn(tx, owner(by)?, ShopState::Closed, ShopState::Open).await
}

async fn turn(tx: &mut Tx, shop: ShopId, from: ShopState, to: ShopState) -> Result<(), CloseShopError> {
    let is_turned = store::turn(tx, shop, from, to).await?;
    if is_turned { Ok(()) } else { Err(CloseShopError::Already) }
}
