//! A line while its price is worked out.

use kernel::{Currency, Money, MoneyError};
use people::{
    reduction::{Funder, Off, Over, Reduction, Rule},
    shops::MARKET,
};

use super::{Deduction, Line, PricedLine};

/// What was taken off a line so far. Amounts are minor units of its currency; none is more than what the line costs.
pub(super) struct Open {
    pub line: Line,
    pub list: i64,
    pub left: i64,
    /// What its shop has given of it.
    pub by_shop: i64,
    /// What the shop keeps of each piece at least.
    pub floor: i64,
    /// What a piece costs for its quantity and in campaigns.
    pub unit: i64,
    /// By which reductions, and what of each piece.
    pub of_piece: Vec<(usize, i64)>,
    /// By which reductions, in their order, and what of all pieces.
    pub taken: Vec<(usize, i64)>,
    pub priced: i64,
}

impl Open {
    pub fn new(line: Line) -> Result<Self, MoneyError> {
        let list = line.unit.times(line.quantity)?.minor();
        Ok(Self {
            line,
            list,
            left: list,
            by_shop: 0,
            floor: 0,
            unit: line.unit.minor(),
            of_piece: Vec::new(),
            taken: Vec::new(),
            priced: list,
        })
    }

    pub fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.line.unit.currency())
    }

    /// Note what a reduction takes off all pieces.
    pub fn take(&mut self, at: usize, reduction: &Reduction, amount: i64) {
        if amount <= 0 {
            return;
        }
        self.left -= amount;
        if reduction.funded_by == Funder::Shop {
            self.by_shop += amount;
        }
        self.floor = self.floor.max(floor(reduction));
        match self.taken.iter_mut().find(|(one, _)| *one == at) {
            Some((_, sum)) => *sum += amount,
            None => self.taken.push((at, amount)),
        }
    }

    /// Have back what a reduction took off some pieces.
    pub fn give_back(&mut self, at: usize, reduction: &Reduction, amount: i64) {
        self.left += amount;
        if reduction.funded_by == Funder::Shop {
            self.by_shop -= amount;
        }
        for (_, sum) in self.taken.iter_mut().filter(|(one, _)| *one == at) {
            *sum -= amount;
        }
        self.taken.retain(|(_, sum)| *sum > 0);
    }

    /// What a reduction may still take off.
    pub fn room(&self, reduction: &Reduction) -> i64 {
        match reduction.funded_by {
            Funder::Market => self.left,
            Funder::Shop => {
                let floor = self.floor.max(floor(reduction)).saturating_mul(self.line.quantity);
                (self.list - self.by_shop).saturating_sub(floor).clamp(0, self.left.max(0))
            }
        }
    }

    pub fn close(self, reductions: &[&Reduction]) -> PricedLine {
        let deductions = self
            .taken
            .iter()
            .filter_map(|(at, amount)| Some(Deduction::of(reductions.get(*at)?, self.money(*amount))));
        PricedLine {
            shop: self.line.shop,
            quantity: self.line.quantity,
            list: self.money(self.list),
            unit: self.money(self.unit),
            priced: self.money(self.priced),
            deductions: deductions.collect(),
        }
    }
}

/// What a shop keeps of a piece at least where its reduction applies; the market's leave it everything.
pub(super) fn floor(reduction: &Reduction) -> i64 {
    reduction.floor.filter(|_| reduction.funded_by == Funder::Shop).map_or(0, Money::minor)
}

/// Whether a reduction is of this line at all.
pub(super) fn covers(reduction: &Reduction, line: &Line) -> bool {
    if reduction.owner != MARKET && reduction.owner != line.shop {
        return false;
    }
    match &reduction.over {
        Over::Everything => true,
        Over::Listings(listings) => listings.contains(&(line.shop, line.listing)),
        Over::Variants(variants) => variants.contains(&(line.shop, line.variant)),
    }
}

/// Split an amount by what can be taken off each, of which none gets more; nothing where nothing can.
pub(super) fn split(amount: i64, rooms: &[i64], like: Money) -> Result<Vec<i64>, MoneyError> {
    let weights: Vec<u64> = rooms.iter().map(|room| u64::try_from(*room).unwrap_or_default()).collect();
    if amount <= 0 || weights.iter().all(|weight| *weight == 0) {
        return Ok(vec![0; rooms.len()]);
    }
    let parts = Money::new(amount, like.currency()).split(&weights)?;
    Ok(parts.into_iter().map(Money::minor).collect())
}

/// Whether every amount that a reduction names is in the currency of the cart.
pub(super) fn is_in(reduction: &Reduction, currency: Currency) -> bool {
    let off = |off: &Off| match off {
        Off::Amount(amount) | Off::To(amount) => amount.currency() == currency,
        Off::Share { cap, .. } => cap.is_none_or(|cap| cap.currency() == currency),
    };
    let rule = match &reduction.rule {
        Rule::Tiers(tiers) => tiers.iter().all(|tier| off(&tier.off)),
        Rule::Piece(one) | Rule::Set { off: one, .. } => off(one),
        Rule::Goods { least, off: one } => least.currency() == currency && off(one),
    };
    rule && reduction.floor.is_none_or(|floor| floor.currency() == currency)
}
