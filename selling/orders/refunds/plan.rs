//! What may be asked back of an order, in money: by line, by piece, less than the price if the buyer likes.

use goods::catalog;
use kernel::{Money, MoneyError};

use super::{Kind, Reason, RequestLine};
use crate::orders::{Order, OrderAmount, OrderLine};

/// What earlier requests have taken from a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    pub position: i64,
    /// Sent back to the shop.
    pub returned: i64,
    pub refunded: Money,
}

/// What is left of a line that money may be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundableLine {
    pub position: i64,
    pub kind: catalog::Kind,
    /// Pieces that were bought, and what was paid for all of them.
    pub bought: i64,
    pub paid: Money,
    /// Pieces that the buyer still has, or should have.
    pub pieces: i64,
    pub left: Money,
}

/// So many pieces of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinePieces {
    pub position: i64,
    pub pieces: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithShipping {
    Yes,
    No,
}

/// What a buyer asks for.
#[derive(Clone, Debug)]
pub struct RefundClaim {
    pub kind: Kind,
    pub reason: Reason,
    pub words: String,
    pub lines: Vec<LinePieces>,
    pub shipping: WithShipping,
    /// Less than all of it; none for all.
    pub amount: Option<Money>,
}

/// Why it cannot be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    #[error("nothing was chosen")]
    Nothing,
    #[error("there are not so many pieces")]
    TooManyPieces { position: i64, most: i64 },
    #[error("nothing of this can be given back any more")]
    NothingLeft,
    #[error("no more can be given back than what was chosen is worth")]
    TooMuch { most: Money },
    #[error("this reason does not fit what is asked for")]
    OtherKind,
    #[error("these goods do not go back without a reason")]
    NeedsReason { position: i64 },
    #[error("the amounts do not add up")]
    Money,
}

impl From<MoneyError> for PlanError {
    fn from(_: MoneyError) -> Self {
        Self::Money
    }
}

impl RefundableLine {
    /// What was paid for so many of the pieces that are left.
    ///
    /// What a coupon took off does not divide evenly: the pieces that went back before have taken their parts, so that
    /// all of them together are worth what was paid, to the last minor unit.
    pub fn price(&self, pieces: i64) -> Result<Money, MoneyError> {
        let gone = self.bought - self.pieces;
        self.of(gone + pieces)?.checked_sub(self.of(gone)?)
    }

    fn of(&self, pieces: i64) -> Result<Money, MoneyError> {
        let weight = |pieces: i64| u64::try_from(pieces).unwrap_or_default();
        let weights = [weight(pieces), weight(self.bought - pieces)];
        Ok(self.paid.split(&weights)?.first().copied().unwrap_or(self.paid))
    }
}

/// What is left of every line of an order.
pub fn offered(lines: &[OrderLine], taken: &[Taken]) -> Result<Vec<RefundableLine>, MoneyError> {
    let one = |(position, line): (i64, &OrderLine)| {
        let before = taken.iter().find(|taken| taken.position == position);
        let (returned, refunded) =
            before.map_or((0, Money::zero(line.unit.currency())), |taken| (taken.returned, taken.refunded));
        Ok(RefundableLine {
            position,
            kind: line.kind,
            bought: line.quantity,
            paid: line.paid()?,
            pieces: line.quantity - returned,
            left: line.paid()?.checked_sub(refunded)?,
        })
    };
    (1_i64..).zip(lines).map(one).collect()
}

