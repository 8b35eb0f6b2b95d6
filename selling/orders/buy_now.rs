//! Past the cart: terms for some pieces of one variant.

use goods::{
    catalog::{self, ListingState, Offered, VariantId},
    shipping::{self, Rate},
};
use kernel::{AccountId, MoneyError};
use people::{accounts::Address, shops};
use platform::db::{DbError, Tx};

use super::{
    Basket, BasketLine, Channel, Terms,
    cart::price_line,
    coupons::{Codes, CountError, count},
    tax::tax_of,
};
use crate::{
    prices::{Asking, Taxable},
    promotions::Refusal,
};

/// What somebody wants at once.
#[derive(Clone, Debug)]
pub struct InstantPurchase {
    pub variant: VariantId,
    pub quantity: i64,
    pub ship_to: Address,
    /// The same key places one purchase.
    pub key: String,
    pub codes: Codes,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum BuyError {
    #[error("there is no such variant on sale")]
    NotOnSale,
    #[error("the shop does not ship there")]
    NoZone,
    #[error("a code does not apply")]
    Coupon { owner: kernel::ShopId, refusal: Refusal },
    #[error("the amounts are too large")]
    Money(#[from] MoneyError),
    #[error("the terms could not be read")]
    Store(#[from] DbError),
}

impl From<CountError> for BuyError {
    fn from(error: CountError) -> Self {
        match error {
            CountError::Money(error) => error.into(),
            CountError::Store(error) => error.into(),
        }
    }
}

/// The terms of buying some pieces of one variant at today's price.
pub async fn buy_now(
    tx: &mut Tx,
    asking: &Asking,
    buyer: AccountId,
    wanted: InstantPurchase,
) -> Result<Terms, BuyError> {
    let InstantPurchase { variant, quantity, ship_to, key, codes } = wanted;
    let offered = catalog::find_offered(tx, variant).await?.ok_or(BuyError::NotOnSale)?;
    let shop = shops::find(tx, variant.shop()).await?.ok_or(BuyError::NotOnSale)?;
    if offered.state != ListingState::Active || !shop.is_selling(asking.now) {
        return Err(BuyError::NotOnSale);
    }
    let currency = offered.unit.currency();
    let asking = asking.by(buyer);
    let found = count(tx, &asking, currency, &[price_line(&offered, quantity)], &codes).await?;
    if let Some((owner, refusal)) = found.refusal() {
        return Err(BuyError::Coupon { owner, refusal });
    }
    let Some(priced) = found.priced.lines.into_iter().next() else { return Err(BuyError::NotOnSale) };
    let grams = if offered.requires_shipping { offered.weight_grams.saturating_mul(quantity) } else { 0 };
    let rate = if offered.requires_shipping {
        shipping::quote(tx, &shop, &ship_to, grams, priced.priced).await?.ok_or(BuyError::NoZone)?
    } else {
        Rate::nothing(currency)
    };
    let taxable = Taxable::new(offered.tax_class, &priced)?;
    let tax = tax_of(tx, asking.now, &shop, ship_to.country, &[taxable], rate.price).await?;
    let lines = vec![BasketLine { deductions: priced.deductions, ..line(offered, quantity) }];
    let (note, channel) = (String::new(), Channel::Listing);
    let (shop, shipping) = (shop.id, rate.price);
    let basket = Basket { shop, lines, shipping, ship_to, note, tax, work: None, host: None, channel };
    Ok(Terms { coupons: found.claims, ..Terms::with_one_shop(buyer, key, basket) })
}

/// Pieces of what is offered, as an order keeps them.
pub fn line(offered: Offered, quantity: i64) -> BasketLine {
    BasketLine {
        listing: offered.listing,
        variant: offered.variant,
        kind: offered.kind,
        title: offered.title,
        title_en: offered.title_en,
        choices: offered.choices,
        choices_en: offered.choices_en,
        sku: offered.sku,
        picture: offered.picture,
        quantity,
        unit: offered.unit,
        is_counted: offered.is_counted,
        lead: offered.lead,
        deductions: Vec::new(),
    }
}
