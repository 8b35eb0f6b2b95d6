use kernel::{Country, Money, ShopId};
use people::{accounts::Address, shops::Shop};
use platform::db::{DbError, Tx};

use super::{Rate, Zone, store};

/// From how much on a shop's goods travel free to a place; none when nothing does.
pub async fn free_from(
    tx: &mut Tx,
    shop: &Shop,
    country: Country,
    region: &str,
) -> Result<Option<Money>, DbError> {
    let zones = store::list(tx, shop.id).await?;
    let zone = zones.iter().find(|zone| zone.fits(country, region));
    Ok(zone.and_then(|zone| zone.free_from_minor).map(|from| Money::new(from, shop.currency)))
}

/// The zone of a shop by which a parcel travels to a place; none where it does not ship.
pub async fn zone_for(
    tx: &mut Tx,
    shop: ShopId,
    country: Country,
    region: &str,
) -> Result<Option<Zone>, DbError> {
    let zones = store::list(tx, shop).await?;
    Ok(zones.into_iter().find(|zone| zone.fits(country, region)))
}

/// Whether a shop ships anywhere at all. One that has not said where sells nothing yet, since nobody can be told what a
/// parcel costs; what it quotes on an order of its own has a price for the parcel in it.
pub async fn does_ship(tx: &mut Tx, shop: ShopId) -> Result<bool, DbError> {
    Ok(store::count(tx, shop).await? > 0)
}

/// What a shop asks for a parcel of `grams` to an address. None when it does not ship there.
pub async fn quote(
    tx: &mut Tx,
    shop: &Shop,
    to: &Address,
    grams: i64,
    goods: Money,
) -> Result<Option<Rate>, DbError> {
    let zones = store::list(tx, shop.id).await?;
    let zone = zones.iter().find(|zone| zone.fits(to.country, &to.region));
    // A parcel too heavy for its price to be a number is one the shop cannot send.
    Ok(zone.and_then(|zone| zone.rate(grams, goods).ok()))
}
