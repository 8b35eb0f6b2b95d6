//! The last turn: what tax is contained in what a shop gets. It never changes what is paid.

use std::{cmp::Reverse, collections::BTreeMap};

use goods::catalog::TaxClass;
use kernel::{BasisPoints, Country, Money, MoneyError, words};

use super::PricedLine;

words! {
    /// How something is taxed, where its shop states a tax.
    Treatment {
        Standard = "standard",
        Reduced = "reduced",
        /// At a rate of nothing, which is stated.
        Zero = "zero",
        /// It leaves the shop's country, at a rate of nothing.
        Export = "export",
        /// Not taxed: it has no rate.
        Exempt = "exempt",
    }
}

words! {
    /// What a shop does with goods that leave its country.
    ExportRule {
        /// They are taxed as the others are.
        Taxed = "taxed",
        Zero = "zero",
    }
}

/// What a shop states of the tax in its prices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopTax {
    /// What it is called there: VAT, GST, 增值税.
    pub name: String,
    pub standard: BasisPoints,
    /// None where reduced goods are taxed as the others are.
    pub reduced: Option<BasisPoints>,
    pub export: ExportRule,
}

/// A treatment with its rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taxed {
    pub treatment: Treatment,
    pub rate: BasisPoints,
}

impl Taxed {
    fn key(self) -> (u8, u32) {
        (self.treatment as u8, self.rate.get())
    }

    /// The tax in an amount that includes it, to the nearest minor unit, from the exact middle to the even one.
    pub fn contained(self, gross: Money) -> Result<Money, MoneyError> {
        let share = i128::from(self.rate.get());
        let (exact, whole) = (i128::from(gross.minor()) * share, i128::from(BasisPoints::ALL.get()) + share);
        let (down, twice) = (exact.div_euclid(whole), exact.rem_euclid(whole) * 2);
        let is_up = twice > whole || twice == whole && down % 2 != 0;
        let tax = i64::try_from(down + i128::from(is_up)).map_err(|_| MoneyError::Overflow)?;
        Ok(Money::new(tax, gross.currency()))
    }
}

impl ShopTax {
    /// How goods of a class are taxed that go from one country to another.
    pub fn of(&self, class: TaxClass, home: Country, to: Country) -> Taxed {
        const NOTHING: BasisPoints = BasisPoints::new(0);
        let is_export = self.export == ExportRule::Zero && home != to;
        let (treatment, rate) = match (class, self.reduced) {
            (TaxClass::Exempt, _) => (Treatment::Exempt, NOTHING),
            _ if is_export => (Treatment::Export, NOTHING),
            (TaxClass::Zero, _) => (Treatment::Zero, NOTHING),
            (TaxClass::Reduced, Some(reduced)) => (Treatment::Reduced, reduced),
            (TaxClass::Reduced, None) | (TaxClass::Standard, _) => (Treatment::Standard, self.standard),
        };
        Taxed { treatment, rate }
    }

    /// Whether it does not matter where something goes.
    pub fn is_same_everywhere(&self) -> bool {
        self.export == ExportRule::Taxed
    }
}

/// What a shop gets for a line: what the buyer pays and what the market does.
#[derive(Clone, Copy, Debug)]
pub struct Taxable {
    pub class: TaxClass,
    pub gross: Money,
    /// The part of it that the market pays.
    pub market: Money,
}

impl Taxable {
    pub fn new(class: TaxClass, priced: &PricedLine) -> Result<Self, MoneyError> {
        let shares = priced.shares()?;
        Ok(Self { class, gross: priced.list.checked_sub(shares.shop)?, market: shares.market })
    }
}

/// An amount with the tax that it contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaxPart {
    pub taxed: Taxed,
    pub gross: Money,
    /// The part of it that the market pays.
    pub market: Money,
    pub tax: Money,
}

impl TaxPart {
    pub fn net(&self) -> Result<Money, MoneyError> {
        self.gross.checked_sub(self.tax)
    }
}

/// The tax that is contained in what a shop gets for an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderTax {
    /// What the tax is called.
    pub name: String,
    /// Line by line, as they were asked for.
    pub lines: Vec<TaxPart>,
    /// Of the shipping, a part for each rate of the goods.
    pub shipping: Vec<TaxPart>,
}

