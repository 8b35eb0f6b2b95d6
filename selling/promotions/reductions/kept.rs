use kernel::{Currency, Money, Timestamp, lifecycle, shop_id, words};
use people::{
    reduction::{Funder, Kind, Over, Reduction, Rule},
    shops::{self, MARKET},
};
use platform::i18n::Lang;

use super::kinds;

shop_id!(
    /// A reduction of a shop, or of the market.
    ReductionId
);

words! {
    /// What sort of reduction it is.
    Sort { Tiers = "tiers", Campaign = "campaign", Bundle = "bundle", Threshold = "threshold" }
}

impl Sort {
    pub fn kind(self) -> &'static Kind {
        match self {
            Self::Tiers => &kinds::TIERS,
            Self::Campaign => &kinds::CAMPAIGN,
            Self::Bundle => &kinds::BUNDLE,
            Self::Threshold => &kinds::THRESHOLD,
        }
    }
}

lifecycle! {
    "a reduction", "problem-reduction-state";
    /// Whether it applies at all.
    ReductionStage {
        Open = "open", Paused = "paused", Ended = "ended",
    }
    /// What its owner does with it.
    ReductionAct {
        Pause = "pause", Resume = "resume", End = "end",
    }
    Open --Pause--> Paused
    Open --End--> Ended
    Paused --Resume--> Open
    Paused --End--> Ended
}

words! {
    /// How a reduction stands at a moment, for lists.
    ReductionStanding { Coming = "coming", Running = "running", Paused = "paused", Over = "over", Ended = "ended" }
}

/// Something that a shop or the market takes off for everybody.
#[derive(Clone, Debug)]
pub struct KeptReduction {
    pub id: ReductionId,
    pub sort: Sort,
    /// Empty when it has no name.
    pub name: String,
    pub name_en: String,
    pub rule: Rule,
    /// Numbers of the listings that it is about; none for all of its owner.
    pub listings: Vec<i64>,
    /// Of these, only the variants with these numbers; none for all.
    pub variants: Vec<i64>,
    pub floor: Option<Money>,
    pub currency: Currency,
    pub from: Timestamp,
    pub until: Option<Timestamp>,
    pub state: ReductionStage,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl KeptReduction {
    /// Its name for a reader of `lang`; `own` is the language of the shop, or the market's.
    pub fn name_in(&self, lang: impl Into<Lang>, own: impl Into<Lang>) -> &str {
        shops::pick(lang, own, &self.name, &self.name_en)
    }

    pub fn standing(&self, now: Timestamp) -> ReductionStanding {
        match self.state {
            ReductionStage::Ended => ReductionStanding::Ended,
            _ if self.until.is_some_and(|until| now >= until) => ReductionStanding::Over,
            ReductionStage::Paused => ReductionStanding::Paused,
            ReductionStage::Open if now < self.from => ReductionStanding::Coming,
            ReductionStage::Open => ReductionStanding::Running,
        }
    }

    /// When it began to apply: what is made today takes nothing off yesterday.
    pub fn begin(&self) -> Timestamp {
        self.from.max(self.created_at)
    }

    pub fn can(&self, act: ReductionAct) -> bool {
        kernel::Lifecycle::can(self.state, act)
    }

    pub fn is_of_market(&self) -> bool {
        self.id.shop() == MARKET
    }

    /// As the engine takes it off.
    pub fn reduction(&self) -> Reduction {
        let owner = self.id.shop();
        let some = |numbers: &[i64]| numbers.iter().map(|number| (owner, *number)).collect();
        let over = match self.sort {
            // A bundle says itself what it is of.
            Sort::Bundle | Sort::Threshold => Over::Everything,
            Sort::Tiers | Sort::Campaign if !self.variants.is_empty() => Over::Variants(some(&self.variants)),
            Sort::Tiers | Sort::Campaign if !self.listings.is_empty() => Over::Listings(some(&self.listings)),
            Sort::Tiers | Sort::Campaign => Over::Everything,
        };
        Reduction {
            kind: self.sort.kind(),
            owner,
            id: self.id.number(),
            name: self.name.clone(),
            name_en: self.name_en.clone(),
            funded_by: if self.is_of_market() { Funder::Market } else { Funder::Shop },
            over,
            rule: self.rule.clone(),
            floor: self.floor,
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::Lifecycle;

    use super::*;

    kernel::lifecycle_tests! {
        ReductionStage ends at [Ended], drawn in include_str!("mod.rs"),
        next by ReductionStage::after
    }
}
