//! The lifecycle of a notice: what is true in each state, and which step leads where.

use goods::catalog::ListingId;
use kernel::{AccountId, Forbidden, Lifecycle, Refused, ShopId, Timestamp, lifecycle, shop_id, words};
use platform::db::DbError;
use serde::{Deserialize, Serialize};

use crate::designs::RecordId;

shop_id!(
    /// A notice of a maker.
    NoticeId
);

lifecycle! {
    "a notice", "problem-notice-state";
    /// Where a notice stands, by name: for tables and texts.
    NoticeStage of NoticeState {
        Noticed = "noticed", Answered = "answered", Unanswered = "unanswered", Ruled = "ruled",
        Appealed = "appealed", Closed = "closed", Withdrawn = "withdrawn",
    }
    /// What is done with a notice, by name.
    NoticeAct of Step {
        Counter = "counter", Lapse = "lapse", Withdraw = "withdraw", Rule = "rule", Appeal = "appeal",
        Close = "close", Settle = "settle",
    }
    Noticed --Counter--> Answered
    Noticed --Lapse--> Unanswered
    Noticed --Withdraw--> Withdrawn
    Answered --Rule--> Ruled
    Answered --Withdraw--> Withdrawn
    Unanswered --Counter--> Answered
    Unanswered --Rule--> Ruled
    Unanswered --Withdraw--> Withdrawn
    Ruled --Appeal--> Appealed
    Ruled --Close--> Closed
    Appealed --Settle--> Closed
}

words! {
    /// Why a seller says that a listing is no copy.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    Ground {
        SameMaker = "same-maker", Licensed = "licensed", StockPhoto = "stock-photo",
        FolkPattern = "folk-pattern", OwnWork = "own-work", NotTrue = "not-true",
    }
}

words! {
    /// What a moderator rules: that it is a copy, or why it is none.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    Outcome {
        Copied = "copied", SameMaker = "same-maker", Licensed = "licensed", StockPhoto = "stock-photo",
        FolkPattern = "folk-pattern", OwnWork = "own-work", NotCopied = "not-copied", BadFaith = "bad-faith",
    }
}

words! {
    /// One of the two sides.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    Party { Maker = "maker", Seller = "seller" }
}

/// Where a notice stands, with what is true there and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeState {
    /// The seller answers until then.
    Noticed {
        until: Timestamp,
    },
    /// A moderator rules until then.
    Answered {
        ground: Ground,
        until: Timestamp,
    },
    Unanswered {
        until: Timestamp,
    },
    /// Either side may ask for another ruling until then.
    Ruled {
        outcome: Outcome,
        ground: Option<Ground>,
        until: Timestamp,
    },
    /// Another moderator rules until then.
    Appealed {
        outcome: Outcome,
        ground: Option<Ground>,
        by: Party,
        until: Timestamp,
    },
    Closed {
        outcome: Outcome,
        at: Timestamp,
    },
    Withdrawn {
        at: Timestamp,
    },
}

/// A step with what it brings along.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Counter { ground: Ground, until: Timestamp },
    Lapse { until: Timestamp },
    Withdraw { at: Timestamp },
    Rule { outcome: Outcome, until: Timestamp },
    Appeal { by: Party, until: Timestamp },
    Close { at: Timestamp },
    Settle { outcome: Outcome, at: Timestamp },
}

impl NoticeState {
    pub fn next(self, step: Step) -> Result<Self, Refused<NoticeStage>> {
        match (self, step) {
            (Self::Noticed { .. } | Self::Unanswered { .. }, Step::Counter { ground, until }) => {
                Ok(Self::Answered { ground, until })
            }
            (Self::Noticed { .. }, Step::Lapse { until }) => Ok(Self::Unanswered { until }),
            (
                Self::Noticed { .. } | Self::Answered { .. } | Self::Unanswered { .. },
                Step::Withdraw { at },
            ) => Ok(Self::Withdrawn { at }),
            (Self::Answered { ground, .. }, Step::Rule { outcome, until }) => {
                Ok(Self::Ruled { outcome, ground: Some(ground), until })
            }
            (Self::Unanswered { .. }, Step::Rule { outcome, until }) => {
                Ok(Self::Ruled { outcome, ground: None, until })
            }
            (Self::Ruled { outcome, ground, .. }, Step::Appeal { by, until }) => {
                Ok(Self::Appealed { outcome, ground, by, until })
            }
            (Self::Ruled { outcome, .. }, Step::Close { at }) => Ok(Self::Closed { outcome, at }),
            (Self::Appealed { .. }, Step::Settle { outcome, at }) => Ok(Self::Closed { outcome, at }),
            (
                from @ (Self::Noticed { .. }
                | Self::Answered { .. }
                | Self::Unanswered { .. }
                | Self::Ruled { .. }
                | Self::Appealed { .. }
                | Self::Closed { .. }
                | Self::Withdrawn { .. }),
                Step::Counter { .. }
                | Step::Lapse { .. }
                | Step::Withdraw { .. }
                | Step::Rule { .. }
                | Step::Appeal { .. }
                | Step::Close { .. }
                | Step::Settle { .. },
            ) => Err(Refused { from: from.stage(), act: step.act() }),
        }
    }

