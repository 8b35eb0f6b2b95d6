//! In the demo the buyer whom a visitor may be filled a cart some days ago; since then a price has changed, and what a parcel
//! costs.

use goods::{
    catalog::{
        self,
        bulk::{self, Bulk},
    },
    shipping::{self, Zone},
};
use kernel::{BasisPoints, Money};
use people::fair::{Broken, Done, FARMER, Fair, MAKER};
use platform::db::{DbError, Tx};

use super::{
    super::{CartError, put_in_cart},
    common::home,
};
use crate::{Selling, prices::Asking};

/// Days before today on which it is filled, and on which something changes.
pub const FILLED: u64 = 6;
pub const CHANGED: u64 = 2;

/// Things of each shop.
const THINGS: usize = 2;
/// A price becomes this share of itself; a parcel costs so much more.
const DEARER: BasisPoints = BasisPoints::new(10_800);
const MORE: i64 = 3;

/// Fill the cart with what two shops sell, whose first things come first.
pub async fn fill(market: &Selling, fair: &Fair) -> Done {
    let buyer = fair.visitor()?;
    let asking = Asking::new(market, market.now(), Some(buyer));
    for handle in [FARMER, MAKER] {
        let shop = fair.stall(handle)?.shop;
        let asking = asking.clone();
        let act = async move |tx: &mut Tx| {
            let mut put = 0;
            for listing in catalog::list_ids(tx, shop, 0, 100).await? {
                let Some((variant, _)) = catalog::variant_ids(tx, listing).await?.into_iter().next() else {
                    continue;
                };
                match put_in_cart(tx, &asking, buyer.get(), variant, 1).await {
                    Ok(()) => put += 1,
                    Err(CartError::Store(error)) => return Err(error),
                    Err(_) => continue,
                }
                if put == THINGS {
                    break;
                }
            }
            Ok::<_, DbError>(())
        };
        market.db.write(act).await?;
    }
    Ok(())
}

/// The farmer asks a little more for the first of it, and for a parcel to where the buyer lives.
pub async fn change(market: &Selling, fair: &Fair) -> Done {
    let (now, buyer, stall) = (market.now(), fair.visitor()?, fair.stall(FARMER)?);
    let (by, shop, currency) = (stall.seller(), stall.shop, stall.currency);
    let asking = Asking::new(market, now, Some(buyer));
    let act = async move |tx: &mut Tx| {
        let cart = super::super::cart(tx, &asking, buyer.get()).await?;
        let lines = cart.shops.iter().filter(|group| group.shop.id == shop).flat_map(|group| &group.lines);
        for line in lines.take(1) {
            bulk::change(tx, now, line.offered.listing, Bulk::PriceBy(DEARER)).await?;
        }
        let home = home(tx, buyer).await?;
        let zones = shipping::list_kept(tx, shop).await?;
        if let Some(kept) = zones.iter().find(|kept| kept.zone.fits(home.country, &home.region)) {
            let more = Money::new(MORE * 10_i64.pow(currency.exponent()), currency).minor();
            let zone = Zone { first_minor: kept.zone.first_minor + more, ..kept.zone.clone() };
            shipping::edit_zone(tx, &by, kept.id, &zone).await?;
        }
        Ok::<_, Broken>(())
    };
    market.db.write(act).await
}
