//! From a cart to terms: what the buyer sees before paying is what is placed.

use goods::shipping::{self, Rate};
use kernel::{AccountId, Conversion, Currency, Money, MoneyError, ShopId, Timestamp};
use people::accounts::Address;
use platform::db::{DbError, Tx};

use super::{
    Basket, BasketLine, CartLine, Channel, Destination, PlaceError, ShopCart, Terms,
    buy_now::line,
    cart::{gather, price},
    cart_changes::{changes, has_seen},
    cart_delivery,
    coupons::{Codes, CountError, Tried},
    gifts::Wrapping,
};
use crate::{
    prices::{Asking, Deduction, OrderTax, Short, taken},
    promotions::{Claim, MARKET, Refusal},
};

impl ShopCart {
    /// Whether anything of it travels; a ticket does not.
    pub fn is_sent(&self) -> bool {
        self.lines.iter().any(|line| line.offered.requires_shipping)
    }
}

/// One shop's part of what a checkout would cost.
#[derive(Clone, Debug)]
pub struct ShopQuote {
    pub cart: ShopCart,
    /// None when the shop does not ship there.
    pub rate: Option<Rate>,
    /// What came of the code of this shop.
    pub coupon: Tried,
    /// What of it is tax, if the shop states any, as far as it is known where it goes.
    pub tax: Option<OrderTax>,
    pub total: Money,
}

/// What a checkout in one currency would cost.
#[derive(Clone, Debug)]
pub struct Quote {
    pub currency: Currency,
    pub shops: Vec<ShopQuote>,
    /// Before anything is taken off.
    pub items: Money,
    pub shipping: Money,
    pub total: Money,
    /// What came of the market's code.
    pub coupon: Tried,
    pub claims: Vec<Claim>,
    /// What would be taken off if the goods came to more.
    pub short: Vec<Short>,
}

impl Quote {
    /// Every code that does not apply, and whose it should be.
    pub fn refusals(&self) -> Vec<(ShopId, Refusal)> {
        let shops = self.shops.iter().map(|quote| (quote.cart.shop.id, &quote.coupon));
        let all = shops.chain([(MARKET, &self.coupon)]);
        all.filter_map(|(owner, tried)| Some((owner, tried.refusal()?))).collect()
    }

    /// What is taken off, each reduction once, in the order in which it is taken off.
    pub fn taken(&self) -> Result<Vec<Deduction>, MoneyError> {
        let lines = self.shops.iter().flat_map(|quote| &quote.cart.lines);
        taken(lines.flat_map(CartLine::deductions))
    }

    /// Stands for what has changed since the cart was filled; empty when nothing has.
    pub fn changes(&self) -> String {
        changes(self.shops.iter().map(|quote| &quote.cart))
    }

    /// Whether anything of it travels, so that somebody must say where to.
    pub fn is_sent(&self) -> bool {
        self.shops.iter().any(|quote| quote.cart.is_sent())
    }

    /// Whether every line can be ordered and shipped.
    pub fn is_ready(&self) -> bool {
        !self.shops.is_empty() && self.shops.iter().all(|quote| quote.rate.is_some() && quote.cart.is_ready())
    }
}

