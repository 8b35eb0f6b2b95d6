//! A bargained price, as the one engine of prices works it out: the list price, and what was agreed on.

use kernel::{Money, MoneyError};
use people::{
    reduction::{Funder, Kind, Off, Over, Reduction, Rule, Stage},
    rules::Rules,
};
use selling::prices::{self, Line, Priced};

use super::Offer;

/// What a shop gives by agreeing: nothing else stands beside it.
pub static AGREED: Kind = Kind { name: "agreed", stage: Stage::Agreed, beside: &[] };

impl Offer {
    /// What its things cost at the price of the offer, line by line, and why.
    pub fn priced(&self, rules: &Rules) -> Result<Priced, MoneyError> {
        let (shop, currency) = (self.id.shop(), self.amount.currency());
        let lines: Vec<Line> = self
            .things
            .iter()
            .map(|thing| Line {
                shop,
                listing: thing.listing.number(),
                variant: thing.variant.number(),
                unit: thing.unit,
                quantity: thing.quantity,
                grams: 0,
            })
            .collect();
        let agreed = Reduction {
            kind: &AGREED,
            owner: shop,
            id: self.id.number(),
            name: String::new(),
            name_en: String::new(),
            funded_by: Funder::Shop,
            over: Over::Everything,
            rule: Rule::Goods { least: Money::zero(currency), off: Off::To(self.amount) },
            floor: None,
        };
        prices::price(currency, &lines, &[agreed], rules)
    }
}
