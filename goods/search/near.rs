use platform::db::{DbError, Tx};

use super::near_store::{self as store, Direction};
use crate::catalog::ListingId;

/// What is like a listing: of its craft, at about its price, the nearest first, those of other shops before its own.
/// Cost: three statements by an index, however large the market is.
pub async fn near(tx: &mut Tx, listing: ListingId, most: usize) -> Result<Vec<ListingId>, DbError> {
    let Some(spot) = store::spot(tx, listing).await?.filter(|spot| !spot.craft.is_empty()) else {
        return Ok(Vec::new());
    };
    let limit = i64::try_from(2 * most + 1).unwrap_or(i64::MAX);
    let mut found = store::beside(tx, &spot, Direction::Dearer, limit).await?;
    found.extend(store::beside(tx, &spot, Direction::Cheaper, limit).await?);
    found.retain(|(id, _)| *id != listing);
    found.sort_by_key(|(id, price)| {
        (id.shop() == listing.shop(), price.abs_diff(spot.price_minor), std::cmp::Reverse(id.number()))
    });
    Ok(found.into_iter().take(most).map(|(id, _)| id).collect())
}
