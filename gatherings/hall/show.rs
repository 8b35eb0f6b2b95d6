use goods::catalog::{self, ListingId};
use kernel::{Actor, Forbidden, Timestamp};
use people::rules::Rules;
use platform::db::{DbError, Tx};

use super::{Exhibit, ExhibitId, ExhibitState, Model, exhibit_store as store, numbers};

#[derive(Debug, thiserror::Error)]
pub enum ShowError {
    #[error("the shop has no such listing")]
    NoSuchListing,
    #[error("the shop shows as many exhibits as it may")]
    Full,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the exhibit could not be kept")]
    Store(#[from] DbError),
}

/// Put the model of a listing into the hall. Of a listing that has one it takes the place of the old, out of which it comes
/// back.
///
/// Refused unless the listing is the shop's own. One that is not on sale may have a model, which is shown once it is.
pub async fn show(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    listing: ListingId,
    model: Model,
    poster: Option<String>,
) -> Result<Exhibit, ShowError> {
    let shop = by.shop()?;
    if listing.shop() != shop || catalog::find(tx, listing).await?.is_none() {
        return Err(ShowError::NoSuchListing);
    }
    let old = store::find_of_listing(tx, listing).await?;
    if old.is_none() && store::count_of_shop(tx, shop).await? >= i64::from(rules.count(numbers::EXHIBITS)) {
        return Err(ShowError::Full);
    }
    let (id, created_at) = match &old {
        Some(old) => (old.id, old.created_at),
        None => (ExhibitId::new(shop, tx.next_id(now)), now),
    };
    let poster = poster.unwrap_or_default();
    let new = Exhibit { id, listing, state: ExhibitState::Shown, model, poster, created_at, updated_at: now };
    let act = if old.is_some() { "replace" } else { "show" };
    store::write(tx, by, act, old.as_ref(), &new).await?;
    Ok(new)
}