    /// By when something has to happen.
    pub fn until(&self) -> Option<Timestamp> {
        match self {
            Self::Noticed { until }
            | Self::Answered { until, .. }
            | Self::Unanswered { until }
            | Self::Ruled { until, .. }
            | Self::Appealed { until, .. } => Some(*until),
            Self::Closed { .. } | Self::Withdrawn { .. } => None,
        }
    }

    pub fn outcome(&self) -> Option<Outcome> {
        match self {
            Self::Ruled { outcome, .. } | Self::Appealed { outcome, .. } | Self::Closed { outcome, .. } => {
                Some(*outcome)
            }
            Self::Noticed { .. }
            | Self::Answered { .. }
            | Self::Unanswered { .. }
            | Self::Withdrawn { .. } => None,
        }
    }

    /// What the seller has answered, as far as it still matters.
    pub fn ground(&self) -> Option<Ground> {
        match self {
            Self::Answered { ground, .. } => Some(*ground),
            Self::Ruled { ground, .. } | Self::Appealed { ground, .. } => *ground,
            Self::Noticed { .. } | Self::Unanswered { .. } | Self::Closed { .. } | Self::Withdrawn { .. } => {
                None
            }
        }
    }
}

/// A maker's word that a listing shows a copy of what stands in a record.
#[derive(Clone, Debug)]
pub struct Notice {
    pub id: NoticeId,
    pub record: RecordId,
    pub listing: ListingId,
    pub state: NoticeState,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Notice {
    pub fn can(&self, act: NoticeAct) -> bool {
        self.state.stage().can(act)
    }

    /// Whether a moderator is asked.
    pub fn waits_for_ruling(&self) -> bool {
        self.can(NoticeAct::Rule) || self.can(NoticeAct::Settle)
    }

    /// Which side a shop is of.
    pub fn party(&self, shop: ShopId) -> Option<Party> {
        if shop == self.id.shop() {
            Some(Party::Maker)
        } else {
            (shop == self.listing.shop()).then_some(Party::Seller)
        }
    }

    pub fn is_late(&self, now: Timestamp) -> bool {
        self.waits_for_ruling() && self.state.until().is_some_and(|until| until <= now)
    }
}

/// What a side says with its evidence.
#[derive(Clone, Debug, Default)]
pub struct Words {
    pub words: String,
    /// Files in the store of photos.
    pub photos: Vec<String>,
}

/// What was said in a case.
#[derive(Clone, Debug)]
pub struct Statement {
    pub id: i64,
    pub act: String,
    pub party: Party,
    pub said: Words,
    pub by: AccountId,
    pub at: Timestamp,
}

/// What was ruled, as everybody may read it.
#[derive(Clone, Debug)]
pub struct Ruling {
    pub notice: NoticeId,
    pub id: i64,
    /// 1, or 2 after an appeal.
    pub instance: i64,
    pub outcome: Outcome,
    pub ground: Option<Ground>,
    pub reason: String,
    pub by: AccountId,
    pub noticed_at: Timestamp,
    pub at: Timestamp,
}

/// Why a step is not taken.
#[derive(Debug, thiserror::Error)]
pub enum StepError {
    #[error("there is no such notice")]
    NoSuchNotice,
    #[error(transparent)]
    Refused(#[from] Refused<NoticeStage>),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the notice could not be kept")]
    Store(#[from] DbError),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_of(stage: NoticeStage) -> NoticeState {
        let until = Timestamp::from_micros(0);
        let (outcome, ground) = (Outcome::Copied, None);
        match stage {
            NoticeStage::Noticed => NoticeState::Noticed { until },
            NoticeStage::Answered => NoticeState::Answered { ground: Ground::OwnWork, until },
            NoticeStage::Unanswered => NoticeState::Unanswered { until },
            NoticeStage::Ruled => NoticeState::Ruled { outcome, ground, until },
            NoticeStage::Appealed => NoticeState::Appealed { outcome, ground, by: Party::Seller, until },
            NoticeStage::Closed => NoticeState::Closed { outcome, at: until },
            NoticeStage::Withdrawn => NoticeState::Withdrawn { at: until },
        }
    }

    fn step_of(act: NoticeAct) -> Step {
        let until = Timestamp::from_micros(1);
        match act {
            NoticeAct::Counter => Step::Counter { ground: Ground::FolkPattern, until },
            NoticeAct::Lapse => Step::Lapse { until },
            NoticeAct::Withdraw => Step::Withdraw { at: until },
            NoticeAct::Rule => Step::Rule { outcome: Outcome::FolkPattern, until },
            NoticeAct::Appeal => Step::Appeal { by: Party::Maker, until },
            NoticeAct::Close => Step::Close { at: until },
            NoticeAct::Settle => Step::Settle { outcome: Outcome::Copied, at: until },
        }
    }

    kernel::lifecycle_tests! {
        NoticeStage ends at [Closed, Withdrawn], drawn in include_str!("mod.rs"),
        next by |from, act| one_of(from).next(step_of(act)).map(|state| state.stage())
    }
}
