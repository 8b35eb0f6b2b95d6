//! A purchase with its numbers, before its rows are written.

use goods::catalog::{self, VariantId};
use kernel::{Currency, Money, MoneyError, Timestamp};
use people::rules::Rules;
use platform::db::{DbError, Tx};

use super::{Basket, BasketLine, Channel, OrderId, PurchaseId, Terms, numbers};
use crate::{
    payments::{Takes, Unpayable},
    prices::Shares,
};

/// A purchase that waits for its payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    pub purchase: PurchaseId,
    pub orders: Vec<OrderId>,
    pub total: Money,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum PlaceError {
    #[error("there is nothing to buy")]
    Empty,
    #[error("a quantity must be at least one")]
    NoPieces,
    #[error("the amounts do not add up")]
    Money,
    #[error("it comes to more than one purchase may")]
    TooMuch,
    #[error(transparent)]
    Unpayable(#[from] Unpayable),
    #[error("somebody else was faster")]
    SoldOut(VariantId),
    #[error("a coupon can no longer be used")]
    CouponGone,
    #[error("the cart holds something else by now")]
    CartChanged,
    #[error("the purchase could not be kept")]
    Store(#[from] DbError),
}

impl From<MoneyError> for PlaceError {
    fn from(_: MoneyError) -> Self {
        Self::Money
    }
}

/// A purchase with its numbers, before its rows are written.
pub(super) struct Draft<'a> {
    pub terms: &'a Terms,
    pub placed: Placed,
    pub baskets: Vec<Sums>,
    /// Placed before under the same key: nothing more to write.
    pub is_repeat: bool,
}

/// The amounts of one basket.
pub(super) struct Sums {
    pub items: Money,
    pub discount: Shares,
    /// Of each line.
    pub discounts: Vec<Shares>,
    pub total: Money,
    pub commission: Money,
    /// What of it is the host's; nothing where the shop sells itself.
    pub host: Money,
    /// What is paid now, when that is not everything.
    pub deposit: Option<Money>,
    /// What is still to be paid after this purchase.
    pub due: Money,
    /// The tax that is contained; nothing too where the shop states none.
    pub tax: Money,
}

impl<'a> Draft<'a> {
    pub fn new(
        tx: &Tx,
        now: Timestamp,
        rules: &Rules,
        takes: Takes,
        terms: &'a Terms,
    ) -> Result<Self, PlaceError> {
        let mut baskets = Vec::with_capacity(terms.baskets.len());
        let mut orders = Vec::with_capacity(terms.baskets.len());
        for basket in &terms.baskets {
            baskets.push(Sums::new(basket, terms.currency, rules)?);
            orders.push(OrderId::new(basket.shop, tx.next_id(now)));
        }
        if baskets.is_empty() {
            return Err(PlaceError::Empty);
        }
        let total =
            Money::sum(baskets.iter().map(|sums| sums.deposit.unwrap_or(sums.total)), terms.currency)?;
        // What is taken off passes through the ledger too, so it counts.
        let all = baskets.iter().zip(&terms.baskets);
        let all = all.map(|(sums, basket)| sums.items.checked_add(basket.shipping));
        let all = Money::sum(all.collect::<Result<Vec<_>, _>>()?, terms.currency)?;
        if all.minor() > Money::MOST_MINOR {
            return Err(PlaceError::TooMuch);
        }
        takes.check(total)?;
        for rest in baskets.iter().map(|sums| sums.due) {
            takes.check(rest)?;
        }
        let purchase = PurchaseId::new(tx.next_id(now));
        Ok(Self { terms, placed: Placed { purchase, orders, total }, baskets, is_repeat: false })
    }

    /// What it takes out of a cart: whose, and what as it was read, with the door by which it is sold.
    pub fn cart_lines(&self) -> Option<(i64, impl Iterator<Item = (&BasketLine, Channel)>)> {
        let of = |basket: &'a Basket| basket.lines.iter().map(|line| (line, basket.channel));
        let lines = self.terms.baskets.iter().flat_map(of);
        Some((self.terms.cart?, lines))
    }

    pub fn counted(&self) -> impl Iterator<Item = catalog::Pieces> {
        let lines = self.terms.baskets.iter().flat_map(|basket| &basket.lines);
        lines.filter(|line| line.is_counted).map(|line| (line.variant, line.quantity))
    }
}

impl Sums {
    fn new(basket: &Basket, currency: Currency, rules: &Rules) -> Result<Self, PlaceError> {
        if basket.lines.is_empty() {
            return Err(PlaceError::Empty);
        }
        let (mut items, mut discount) = (Money::zero(currency), Shares::none(currency));
        let mut discounts = Vec::with_capacity(basket.lines.len());
        for line in &basket.lines {
            if line.quantity < 1 {
                return Err(PlaceError::NoPieces);
            }
            let price = line.unit.times(line.quantity)?;
            let off = line.discount()?;
            let left = price.checked_sub(off.total()?)?;
            if line.deductions.iter().any(|deduction| !deduction.amount.is_positive()) || left.is_negative() {
                return Err(PlaceError::Money);
            }
            items = items.checked_add(price)?;
            discount = discount.plus(off)?;
            discounts.push(off);
        }
        let goods = items.checked_sub(discount.total()?)?;
        if !discount.is_none() && !goods.is_positive() {
            return Err(PlaceError::Money);
        }
        // Of what the shop sells for, whoever pays it.
        let basis = items.checked_sub(discount.shop)?;
        let commission = basis.rate(rules.share(numbers::COMMISSION), kernel::Rounding::HalfEven)?;
        let host = match basket.host {
            Some(host) => basis.rate(host.rate, kernel::Rounding::HalfEven)?,
            None => Money::zero(currency),
        };
        // What is paid in two parts is made for one buyer, whom no host sold it to.
        if commission.checked_add(host)?.minor() > basis.minor()
            || basket.host.is_some_and(|host| host.shop == basket.shop || basket.work.is_some())
        {
            return Err(PlaceError::Money);
        }
        let deposit = basket.work.as_ref().and_then(|work| work.deposit);
        let is_less = |deposit: Money| deposit.is_positive() && deposit.minor() < goods.minor();
        // What is made for one buyer has a price of its own: nothing comes off it.
        if deposit.is_some_and(|deposit| !is_less(deposit) || !discount.is_none()) {
            return Err(PlaceError::Money);
        }
        let total = goods.checked_add(basket.shipping)?;
        let due = total.checked_sub(deposit.unwrap_or(total))?;
        let tax = match &basket.tax {
            None => Money::zero(currency),
            Some(tax) => {
                let sums = tax.by_rate()?;
                let gross = Money::sum(sums.iter().map(|sum| sum.gross), currency)?;
                // It is in what the shop gets, line by line, or it is of something else.
                if tax.lines.len() != basket.lines.len() || gross != basis.checked_add(basket.shipping)? {
                    return Err(PlaceError::Money);
                }
                Money::sum(sums.iter().map(|sum| sum.tax), currency)?
            }
        };
        Ok(Self { items, discount, discounts, total, commission, host, deposit, due, tax })
    }
}
