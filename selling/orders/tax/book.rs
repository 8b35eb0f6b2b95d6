//! What of an order's taxed amounts is the shop's, rate by rate, and what goes back with a part of it. Pure.

use kernel::{Money, MoneyError};

use crate::prices::{TaxPart, Taxed, split};

/// The taxed part of a line by its position; 0 is the shipping.
#[derive(Clone, Copy, Debug)]
pub struct LinePart {
    pub line: i64,
    pub part: TaxPart,
}

/// What a shop has of an order at one rate, or what came to it, or went back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Held {
    pub taxed: Taxed,
    pub gross: Money,
    /// The part of it that is shipping.
    pub shipping: Money,
    /// The part of it that the market pays.
    pub market: Money,
    pub tax: Money,
}

impl Held {
    fn nothing(taxed: Taxed, like: Money) -> Self {
        let none = Money::zero(like.currency());
        Self { taxed, gross: none, shipping: none, market: none, tax: none }
    }

    /// What the buyer paid for its goods.
    fn goods(&self) -> i64 {
        self.gross.minor() - self.shipping.minor() - self.market.minor()
    }

    fn less(&self, other: &Self) -> Result<Self, MoneyError> {
        Ok(Self {
            taxed: self.taxed,
            gross: self.gross.checked_sub(other.gross)?,
            shipping: self.shipping.checked_sub(other.shipping)?,
            market: self.market.checked_sub(other.market)?,
            tax: self.tax.checked_sub(other.tax)?,
        })
    }

    pub fn negated(&self) -> Result<Self, MoneyError> {
        Self::nothing(self.taxed, self.gross).less(self)
    }

    pub fn is_nothing(&self) -> bool {
        self.gross.is_zero() && self.tax.is_zero()
    }
}

fn entry(list: &mut Vec<Held>, taxed: Taxed, like: Money) -> &mut Held {
    let at = list.iter().position(|held| held.taxed == taxed).unwrap_or(list.len());
    if at == list.len() {
        list.push(Held::nothing(taxed, like));
    }
    &mut list[at]
}

/// What the shop has of an order that is wholly paid.
pub(super) fn whole(parts: &[LinePart]) -> Result<Vec<Held>, MoneyError> {
    let mut all = Vec::new();
    for part in parts {
        let held = entry(&mut all, part.part.taxed, part.part.gross);
        held.gross = held.gross.checked_add(part.part.gross)?;
        held.market = held.market.checked_add(part.part.market)?;
        if part.line == 0 {
            held.shipping = held.shipping.checked_add(part.part.gross)?;
        }
    }
    taxed(all)
}

/// What it has when only a deposit is paid, which is a part of the goods.
pub(super) fn deposited(parts: &[LinePart], deposit: Money) -> Result<Vec<Held>, MoneyError> {
    let goods = || parts.iter().filter(|part| part.line > 0);
    let shares = split(deposit, goods().map(|part| part.part.gross.minor()))?;
    let mut all = Vec::new();
    for (part, share) in goods().zip(shares) {
        let held = entry(&mut all, part.part.taxed, share);
        held.gross = held.gross.checked_add(share)?;
    }
    taxed(all)
}

/// The same with the tax that each amount contains.
fn taxed(mut all: Vec<Held>) -> Result<Vec<Held>, MoneyError> {
    for held in &mut all {
        held.tax = held.taxed.contained(held.gross)?;
    }
    Ok(all)
}

/// What came to the shop since `before`.
pub(super) fn since(before: &[Held], after: &[Held]) -> Result<Vec<Held>, MoneyError> {
    let mut all = Vec::new();
    for held in after {
        let had = before.iter().find(|one| one.taxed == held.taxed).copied();
        all.push(held.less(&had.unwrap_or(Held::nothing(held.taxed, held.gross)))?);
    }
    Ok(all)
}

/// What goes back to the buyer, and to the market with it.
pub(super) struct Back {
    /// Of the goods, each with how it is taxed.
    pub goods: Vec<(Taxed, Money)>,
    pub shipping: Money,
    pub market: Money,
}

