use kernel::ShopId;
use people::shops::{self, Shop, ShopState};
use platform::db::{DbError, Tx};

use super::{
    Card, ListingId, ListingState, Pricing, prices_now,
    shelf_store::{self, ShownListing, ShownPicture, ShownVariant},
};

/// Other things of the same shop that stand below a listing.
const MORE: i64 = 8;

/// A listing with everything that its page shows.
#[derive(Clone, Debug)]
pub struct Reading {
    pub shop: Shop,
    pub listing: ShownListing,
    pub variants: Vec<ShownVariant>,
    pub pictures: Vec<ShownPicture>,
    pub more: Vec<Card>,
}

/// Read a listing by its id, with what its list says.
///
/// Drafts, archived listings and closed shops exist only for those who work in the shop.
pub async fn read_by_id(tx: &mut Tx, works_in: &[ShopId], id: ListingId) -> Result<Option<Reading>, DbError> {
    let Some(shop) = shops::find(tx, id.shop()).await? else { return Ok(None) };
    let Some(listing) = shelf_store::find(tx, id).await? else { return Ok(None) };
    complete(tx, works_in, shop, listing).await
}

impl Reading {
    /// The same with what pieces cost at a moment.
    async fn priced(mut self, tx: &mut Tx, pricing: &Pricing) -> Result<Self, DbError> {
        let prices = prices_now(tx, pricing, [self.listing.id]).await?;
        prices.settle(&mut self.listing);
        prices.settle_variants(&mut self.variants);
        Ok(self)
    }
}

/// Read a listing by its address, with what its pieces cost at a moment, under the same rule.
pub async fn read_priced(
    tx: &mut Tx,
    works_in: &[ShopId],
    pricing: &Pricing,
    (shop, listing): (&str, &str),
) -> Result<Option<Reading>, DbError> {
    let Some(shop) = shops::find_by_handle(tx, shop).await? else { return Ok(None) };
    let Some(listing) = shelf_store::find_by_handle(tx, shop.id, listing).await? else { return Ok(None) };
    match complete(tx, works_in, shop, listing).await? {
        Some(reading) => reading.priced(tx, pricing).await.map(Some),
        None => Ok(None),
    }
}

/// The same by its id.
pub async fn read_priced_by_id(
    tx: &mut Tx,
    works_in: &[ShopId],
    pricing: &Pricing,
    id: ListingId,
) -> Result<Option<Reading>, DbError> {
    match read_by_id(tx, works_in, id).await? {
        Some(reading) => reading.priced(tx, pricing).await.map(Some),
        None => Ok(None),
    }
}

async fn complete(
    tx: &mut Tx,
    works_in: &[ShopId],
    shop: Shop,
    listing: ShownListing,
) -> Result<Option<Reading>, DbError> {
    let is_public = shop.state == ShopState::Open && listing.state == ListingState::Active;
    if !is_public && !works_in.contains(&shop.id) {
        return Ok(None);
    }
    let variants = shelf_store::variants(tx, listing.id).await?;
    let pictures = shelf_store::pictures(tx, listing.id).await?;
    let mut more = shelf_store::list_of_shop(tx, shop.id, i64::MAX, MORE + 1).await?;
    more.retain(|card| card.id != listing.id);
    more.truncate(usize::try_from(MORE).unwrap_or_default());
    Ok(Some(Reading { shop, listing, variants, pictures, more }))
}
