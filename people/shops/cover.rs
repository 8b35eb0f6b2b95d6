use kernel::{Actor, Forbidden, ShopId};
use platform::{
    db::{DbError, Tx},
    files::picture::{Cut, Side},
};

use super::store;

/// The proportions of a cover: as wide as a page, and low enough that the shop's name is seen below it.
pub fn cover_cut(side: Side) -> Cut {
    Cut { wide: 16, high: 5, side }
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum CoverError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the cover could not be kept")]
    Store(#[from] DbError),
}

/// Put a picture at the head of a shop's page, or take it away with an empty name.
pub async fn set_cover(tx: &mut Tx, by: &Actor, file: &str, alt: &str) -> Result<ShopId, CoverError> {
    let shop = by.shop()?;
    store::update_cover(tx, shop, file, alt).await?;
    Ok(shop)
}

/// Say anew what the cover shows.
pub async fn describe_cover(tx: &mut Tx, by: &Actor, alt: &str) -> Result<(), CoverError> {
    let shop = by.shop()?;
    store::update_cover_alt(tx, shop, alt).await?;
    Ok(())
}