/// What of the shop's goes back: exactly so much, of each rate no more than there is, with the difference of the tax that is contained.
pub(super) fn take_back(held: &[Held], back: &Back) -> Result<Vec<Held>, MoneyError> {
    let money = |minor| Money::new(minor, back.shipping.currency());
    let (shipping, market) = (
        split(back.shipping, held.iter().map(|one| one.shipping.minor()))?,
        split(back.market, held.iter().map(|one| one.market.minor()))?,
    );
    let wanted = |one: &Held| {
        back.goods.iter().filter(|(taxed, _)| *taxed == one.taxed).map(|(_, part)| part.minor()).sum::<i64>()
    };
    let mut goods: Vec<i64> = held.iter().map(|one| wanted(one).min(one.goods())).collect();
    // What one rate does not hold, since less was paid than its goods cost, is of the others.
    let over = back.goods.iter().map(|(_, part)| part.minor()).sum::<i64>() - goods.iter().sum::<i64>();
    let rooms: Vec<i64> = held.iter().zip(&goods).map(|(one, taken)| one.goods() - taken).collect();
    for (taken, more) in goods.iter_mut().zip(split(money(over.max(0)), rooms.into_iter())?) {
        *taken += more.minor();
    }
    let mut all = Vec::with_capacity(held.len());
    for (at, one) in held.iter().enumerate() {
        let gross = money(goods[at]).checked_add(shipping[at])?.checked_add(market[at])?;
        let tax = one.tax.checked_sub(one.taxed.contained(one.gross.checked_sub(gross)?)?)?;
        all.push(Held { taxed: one.taxed, gross, shipping: shipping[at], market: market[at], tax });
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use goods::catalog::TaxClass;
    use kernel::{BasisPoints, Country, Currency};
    use proptest::prelude::*;

    use super::*;
    use crate::prices::{ExportRule, ShopTax, Taxable, tax};

    fn yuan(fen: i64) -> Money {
        Money::new(fen, Currency::CNY)
    }

    /// An order of such lines: what each costs the buyer, and what the market pays of it.
    fn order(lines: &[(TaxClass, i64, i64)], shipping: i64, reduced: Option<u32>) -> Vec<LinePart> {
        let stated = ShopTax {
            name: "VAT".into(),
            standard: BasisPoints::new(1_300),
            reduced: reduced.map(BasisPoints::new),
            export: ExportRule::Taxed,
        };
        let goods: Vec<Taxable> = lines
            .iter()
            .map(|(class, paid, market)| Taxable {
                class: *class,
                gross: yuan(paid + market),
                market: yuan(*market),
            })
            .collect();
        let found = tax(&stated, (Country::CN, Country::CN), &goods, yuan(shipping)).unwrap();
        let lines = (1_i64..).zip(found.lines).map(|(line, part)| LinePart { line, part });
        lines.chain(found.shipping.into_iter().map(|part| LinePart { line: 0, part })).collect()
    }

    fn sum(all: &[Held]) -> (i64, i64) {
        (all.iter().map(|one| one.gross.minor()).sum(), all.iter().map(|one| one.tax.minor()).sum())
    }

    fn minus(held: &[Held], back: &[Held]) -> Vec<Held> {
        held.iter().zip(back).map(|(held, back)| held.less(back).unwrap()).collect()
    }

    #[test]
    fn the_rest_of_a_deposit_brings_the_rest_of_the_tax() {
        let parts = order(&[(TaxClass::Standard, 11_300, 0)], 1_130, None);
        let (first, all) = (deposited(&parts, yuan(3_000)).unwrap(), whole(&parts).unwrap());
        assert_eq!((sum(&first), sum(&all)), ((3_000, 345), (12_430, 1_430)));
        assert_eq!(sum(&since(&first, &all).unwrap()), (9_430, 1_085));
        // A deposit that is kept, and given back after all.
        let back = Back { goods: vec![(first[0].taxed, yuan(3_000))], shipping: yuan(0), market: yuan(0) };
        assert_eq!(sum(&minus(&first, &take_back(&first, &back).unwrap())), (0, 0));
    }

    #[test]
    fn what_the_market_paid_goes_back_with_its_tax() {
        let held = whole(&order(&[(TaxClass::Standard, 10_170, 1_130)], 0, None)).unwrap();
        assert_eq!(sum(&held), (11_300, 1_300));
        let back = Back { goods: vec![(held[0].taxed, yuan(5_085))], shipping: yuan(0), market: yuan(565) };
        let half = minus(&held, &take_back(&held, &back).unwrap());
        assert_eq!((sum(&half), half[0].market), ((5_650, 650), yuan(565)));
    }

    proptest! {
        #[test]
        fn whatever_goes_back_in_whatever_steps_the_tax_is_that_of_what_is_left(
            lines in proptest::collection::vec(
                (proptest::sample::select(TaxClass::ALL), 0..100_000_i64, 0..5_000_i64), 1..6),
            fee in 0..3_000_i64,
            reduced in proptest::option::of(0..1_000_u32),
            cuts in proptest::collection::vec((0..=1_000_i64, 0..=1_000_i64), 0..6),
        ) {
            let parts = order(&lines, fee, reduced);
            let mut held = whole(&parts).unwrap();
            let mut left: Vec<(Taxed, i64)> =
                parts.iter().filter(|part| part.line > 0).map(|part| (part.part.taxed, part.part.gross.minor() - part.part.market.minor())).collect();
            let (mut shipping, mut market) = (fee, lines.iter().map(|(_, _, market)| market).sum::<i64>());
            for (cut, of_shipping) in cuts.into_iter().chain([(1_000, 1_000)]) {
                let goods: Vec<(Taxed, Money)> =
                    left.iter().map(|(taxed, paid)| (*taxed, yuan(paid * cut / 1_000))).collect();
                let (fee, from_market) = (shipping * of_shipping / 1_000, market * cut / 1_000);
                let back = Back { goods: goods.clone(), shipping: yuan(fee), market: yuan(from_market) };
                let gone = take_back(&held, &back).unwrap();
                prop_assert!(gone.iter().all(|one| !one.gross.is_negative() && !one.tax.is_negative()));
                let sent = goods.iter().map(|(_, part)| part.minor()).sum::<i64>() + fee + from_market;
                prop_assert_eq!(sum(&gone).0, sent);
                held = minus(&held, &gone);
                for one in &held {
                    prop_assert_eq!(one.taxed.contained(one.gross).unwrap(), one.tax);
                    prop_assert!(one.goods() >= 0 && !one.shipping.is_negative() && !one.market.is_negative());
                }
                left.iter_mut().zip(&goods).for_each(|((_, paid), (_, part))| *paid -= part.minor());
                (shipping, market) = (shipping - fee, market - from_market);
            }
            prop_assert_eq!(sum(&held), (0, 0));
        }
    }
}
