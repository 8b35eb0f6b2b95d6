//! The lifecycle of a ban:
//!
//! ```text
//! standing --appeal--> appealed
//! standing --lift--> lifted
//! appealed --lift--> lifted
//! appealed --uphold--> upheld
//! upheld --lift--> lifted
//! ```

use kernel::{Lifecycle, Refused, Timestamp, lifecycle, shop_id};
use serde::{Deserialize, Serialize};

shop_id!(
    /// A ban of a shop from giving shows.
    BanId
);

lifecycle! {
    "a ban", "problem-ban-state";
    /// Where a ban stands, by name: for tables and texts.
    BanStage of BanState { Standing = "standing", Appealed = "appealed", Upheld = "upheld", Lifted = "lifted" }
    /// What is done with a ban, by name.
    BanAct of BanStep { Appeal = "appeal", Lift = "lift", Uphold = "uphold" }
    Standing --Appeal--> Appealed
    Standing --Lift--> Lifted
    Appealed --Lift--> Lifted
    Appealed --Uphold--> Upheld
    Upheld --Lift--> Lifted
}

/// Where a ban stands, with what is true there and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BanState {
    Standing,
    Appealed { words: String },
    Upheld { words: String, answer: String },
    Lifted { at: Timestamp },
}

/// A step with what it brings along.
#[derive(Clone, Debug)]
pub enum BanStep {
    Appeal { words: String },
    Lift { at: Timestamp },
    Uphold { answer: String },
}

impl BanState {
    pub fn next(self, step: BanStep) -> Result<Self, Refused<BanStage>> {
        match (self, step) {
            (Self::Standing, BanStep::Appeal { words }) => Ok(Self::Appealed { words }),
            (Self::Standing | Self::Appealed { .. } | Self::Upheld { .. }, BanStep::Lift { at }) => {
                Ok(Self::Lifted { at })
            }
            (Self::Appealed { words }, BanStep::Uphold { answer }) => Ok(Self::Upheld { words, answer }),
            (
                from @ (Self::Appealed { .. } | Self::Upheld { .. } | Self::Lifted { .. }),
                step @ BanStep::Appeal { .. },
            )
            | (
                from @ (Self::Standing | Self::Upheld { .. } | Self::Lifted { .. }),
                step @ BanStep::Uphold { .. },
            )
            | (from @ Self::Lifted { .. }, step @ BanStep::Lift { .. }) => {
                Err(Refused { from: from.stage(), act: step.act() })
            }
        }
    }
}

/// A ban of a shop from giving shows.
#[derive(Clone, Debug)]
pub struct Ban {
    pub id: BanId,
    /// What its shop is told.
    pub reason: String,
    pub until: Timestamp,
    pub state: BanState,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Ban {
    pub fn is_in_force(&self, now: Timestamp) -> bool {
        now < self.until && !matches!(self.state, BanState::Lifted { .. })
    }

    pub fn can(&self, act: BanAct) -> bool {
        self.state.stage().can(act)
    }

    /// What the shop has said against it; empty while it has said nothing.
    pub fn words(&self) -> &str {
        match &self.state {
            BanState::Appealed { words } | BanState::Upheld { words, .. } => words,
            BanState::Standing | BanState::Lifted { .. } => "",
        }
    }

    /// What the market has answered.
    pub fn answer(&self) -> &str {
        if let BanState::Upheld { answer, .. } = &self.state { answer } else { "" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_of(stage: BanStage) -> BanState {
        let words = || "Nobody was harmed".to_owned();
        match stage {
            BanStage::Standing => BanState::Standing,
            BanStage::Appealed => BanState::Appealed { words: words() },
            BanStage::Upheld => BanState::Upheld { words: words(), answer: words() },
            BanStage::Lifted => BanState::Lifted { at: Timestamp::from_micros(1) },
        }
    }

    fn step_of(act: BanAct) -> BanStep {
        match act {
            BanAct::Appeal => BanStep::Appeal { words: String::new() },
            BanAct::Lift => BanStep::Lift { at: Timestamp::from_micros(2) },
            BanAct::Uphold => BanStep::Uphold { answer: String::new() },
        }
    }

    kernel::lifecycle_tests! {
        BanStage ends at [Lifted], drawn in include_str!("ban.rs"),
        next by |from, act| one_of(from).next(step_of(act)).map(|state| state.stage())
    }
}