/// The lines and the sum of a request; the sum of its lines is its goods, by construction.
pub fn plan(
    order: &Order,
    offered: &[RefundableLine],
    wanted: &RefundClaim,
) -> Result<(Vec<RequestLine>, OrderAmount), PlanError> {
    if !wanted.reason.fits(wanted.kind) {
        return Err(PlanError::OtherKind);
    }
    let none = Money::zero(order.total.currency());
    let mut lines = Vec::new();
    for line in offered {
        let chosen: i64 =
            wanted.lines.iter().filter(|it| it.position == line.position).map(|it| it.pieces.max(0)).sum();
        if chosen == 0 {
            continue;
        }
        if chosen > line.pieces {
            return Err(PlanError::TooManyPieces { position: line.position, most: line.pieces });
        }
        if !wanted.reason.fits_goods(line.kind) {
            return Err(PlanError::NeedsReason { position: line.position });
        }
        let price = line.price(chosen)?;
        let most = if price.minor() < line.left.minor() { price } else { line.left };
        lines.push(RequestLine { position: line.position, pieces: chosen, asked: most, refunded: none });
    }
    let shipping = match wanted.shipping {
        WithShipping::Yes => order.left()?.shipping,
        WithShipping::No => none,
    };
    if lines.is_empty() && (wanted.shipping == WithShipping::No || wanted.kind == Kind::Return) {
        return Err(PlanError::Nothing);
    }
    let most =
        OrderAmount { goods: Money::sum(lines.iter().map(|line| line.asked), none.currency())?, shipping };
    if most.total()?.is_zero() || order.is_given_back() {
        return Err(PlanError::NothingLeft);
    }
    // Of a deposit that was kept, less was paid than the goods are worth.
    let (worth, paid) = (most.total()?, order.left()?.total()?);
    let most = if paid.minor() < worth.minor() { paid } else { worth };
    let amount = wanted.amount.unwrap_or(most);
    if amount.minor() > most.minor() {
        return Err(PlanError::TooMuch { most });
    }
    if !amount.is_positive() {
        return Err(PlanError::Nothing);
    }
    let share = share(&lines, shipping, amount)?;
    for (line, part) in lines.iter_mut().zip(&share.lines) {
        line.asked = *part;
    }
    Ok((lines, share.parts()?))
}

/// How an amount that a shop gives by itself falls on an order: on its goods, by what is left of each line, and on its
/// shipping only as far as the goods do not hold it.
pub fn give(
    left: OrderAmount,
    offered: &[RefundableLine],
    amount: Money,
) -> Result<(Vec<RequestLine>, OrderAmount), PlanError> {
    let most = left.total()?;
    if amount.compare(most)?.is_gt() {
        return Err(PlanError::TooMuch { most });
    }
    let goods = if amount.compare(left.goods)?.is_gt() { left.goods } else { amount };
    let mut lines = Vec::new();
    if goods.is_positive() {
        let weights: Vec<u64> =
            offered.iter().map(|line| u64::try_from(line.left.minor()).unwrap_or_default()).collect();
        let none = Money::zero(amount.currency());
        let parts = offered.iter().zip(goods.split(&weights)?).filter(|(_, part)| part.is_positive());
        lines.extend(parts.map(|(line, asked)| RequestLine {
            position: line.position,
            pieces: line.bought,
            asked,
            refunded: none,
        }));
    }
    Ok((lines, OrderAmount { goods, shipping: amount.checked_sub(goods)? }))
}

/// How an amount falls on the lines of a request and on its shipping, to the last minor unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    pub lines: Vec<Money>,
    pub shipping: Money,
}

impl Share {
    pub fn parts(&self) -> Result<OrderAmount, MoneyError> {
        let goods = Money::sum(self.lines.iter().copied(), self.shipping.currency())?;
        Ok(OrderAmount { goods, shipping: self.shipping })
    }
}

/// Divide an amount over what was asked for, in proportion. Refused when it is more than that.
pub fn share(lines: &[RequestLine], shipping: Money, amount: Money) -> Result<Share, PlanError> {
    let asked = lines.iter().map(|line| line.asked).chain([shipping]);
    let most = Money::sum(asked.clone(), shipping.currency())?;
    if most.checked_sub(amount)?.is_negative() {
        return Err(PlanError::TooMuch { most });
    }
    let weights: Vec<u64> = asked.map(|part| u64::try_from(part.minor()).unwrap_or_default()).collect();
    let mut parts = amount.split(&weights)?;
    let shipping = parts.pop().unwrap_or(Money::zero(amount.currency()));
    Ok(Share { lines: parts, shipping })
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
