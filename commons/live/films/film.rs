//! The lifecycle of a short film.

use std::time::Duration;

use goods::catalog::ListingId;
use kernel::{Refused, Timestamp, lifecycle, shop_id, words};
use serde::{Deserialize, Serialize};

use crate::live::RoomId;

shop_id!(
    /// A short film of a shop.
    FilmId
);

/// How long a short film is.
pub const SHORTEST: Duration = Duration::from_secs(15);
pub const LONGEST: Duration = Duration::from_secs(60);

lifecycle! {
    "a short film", "problem-film-state";
    /// Where a film stands, by name: for tables and texts.
    FilmStage of FilmState { Waiting = "waiting", Ready = "ready", Failed = "failed" }
    /// What is done with a film, by name.
    FilmAct of FilmStep { Finish = "finish", Fail = "fail" }
    Waiting --Finish--> Ready
    Waiting --Fail--> Failed
}

words!(
    /// Where a film comes from.
    FilmSource {
        Highlight = "highlight",
        Sent = "sent",
    }
);

words!(
    /// Why there is no film.
    FilmFailure {
        /// Nothing was recorded then, or too little.
        Nothing = "nothing",
        Broken = "broken",
    }
);

/// Where a film stands, with what is true there and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FilmState {
    Waiting,
    Ready { size_bytes: i64, seconds: i64 },
    Failed { why: String },
}

/// A step with what it brings along.
#[derive(Clone, Copy, Debug)]
pub enum FilmStep {
    Finish { size_bytes: i64, seconds: i64 },
    Fail { why: FilmFailure },
}

impl FilmState {
    pub fn next(self, step: FilmStep) -> Result<Self, Refused<FilmStage>> {
        match (self, step) {
            (Self::Waiting, FilmStep::Finish { size_bytes, seconds }) => {
                Ok(Self::Ready { size_bytes, seconds })
            }
            (Self::Waiting, FilmStep::Fail { why }) => Ok(Self::Failed { why: why.name().to_owned() }),
            (
                from @ (Self::Ready { .. } | Self::Failed { .. }),
                FilmStep::Finish { .. } | FilmStep::Fail { .. },
            ) => Err(Refused { from: from.stage(), act: step.act() }),
        }
    }
}

/// A short film of a shop.
#[derive(Clone, Debug)]
pub struct Film {
    pub id: FilmId,
    /// In the shop's own language.
    pub title: String,
    pub source: FilmSource,
    /// What of the shop it shows.
    pub listing: Option<ListingId>,
    /// The show that it is cut out of, from when to when of its programme.
    pub of: Option<(RoomId, Timestamp, Timestamp)>,
    pub state: FilmState,
    /// A picture of it in the store of files; empty for none.
    pub poster: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Film {
    pub fn is_ready(&self) -> bool {
        matches!(self.state, FilmState::Ready { .. })
    }

    pub fn seconds(&self) -> i64 {
        if let FilmState::Ready { seconds, .. } = self.state { seconds } else { 0 }
    }

    pub fn path(&self) -> String {
        format!("/shorts/{}/film", self.id)
    }

    /// The show, from where the film begins.
    pub fn show_path(&self) -> Option<String> {
        self.of.map(|(room, from, _)| format!("/live/{room}?at={}", from.micros() / 1_000))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_of(stage: FilmStage) -> FilmState {
        match stage {
            FilmStage::Waiting => FilmState::Waiting,
            FilmStage::Ready => FilmState::Ready { size_bytes: 1, seconds: 15 },
            FilmStage::Failed => FilmState::Failed { why: "nothing".into() },
        }
    }

    fn step_of(act: FilmAct) -> FilmStep {
        match act {
            FilmAct::Finish => FilmStep::Finish { size_bytes: 1, seconds: 15 },
            FilmAct::Fail => FilmStep::Fail { why: FilmFailure::Nothing },
        }
    }

    kernel::lifecycle_tests! {
        FilmStage ends at [Ready, Failed], drawn in include_str!("mod.rs"),
        next by |from, act| one_of(from).next(step_of(act)).map(|state| state.stage())
    }
}
