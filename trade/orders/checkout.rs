//! From a cart to terms: what the buyer sees before paying is what is placed.

use kernel::{AccountId, Currency, Money, MoneyError, ShopId, Timestamp};
use platform::db::{DbError, Tx};

use super::{Basket, Cart, ShopCart, Terms, buy_now::line, cart::cart, gifts::Wrapping};
use crate::{
    accounts::Address,
    shipping::{self, Rate},
};

/// One shop's part of what a checkout would cost.
#[derive(Clone, Debug)]
pub struct ShopQuote {
    pub cart: ShopCart,
    /// None when the shop does not ship there.
    pub rate: Option<Rate>,
    pub total: Money,
}

/// What a checkout in one currency would cost.
#[derive(Clone, Debug)]
pub struct Quote {
    pub currency: Currency,
    pub shops: Vec<ShopQuote>,
    pub items: Money,
    pub shipping: Money,
    pub total: Money,
}

impl Quote {
    /// Whether every line can be ordered and shipped.
    pub fn is_ready(&self) -> bool {
        !self.shops.is_empty()
            && self.shops.iter().all(|quote| {
                quote.rate.is_some()
                    && quote.cart.is_selling
                    && quote.cart.lines.iter().all(|line| line.obstacle.is_none())
            })
    }
}

/// What the buyer decided on the checkout page.
#[derive(Clone, Debug)]
pub struct Choice {
    /// One checkout is in one currency; lines in others stay in the cart.
    pub currency: Currency,
    pub ship_to: Address,
    /// Made when the form was shown: sending it twice places one purchase.
    pub key: String,
    pub notes: Vec<(ShopId, String)>,
    /// What the buyer saw as the total. Refused when it has changed since.
    pub seen_total: Option<Money>,
    /// Set when whoever receives it gives the address; `ship_to` is then known as far as the region.
    pub gift: Option<Wrapping>,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum CheckoutError {
    #[error("the cart holds nothing in that currency")]
    Empty,
    #[error("something in the cart cannot be ordered")]
    NotReady,
    #[error("the total has changed since it was shown")]
    TotalChanged,
    #[error("the amounts are too large")]
    Money,
    #[error("the checkout could not be read")]
    Store(#[from] DbError),
}

impl From<MoneyError> for CheckoutError {
    fn from(_: MoneyError) -> Self {
        Self::Money
    }
}

/// What the lines of one currency would cost, sent to an address (its country and region decide).
pub async fn quote(
    tx: &mut Tx,
    now: Timestamp,
    holder: i64,
    currency: Currency,
    to: &Address,
) -> Result<Quote, CheckoutError> {
    let Cart { shops } = cart(tx, now, holder).await?;
    let mut quotes = Vec::new();
    let (mut items, mut shipping) = (Money::zero(currency), Money::zero(currency));
    for cart in shops.into_iter().filter(|cart| cart.shop.currency == currency) {
        let grams: i64 = cart
            .lines
            .iter()
            .filter(|line| line.obstacle.is_none() && line.offered.requires_shipping)
            .map(|line| line.offered.weight_grams.saturating_mul(line.quantity))
            .sum();
        let rate = shipping::quote(tx, &cart.shop, to, grams, cart.items).await?;
        let fee = rate.as_ref().map_or(Money::zero(currency), |rate| rate.price);
        items = items.checked_add(cart.items)?;
        shipping = shipping.checked_add(fee)?;
        let total = cart.items.checked_add(fee)?;
        quotes.push(ShopQuote { cart, rate, total });
    }
    Ok(Quote { currency, shops: quotes, items, shipping, total: items.checked_add(shipping)? })
}

/// The terms of a checkout: today's prices, stock and shipping, as the buyer saw them.
pub async fn terms(
    tx: &mut Tx,
    now: Timestamp,
    buyer: AccountId,
    holder: i64,
    choice: Choice,
) -> Result<Terms, CheckoutError> {
    let quote = quote(tx, now, holder, choice.currency, &choice.ship_to).await?;
    if quote.shops.is_empty() {
        return Err(CheckoutError::Empty);
    }
    if !quote.is_ready() {
        return Err(CheckoutError::NotReady);
    }
    if choice.seen_total.is_some_and(|seen| seen != quote.total) {
        return Err(CheckoutError::TotalChanged);
    }
    let baskets = quote.shops.into_iter().map(|quote| basket(quote, &choice)).collect();
    let Choice { currency, key, gift, .. } = choice;
    Ok(Terms { buyer, key, currency, baskets, cart: Some(holder), gift })
}

fn basket(quote: ShopQuote, choice: &Choice) -> Basket {
    let shop = quote.cart.shop.id;
    let lines = quote.cart.lines.into_iter().map(|held| line(held.offered, held.quantity));
    Basket {
        shop,
        lines: lines.collect(),
        shipping: quote.rate.map_or(Money::zero(choice.currency), |rate| rate.price),
        ship_to: choice.ship_to.clone(),
        note: choice
            .notes
            .iter()
            .find(|(id, _)| *id == shop)
            .map(|(_, note)| note.clone())
            .unwrap_or_default(),
        work: None,
    }
}
