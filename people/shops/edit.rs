use kernel::{Actor, Forbidden};
use platform::db::{DbError, Tx};

use super::{Profile, Shop, store};

#[derive(Clone, Debug, thiserror::Error)]
pub enum EditShopError {
    #[error("there is no such shop")]
    NoSuchShop,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the shop could not be changed")]
    Store(#[from] DbError),
}

/// Change what a shop says about itself. Its handle and its currency stay for good.
pub async fn edit(tx: &mut Tx, by: &Actor, profile: Profile) -> Result<Shop, EditShopError> {
    let shop = store::find(tx, by.shop()?).await?.ok_or(EditShopError::NoSuchShop)?;
    let shop = profile.put(shop);
    store::update_profile(tx, &shop).await?;
    Ok(shop)
}
