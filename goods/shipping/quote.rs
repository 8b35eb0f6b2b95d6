use kernel::{Country, Money};
use people::{accounts::Address, shops::Shop};
use platform::db::{DbError, Tx};

use super::{Rate, store};

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

/// What a shop asks for a parcel of `grams` to an address. None when it does not ship there.
///
/// A shop that has set up no zones ships anywhere at no charge: it has said nothing about shipping yet.
pub async fn quote(
    tx: &mut Tx,
    shop: &Shop,
    to: &Address,
    grams: i64,
    goods: Money,
) -> Result<Option<Rate>, DbError> {
    let zones = store::list(tx, shop.id).await?;
    if zones.is_empty() {
        let price = Money::zero(goods.currency());
        return Ok(Some(Rate { zone: String::new(), price, free_from: None, days_low: 0, days_high: 0 }));
    }
    let zone = zones.iter().find(|zone| zone.fits(to.country, &to.region));
    // A parcel too heavy for its price to be a number is one the shop cannot send.
    Ok(zone.and_then(|zone| zone.rate(grams, goods).ok()))
}
