//! What a shop sells, with all that is said of it elsewhere: read a stretch at a time, so that no shop is too large.

use std::collections::HashMap;

use kernel::ShopId;
use platform::db::{DbError, Tx};

use super::{
    ShownListing, ShownVariant,
    shelf_store::{on_sale_after, pictures_between, variants_between},
};

/// A listing on sale, its variants that have a price, and its pictures by their names in the file store.
#[derive(Clone, Debug)]
pub struct OnSale {
    pub listing: ShownListing,
    pub variants: Vec<ShownVariant>,
    pub pictures: Vec<String>,
}

/// Listings on sale after the number of one (0 for the first), the oldest first.
pub async fn on_sale(tx: &mut Tx, shop: ShopId, after: i64, most: i64) -> Result<Vec<OnSale>, DbError> {
    let listings = on_sale_after(tx, shop, after, most).await?;
    let Some(last) = listings.last().map(|listing| listing.id.number()) else { return Ok(Vec::new()) };
    let mut variants: HashMap<i64, Vec<ShownVariant>> = HashMap::new();
    for (listing, variant) in variants_between(tx, shop, after, last).await? {
        variants.entry(listing).or_default().push(variant);
    }
    let mut pictures: HashMap<i64, Vec<String>> = HashMap::new();
    for (listing, file) in pictures_between(tx, shop, after, last).await? {
        pictures.entry(listing).or_default().push(file);
    }
    let complete = |listing: ShownListing| {
        let number = listing.id.number();
        let variants = variants.remove(&number).unwrap_or_default();
        OnSale { variants, pictures: pictures.remove(&number).unwrap_or_default(), listing }
    };
    Ok(listings.into_iter().map(complete).collect())
}
