//! A coupon as something that is taken off prices.

use people::reduction::{Funder, Kind, Off as Taken, Over, Reduction, Rule, Stage};

use super::{Coupon, Off, numbers};

/// What a code takes off.
pub static COUPON: Kind = Kind {
    name: "coupon",
    stage: Stage::Code,
    beside: &[("campaign", numbers::CAMPAIGN_AND_COUPON), ("threshold", numbers::THRESHOLD_AND_COUPON)],
};

impl Coupon {
    /// What it takes off the goods of its shop, or for the market's of all shops.
    pub fn reduction(&self) -> Reduction {
        let off = match self.off {
            Off::Amount(amount) => Taken::Amount(amount),
            Off::Share { rate, cap } => Taken::Share { rate, cap },
        };
        Reduction {
            kind: &COUPON,
            owner: self.id.shop(),
            id: self.id.number(),
            name: self.name.clone(),
            name_en: self.name_en.clone(),
            funded_by: if self.is_of_market() { Funder::Market } else { Funder::Shop },
            over: Over::Everything,
            rule: Rule::Goods { least: self.least, off },
            floor: None,
        }
    }
}
