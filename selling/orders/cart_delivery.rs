//! What delivery cost when a cart was filled: remembered for where the buyer lives, as far as their book of addresses says
//! it, and compared with what it costs now. Whoever has no address yet was told nothing, and is warned of nothing.

use goods::shipping::{self, Zone};
use kernel::{AccountId, Country, Money, ShopId};
use people::accounts;
use platform::{
    db::{DbError, Row, Tx},
    params,
};

/// Delivery by a shop that costs something else than when the cart was filled; nothing where it did not ship, or does not
/// any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryChange {
    pub country: Country,
    pub region: String,
    pub before: Option<Money>,
    pub now: Option<Money>,
}

/// Where something goes, as far as its price depends on it.
pub type Place = (Country, String);

/// What was said of one shop: where to, and the terms of the zone, if one fitted.
pub(super) struct Said {
    pub shop: ShopId,
    to: Place,
    zone: Option<Zone>,
}

impl Said {
    /// What has changed of a parcel to somewhere, if that is where it was said for.
    pub fn change(
        &self,
        (country, region): (Country, &str),
        grams: i64,
        goods: Money,
        now: Option<Money>,
    ) -> Option<DeliveryChange> {
        if self.to.0 != country || self.to.1.trim() != region.trim() {
            return None;
        }
        let before = self.zone.as_ref().and_then(|zone| zone.rate(grams, goods).ok()).map(|rate| rate.price);
        let (country, region) = self.to.clone();
        (before != now).then_some(DeliveryChange { country, region, before, now })
    }
}

/// Where a buyer has things sent: the first address of their book.
pub(super) async fn home(tx: &mut Tx, buyer: Option<AccountId>) -> Result<Option<Place>, DbError> {
    let Some(buyer) = buyer else { return Ok(None) };
    let first = accounts::list_addresses(tx, buyer).await?.into_iter().next();
    Ok(first.map(|kept| (kept.address.country, kept.address.region)))
}

const SAID: &str = "SELECT shop_id, country, region, ships, first_grams, first_minor, next_grams, next_minor, free_from_minor \
    FROM cart_delivery WHERE holder = $1 LIMIT 1000";
pub(super) async fn said(tx: &mut Tx, holder: i64) -> Result<Vec<Said>, DbError> {
    tx.list(SAID, params![holder], decode).await
}

fn decode(mut row: Row) -> Result<Said, DbError> {
    let shop = row.shop()?;
    let to = (row.word(|code| Country::parse(code).ok())?, row.text()?);
    let ships = row.flag()?;
    let zone = Zone {
        name: String::new(),
        countries: Vec::new(),
        regions: Vec::new(),
        first_grams: row.int()?,
        first_minor: row.int()?,
        next_grams: row.int()?,
        next_minor: row.int()?,
        free_from_minor: row.maybe_int()?,
        days_low: 0,
        days_high: 0,
    };
    Ok(Said { shop, to, zone: ships.then_some(zone) })
}

const OTHERS: &str = "SELECT COUNT(*) FROM cart_line WHERE holder = $1 AND shop_id = $2 AND is_waiting = 0";
const KEEP: &str = "INSERT INTO cart_delivery (holder, shop_id, country, region, ships, first_grams, first_minor, next_grams, \
    next_minor, free_from_minor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
    ON CONFLICT (holder, shop_id) DO UPDATE SET country = $3, region = $4, ships = $5, first_grams = $6, first_minor = $7, \
    next_grams = $8, next_minor = $9, free_from_minor = $10";
/// Note what delivery by a shop costs where the buyer lives, before something of it is put into their cart. What was noted
/// before stays as long as something of the shop lies there and it goes to the same place.
pub(super) async fn note(
    tx: &mut Tx,
    holder: i64,
    buyer: Option<AccountId>,
    shop: ShopId,
) -> Result<(), DbError> {
    let Some((country, region)) = home(tx, buyer).await? else { return Ok(()) };
    let is_same = |one: &Said| one.shop == shop && one.to == (country, region.clone());
    if tx.number(OTHERS, params![holder, shop]).await? > 0 && said(tx, holder).await?.iter().any(is_same) {
        return Ok(());
    }
    let zone = shipping::zone_for(tx, shop, country, &region).await?;
    let number = |of: fn(&Zone) -> i64| zone.as_ref().map_or(0, of);
    let values = params![
        holder,
        shop,
        country.code(),
        region,
        zone.is_some(),
        number(|zone| zone.first_grams),
        number(|zone| zone.first_minor),
        number(|zone| zone.next_grams),
        number(|zone| zone.next_minor),
        zone.as_ref().and_then(|zone| zone.free_from_minor)
    ];
    tx.execute_one(KEEP, values).await
}

const FORGET: &str = "DELETE FROM cart_delivery WHERE holder = $1";
/// Forget what was noted for somebody whose cart is no more.
pub(super) async fn forget(tx: &mut Tx, holder: i64) -> Result<(), DbError> {
    tx.execute(FORGET, params![holder]).await.map(drop)
}
