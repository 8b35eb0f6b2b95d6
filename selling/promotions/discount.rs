//! How what a coupon takes off falls on orders and their lines, to the last minor unit.

use kernel::{Currency, Money, MoneyError};

/// What coupons take off an amount of goods, by who pays for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shares {
    /// The shop sells for so much less.
    pub shop: Money,
    /// The market pays the shop so much.
    pub market: Money,
}

impl Shares {
    pub const fn none(currency: Currency) -> Self {
        Self { shop: Money::zero(currency), market: Money::zero(currency) }
    }

    pub fn total(self) -> Result<Money, MoneyError> {
        self.shop.checked_add(self.market)
    }

    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        Ok(Self { shop: self.shop.checked_add(other.shop)?, market: self.market.checked_add(other.market)? })
    }

    pub fn is_none(self) -> bool {
        self.shop.is_zero() && self.market.is_zero()
    }

    /// Whether neither part is below nothing.
    pub fn is_sound(self) -> bool {
        !self.shop.is_negative() && !self.market.is_negative()
    }
}

fn weight(amount: Money) -> u64 {
    u64::try_from(amount.minor()).unwrap_or_default()
}

/// What can be taken off goods: all but one minor unit.
fn room(goods: Money) -> Money {
    Money::new(goods.minor().saturating_sub(1).max(0), goods.currency())
}

fn smaller(one: Money, other: Money) -> Money {
    if other.minor() < one.minor() { other } else { one }
}

/// Split by weights; nothing at all when nothing weighs anything.
fn split(amount: Money, weights: &[u64]) -> Result<Vec<Money>, MoneyError> {
    if amount.is_zero() || weights.iter().all(|weight| *weight == 0) {
        return Ok(vec![Money::zero(amount.currency()); weights.len()]);
    }
    amount.split(weights)
}

/// What is taken off each line of one order, in proportion to what the lines cost; at least one minor unit of the
/// goods is left.
pub fn off_lines(lines: &[Money], off: Money) -> Result<Vec<Money>, MoneyError> {
    let goods = Money::sum(lines.iter().copied(), off.currency())?;
    let weights: Vec<u64> = lines.iter().map(|line| weight(*line)).collect();
    split(smaller(off, room(goods)), &weights)
}

/// The same over several orders: first to each order, then to its lines. Each order keeps at least one minor unit.
pub fn off_baskets(baskets: &[Vec<Money>], off: Money) -> Result<Vec<Vec<Money>>, MoneyError> {
    let currency = off.currency();
    let mut rooms = Vec::with_capacity(baskets.len());
    for lines in baskets {
        rooms.push(room(Money::sum(lines.iter().copied(), currency)?));
    }
    let most = Money::sum(rooms.iter().copied(), currency)?;
    // By what can be taken off, and not by what it costs: a part is never more than its weight.
    let weights: Vec<u64> = rooms.iter().map(|room| weight(*room)).collect();
    let parts = split(smaller(off, most), &weights)?;
    baskets.iter().zip(parts).map(|(lines, part)| off_lines(lines, part)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn yuan(fen: i64) -> Money {
        Money::new(fen, Currency::CNY)
    }

    fn sum(list: &[Money]) -> i64 {
        list.iter().map(|money| money.minor()).sum()
    }

    #[test]
    fn an_order_is_never_bought_for_nothing() {
        let off = off_lines(&[yuan(1_000), yuan(500)], yuan(99_999)).unwrap();
        assert_eq!(sum(&off), 1_499);
        assert_eq!(off_lines(&[yuan(1)], yuan(5)).unwrap(), [yuan(0)]);
        assert_eq!(off_lines(&[yuan(0), yuan(0)], yuan(5)).unwrap(), [yuan(0), yuan(0)]);
        assert_eq!(off_lines(&[], yuan(5)).unwrap(), []);
        let over_shops = off_baskets(&[vec![yuan(1)], vec![yuan(1_000)], vec![]], yuan(5_000)).unwrap();
        assert_eq!(over_shops, [vec![yuan(0)], vec![yuan(999)], vec![]]);
    }

    #[test]
    fn the_dear_line_bears_more() {
        assert_eq!(off_lines(&[yuan(3_000), yuan(1_000)], yuan(400)).unwrap(), [yuan(300), yuan(100)]);
        let off = off_baskets(&[vec![yuan(2_001)], vec![yuan(1_001)]], yuan(300)).unwrap();
        assert_eq!(off, [vec![yuan(200)], vec![yuan(100)]]);
    }

    proptest! {
        #[test]
        fn every_order_keeps_something_and_the_parts_add_up(
            baskets in proptest::collection::vec(proptest::collection::vec(0..200_000_i64, 1..5), 1..6),
            off in 0..2_000_000_i64,
        ) {
            let list: Vec<Vec<Money>> =
                baskets.iter().map(|lines| lines.iter().map(|fen| yuan(*fen)).collect()).collect();
            let parts = off_baskets(&list, yuan(off)).unwrap();
            let room: i64 = list.iter().map(|lines| (sum(lines) - 1).max(0)).sum();
            prop_assert_eq!(parts.iter().map(|lines| sum(lines)).sum::<i64>(), off.min(room));
            for (lines, parts) in list.iter().zip(&parts) {
                prop_assert!(sum(lines) == 0 || sum(parts) < sum(lines));
                for (line, part) in lines.iter().zip(parts) {
                    prop_assert!(!part.is_negative() && part.minor() <= line.minor());
                }
            }
        }
    }
}
