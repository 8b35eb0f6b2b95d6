//! From a cart to terms: what the buyer sees before paying is what is placed.

use goods::shipping::{self, Rate};
use kernel::{AccountId, Currency, Money, MoneyError, ShopId, Timestamp};
use people::accounts::Address;
use platform::db::{DbError, Tx};

use super::{
    Basket, BasketLine, Cart, CartLine, Destination, PlaceError, ShopCart, Terms,
    buy_now::line,
    cart::cart,
    coupons::{Codes, DiscountError, Tried, discount},
    gifts::Wrapping,
};
use crate::promotions::{Claim, MARKET, Refusal, Shares};

/// One shop's part of what a checkout would cost.
#[derive(Clone, Debug)]
pub struct ShopQuote {
    pub cart: ShopCart,
    /// None when the shop does not ship there.
    pub rate: Option<Rate>,
    /// What came of the code of this shop.
    pub coupon: Tried,
    /// What coupons take off each line.
    pub discounts: Vec<Shares>,
    pub total: Money,
}

/// What a checkout in one currency would cost.
#[derive(Clone, Debug)]
pub struct Quote {
    pub currency: Currency,
    pub shops: Vec<ShopQuote>,
    pub items: Money,
    pub discount: Shares,
    pub shipping: Money,
    pub total: Money,
    /// What came of the market's code.
    pub coupon: Tried,
    pub claims: Vec<Claim>,
}

impl Quote {
    /// Every code that does not apply, and whose it should be.
    pub fn refusals(&self) -> Vec<(ShopId, Refusal)> {
        let shops = self.shops.iter().map(|quote| (quote.cart.shop.id, &quote.coupon));
        let all = shops.chain([(MARKET, &self.coupon)]);
        all.filter_map(|(owner, tried)| Some((owner, tried.refusal()?))).collect()
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
    /// Set when whoever receives it gives the address; `to` is then known as far as the region.
    pub gift: Option<Wrapping>,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum CheckoutError {
    #[error("the cart holds nothing in that currency")]
    Empty,
    #[error("something in the cart cannot be ordered")]
    NotReady,
    #[error("a code does not apply")]
    Coupons(Vec<(ShopId, Refusal)>),
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

impl From<DiscountError> for CheckoutError {
    fn from(error: DiscountError) -> Self {
        match error {
            DiscountError::Money(error) => error.into(),
            DiscountError::Store(error) => error.into(),
        }
    }
}

/// What the lines of one currency would cost, sent to an address (its country and region decide).
///
/// Shipping is by the goods as they are priced: a coupon never makes the parcel dearer.
pub async fn quote(
    tx: &mut Tx,
    now: Timestamp,
    holder: i64,
    buyer: Option<AccountId>,
    currency: Currency,
    to: &Address,
    codes: &Codes,
) -> Result<Quote, CheckoutError> {
    let Cart { shops, .. } = cart(tx, now, holder).await?;
    let mut quotes = Vec::new();
    let (mut items, mut shipping) = (Money::zero(currency), Money::zero(currency));
    let mut discount_all = Shares::none(currency);
    let shops: Vec<ShopCart> = shops.into_iter().filter(|cart| cart.shop.currency == currency).collect();
    let found = discount(tx, now, buyer, currency, &priced(&shops)?, codes).await?;
    for ((cart, coupon), discounts) in shops.into_iter().zip(found.shops).zip(found.lines) {
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
        let off = discounts.iter().try_fold(Shares::none(currency), |sum, line| sum.plus(*line))?;
        discount_all = discount_all.plus(off)?;
        let total = cart.items.checked_sub(off.total()?)?.checked_add(fee)?;
        quotes.push(ShopQuote { cart, rate, coupon, discounts, total });
    }
    Ok(Quote {
        currency,
        shops: quotes,
        items,
        discount: discount_all,
        shipping,
        total: items.checked_sub(discount_all.total()?)?.checked_add(shipping)?,
        coupon: found.market,
        claims: found.claims,
    })
}

/// What each line of each shop costs; nothing when it cannot be ordered.
fn priced(shops: &[ShopCart]) -> Result<Vec<(ShopId, Vec<Money>)>, MoneyError> {
    let amount = |cart: &ShopCart| {
        let none = Money::zero(cart.shop.currency);
        let lines = cart.lines.iter();
        let amount = |line: &CartLine| if line.obstacle.is_none() { line.amount() } else { Ok(none) };
        lines.map(amount).collect::<Result<Vec<Money>, MoneyError>>()
    };
    shops.iter().map(|cart| Ok((cart.shop.id, amount(cart)?))).collect()
}

/// The terms of a checkout: today's prices, stock and shipping, as the buyer saw them.
pub async fn terms(
    tx: &mut Tx,
    now: Timestamp,
    buyer: AccountId,
    holder: i64,
    choice: CheckoutChoice,
) -> Result<Terms, CheckoutError> {
    let quote =
        quote(tx, now, holder, Some(buyer), choice.currency, &choice.to.address, &choice.codes).await?;
    if quote.shops.is_empty() {
        return Err(CheckoutError::Empty);
    }
    if !quote.is_ready() {
        return Err(CheckoutError::NotReady);
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
    let CheckoutChoice { currency, key, gift, to, .. } = choice;
    let new_address = to.new_address();
    Ok(Terms { buyer, key, currency, baskets, cart: Some(holder), gift, coupons, new_address })
}

fn basket(quote: ShopQuote, choice: &CheckoutChoice) -> Basket {
    let shop = quote.cart.shop.id;
    let lines = quote.cart.lines.into_iter().zip(quote.discounts);
    let lines = lines.map(|(held, discount)| BasketLine { discount, ..line(held.offered, held.quantity) });
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
        work: None,
    }
}