impl OrderTax {
    /// What each rate comes to, in the order of treatments.
    pub fn by_rate(&self) -> Result<Vec<TaxPart>, MoneyError> {
        by_rate(self.lines.iter().chain(&self.shipping))
    }
}

/// Parts, each rate once with its sums.
pub fn by_rate<'a>(parts: impl IntoIterator<Item = &'a TaxPart>) -> Result<Vec<TaxPart>, MoneyError> {
    let mut all: Vec<TaxPart> = Vec::new();
    for part in parts {
        match all.iter_mut().find(|one| one.taxed == part.taxed) {
            Some(one) => {
                one.gross = one.gross.checked_add(part.gross)?;
                one.market = one.market.checked_add(part.market)?;
                one.tax = one.tax.checked_add(part.tax)?;
            }
            None => all.push(*part),
        }
    }
    all.sort_by_key(|part| part.taxed.key());
    Ok(all)
}

/// What a rate has to be divided over.
#[derive(Default)]
struct Group {
    lines: Vec<usize>,
    goods: i64,
    shipping: i64,
}

/// Work out what tax is contained in some goods of a shop and their shipping.
///
/// Shipping is taxed as the goods are that it carries, in proportion. Each rate is rounded once for the order; its units fall on
/// the lines that lost most by rounding, whatever the order in which they are named.
pub fn tax(
    stated: &ShopTax,
    (home, to): (Country, Country),
    lines: &[Taxable],
    shipping: Money,
) -> Result<OrderTax, MoneyError> {
    let money = |minor| Money::new(minor, shipping.currency());
    let mut parts: Vec<TaxPart> = Vec::with_capacity(lines.len());
    let mut groups: BTreeMap<(u8, u32), Group> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        let taxed = stated.of(line.class, home, to);
        let group = groups.entry(taxed.key()).or_default();
        group.lines.push(at);
        group.goods = group.goods.checked_add(line.gross.minor()).ok_or(MoneyError::Overflow)?;
        parts.push(TaxPart { taxed, gross: line.gross, market: line.market, tax: money(0) });
    }
    spread(shipping, &mut groups)?;
    let mut carried = Vec::new();
    for group in groups.values_mut() {
        let Some(first) = group.lines.first() else { continue };
        let taxed = parts[*first].taxed;
        let tax = taxed.contained(money(group.goods).checked_add(money(group.shipping))?)?;
        group.lines.sort_by_key(|at| Reverse(parts[*at].gross.minor()));
        let amounts = group.lines.iter().map(|at| parts[*at].gross.minor()).chain([group.shipping]);
        let mut shares = split(tax, amounts)?;
        let of_shipping = shares.pop().unwrap_or(money(0));
        for (at, share) in group.lines.iter().zip(shares) {
            parts[*at].tax = share;
        }
        if group.shipping > 0 {
            let gross = money(group.shipping);
            carried.push(TaxPart { taxed, gross, market: money(0), tax: of_shipping });
        }
    }
    Ok(OrderTax { name: stated.name.clone(), lines: parts, shipping: carried })
}

/// Let the shipping follow the goods; goods for nothing are carried at their first rate.
fn spread(shipping: Money, groups: &mut BTreeMap<(u8, u32), Group>) -> Result<(), MoneyError> {
    if groups.values().all(|group| group.goods <= 0) {
        if let Some(first) = groups.values_mut().next() {
            first.shipping = shipping.minor();
        }
        return Ok(());
    }
    let goods: Vec<i64> = groups.values().map(|group| group.goods).collect();
    for (group, part) in groups.values_mut().zip(split(shipping, goods.into_iter())?) {
        group.shipping = part.minor();
    }
    Ok(())
}

/// Divide an amount in proportion, to the last minor unit; nothing of nothing.
pub fn split(amount: Money, by: impl Iterator<Item = i64>) -> Result<Vec<Money>, MoneyError> {
    let weights: Vec<u64> = by.map(|minor| u64::try_from(minor).unwrap_or_default()).collect();
    if amount.is_zero() || weights.iter().all(|weight| *weight == 0) {
        return Ok(vec![Money::zero(amount.currency()); weights.len()]);
    }
    amount.split(&weights)
}
