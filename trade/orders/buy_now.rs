//! Past the cart: terms for some pieces of one variant.

use kernel::{AccountId, MoneyError, Timestamp};
use platform::db::{DbError, Tx};

use super::{Basket, Line, Terms};
use crate::{
    accounts::Address,
    catalog::{self, ListingState, Offered, VariantId},
    shipping, shops,
};

/// What somebody wants at once.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub variant: VariantId,
    pub quantity: i64,
    pub ship_to: Address,
    /// The same key places one purchase.
    pub key: String,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum BuyError {
    #[error("there is no such variant on sale")]
    NotOnSale,
    #[error("the shop does not ship there")]
    NoZone,
    #[error("the amounts are too large")]
    Money(#[from] MoneyError),
    #[error("the terms could not be read")]
    Store(#[from] DbError),
}

/// The terms of buying some pieces of one variant at today's price.
pub async fn buy_now(
    tx: &mut Tx,
    now: Timestamp,
    buyer: AccountId,
    wanted: Wanted,
) -> Result<Terms, BuyError> {
    let Wanted { variant, quantity, ship_to, key } = wanted;
    let offered = catalog::find_offered(tx, variant).await?.ok_or(BuyError::NotOnSale)?;
    let shop = shops::find(tx, variant.shop()).await?.ok_or(BuyError::NotOnSale)?;
    if offered.state != ListingState::Active || !shop.is_selling(now) {
        return Err(BuyError::NotOnSale);
    }
    let goods = offered.unit.times(quantity)?;
    let grams = if offered.requires_shipping { offered.weight_grams.saturating_mul(quantity) } else { 0 };
    let rate = shipping::quote(tx, &shop, &ship_to, grams, goods).await?.ok_or(BuyError::NoZone)?;
    let currency = offered.unit.currency();
    let lines = vec![line(offered, quantity)];
    let basket =
        Basket { shop: shop.id, lines, shipping: rate.price, ship_to, note: String::new(), work: None };
    Ok(Terms { buyer, key, currency, baskets: vec![basket], cart: None, gift: None })
}

/// Pieces of what is offered, as an order keeps them.
pub fn line(offered: Offered, quantity: i64) -> Line {
    Line {
        listing: offered.listing,
        variant: offered.variant,
        kind: offered.kind,
        title: offered.title,
        choices: offered.choices,
        sku: offered.sku,
        picture: offered.picture,
        quantity,
        unit: offered.unit,
        is_counted: offered.is_counted,
    }
}