/// What the buyer decided on the checkout page.
#[derive(Clone, Debug)]
pub struct CheckoutChoice {
    /// One checkout is in one currency; lines in others stay in the cart.
    pub currency: Currency,
    pub to: Destination,
    /// Made when the form was shown: sending it twice places one purchase.
    pub key: String,
    pub notes: Vec<(ShopId, String)>,
    /// What the buyer saw as the total. Refused when it has changed since.
    pub seen_total: Option<Money>,
    pub codes: Codes,
    /// What the buyer has seen to have changed since the cart was filled. Refused when it is something else.
    pub accepted: String,
    /// Set when whoever receives it gives the address; `to` is then known as far as the region.
    pub gift: Option<Wrapping>,
    /// The rate by which the buyer was shown what it comes to in their own currency: kept with the order.
    pub about: Option<Conversion>,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum CheckoutError {
    #[error("the cart holds nothing in that currency")]
    Empty,
    #[error("something in the cart cannot be ordered")]
    NotReady,
    #[error("a code does not apply")]
    Coupons(Vec<(ShopId, Refusal)>),
    #[error("something has changed since it was put into the cart, and nobody has said that they saw it")]
    Changes,
    #[error("the total has changed since it was shown")]
    TotalChanged,
    #[error("the amounts are too large")]
    Money,
    #[error(transparent)]
    Place(#[from] PlaceError),
    #[error("the checkout could not be read")]
    Store(#[from] DbError),
}

impl From<MoneyError> for CheckoutError {
    fn from(_: MoneyError) -> Self {
        Self::Money
    }
}

impl From<CountError> for CheckoutError {
    fn from(error: CountError) -> Self {
        match error {
            CountError::Money(error) => error.into(),
            CountError::Store(error) => error.into(),
        }
    }
}

/// What the lines of one currency would cost, sent to an address (its country and region decide).
///
/// Shipping is by the goods as they are priced: a threshold or a code never makes the parcel dearer.
pub async fn quote(
    tx: &mut Tx,
    asking: &Asking,
    holder: i64,
    currency: Currency,
    to: &Address,
    codes: &Codes,
) -> Result<Quote, CheckoutError> {
    let mut shops = gather(tx, asking.now, holder).await?.shops;
    shops.retain(|cart| cart.shop.currency == currency);
    let found = price(tx, asking, currency, shops.iter_mut().collect(), codes).await?;
    let mut quotes = Vec::with_capacity(shops.len());
    let (mut items, mut shipping, mut total) =
        (Money::zero(currency), Money::zero(currency), Money::zero(currency));
    let said = cart_delivery::said(tx, holder).await?;
    for mut cart in shops {
        let (grams, goods) = (cart.grams(), cart.priced()?);
        let rate = if cart.is_sent() {
            shipping::quote(tx, &cart.shop, to, grams, goods).await?
        } else {
            Some(Rate::nothing(currency))
        };
        if let Some(said) = said.iter().find(|said| said.shop == cart.shop.id) {
            let now = rate.as_ref().map(|rate| rate.price);
            cart.delivery = said.change((to.country, &to.region), grams, goods, now);
        }
        let fee = rate.as_ref().map_or(Money::zero(currency), |rate| rate.price);
        items = items.checked_add(cart.items)?;
        shipping = shipping.checked_add(fee)?;
        let of_shop = cart.left()?.checked_add(fee)?;
        total = total.checked_add(of_shop)?;
        let coupon = found.of_shop(cart.shop.id);
        let tax = cart.tax(to.country, fee)?;
        quotes.push(ShopQuote { cart, rate, coupon, tax, total: of_shop });
    }
    let (coupon, claims, short) = (found.market, found.claims, found.priced.short);
    Ok(Quote { currency, shops: quotes, items, shipping, total, coupon, claims, short })
}

/// Whether anything travels of what a cart holds in one currency.
pub async fn is_sent(tx: &mut Tx, now: Timestamp, holder: i64, currency: Currency) -> Result<bool, DbError> {
    let shops = gather(tx, now, holder).await?.shops;
    Ok(shops.iter().filter(|cart| cart.shop.currency == currency).any(ShopCart::is_sent))
}

/// The terms of a checkout: today's prices, stock and shipping, as the buyer saw them.
pub async fn terms(
    tx: &mut Tx,
    asking: &Asking,
    buyer: AccountId,
    holder: i64,
    choice: CheckoutChoice,
) -> Result<Terms, CheckoutError> {
    let asking = asking.by(buyer);
    let quote = quote(tx, &asking, holder, choice.currency, &choice.to.address, &choice.codes).await?;
    if quote.shops.is_empty() {
        return Err(CheckoutError::Empty);
    }
    if !quote.is_ready() {
        return Err(CheckoutError::NotReady);
    }
    if !has_seen(&choice.accepted, &quote.changes()) {
        return Err(CheckoutError::Changes);
    }
    let refusals = quote.refusals();
    if !refusals.is_empty() {
        return Err(CheckoutError::Coupons(refusals));
    }
    if choice.seen_total.is_some_and(|seen| seen != quote.total) {
        return Err(CheckoutError::TotalChanged);
    }
    let coupons = quote.claims;
    let baskets = quote.shops.into_iter().map(|quote| basket(quote, &choice)).collect();
    let CheckoutChoice { currency, key, gift, to, about, .. } = choice;
    let new_address = to.new_address();
    Ok(Terms { buyer, key, currency, baskets, cart: Some(holder), gift, coupons, about, new_address })
}

fn basket(quote: ShopQuote, choice: &CheckoutChoice) -> Basket {
    let shop = quote.cart.shop.id;
    let channel = Channel::of(quote.cart.lines.iter().map(|line| (line.channel, line.left())));
    let lines = quote.cart.lines.into_iter().map(|held| BasketLine {
        deductions: held.deductions().to_vec(),
        ..line(held.offered, held.quantity)
    });
    Basket {
        shop,
        lines: lines.collect(),
        shipping: quote.rate.map_or(Money::zero(choice.currency), |rate| rate.price),
        ship_to: choice.to.address.clone(),
        note: choice
            .notes
            .iter()
            .find(|(id, _)| *id == shop)
            .map(|(_, note)| note.clone())
            .unwrap_or_default(),
        tax: quote.tax,
        work: None,
        host: None,
        channel,
    }
}
