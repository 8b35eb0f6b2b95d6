use kernel::{Currency, Money, MoneyError, ShopId};
use people::{reduction::Kind, rules::Rules, shops::MARKET};

use super::{Deduction, Shares, taken};

/// Pieces of a variant whose price is asked for. All lines of one cart are in one currency.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    pub shop: ShopId,
    pub listing: i64,
    pub variant: i64,
    /// What a piece costs before anything is taken off.
    pub unit: Money,
    pub quantity: i64,
    /// What all pieces weigh.
    pub grams: i64,
}

/// A line with its price, and why it is that.
#[derive(Clone, Debug)]
pub struct PricedLine {
    pub shop: ShopId,
    pub quantity: i64,
    /// What all pieces cost before anything is taken off.
    pub list: Money,
    /// What a piece costs for its quantity and in campaigns, before what is taken off several things together.
    pub unit: Money,
    /// What all pieces cost before thresholds and codes.
    pub priced: Money,
    /// In the order in which they were taken off.
    pub deductions: Vec<Deduction>,
}

impl PricedLine {
    pub fn shares(&self) -> Result<Shares, MoneyError> {
        Shares::of(&self.deductions, self.list.currency())
    }

    /// What is paid for all pieces.
    pub fn left(&self) -> Result<Money, MoneyError> {
        self.list.checked_sub(self.shares()?.total()?)
    }

    /// Whether something of this kind may still be taken off.
    pub(super) fn admits(&self, kind: &Kind, rules: &Rules) -> bool {
        self.deductions
            .iter()
            .all(|deduction| deduction.kind.name == kind.name || deduction.kind.stands_beside(kind, rules))
    }
}

/// A reduction that would apply if the goods came to more.
#[derive(Clone, Debug)]
pub struct Short {
    /// With what it would take off, if it were an amount.
    pub deduction: Deduction,
    pub missing: Money,
}

/// What things cost, line by line as they were asked for, and why.
#[derive(Clone, Debug)]
pub struct Priced {
    pub currency: Currency,
    pub lines: Vec<PricedLine>,
    /// What the next step of a threshold is away, for each of their owners.
    pub short: Vec<Short>,
}

impl Priced {
    /// What the goods of a shop, or of all of them, come to for a reduction of this kind.
    pub fn base(&self, kind: &Kind, owner: ShopId, rules: &Rules) -> Result<Money, MoneyError> {
        let lines = self.lines.iter().filter(|line| owner == MARKET || line.shop == owner);
        Money::sum(lines.filter(|line| line.admits(kind, rules)).map(|line| line.priced), self.currency)
    }

    pub fn of_shop(&self, shop: ShopId) -> impl Iterator<Item = &PricedLine> {
        self.lines.iter().filter(move |line| line.shop == shop)
    }

    /// What each reduction takes off altogether, in the order in which they were taken off.
    pub fn taken(&self) -> Result<Vec<Deduction>, MoneyError> {
        taken(self.lines.iter().flat_map(|line| &line.deductions))
    }
}
