//! The lifecycle of a clip.

use std::time::Duration;

use broadcast::FfmpegError;
use kernel::{Refused, Timestamp, lifecycle, shop_id, words};
use serde::{Deserialize, Serialize};

use crate::live::RoomId;

shop_id!(
    /// A clip of a shop.
    ClipId
);

/// How long a clip may be.
pub const SHORTEST: Duration = Duration::from_secs(3);
pub const LONGEST: Duration = Duration::from_secs(120);

lifecycle! {
    "a clip", "problem-clip-state";
    /// Where a clip stands, by name: for tables and texts.
    ClipStage of ClipState { Waiting = "waiting", Making = "making", Ready = "ready", Failed = "failed" }
    /// What is done with a clip, by name.
    ClipAct of ClipStep { Make = "make", Finish = "finish", Fail = "fail" }
    Waiting --Make--> Making
    Making --Make--> Making
    Making --Finish--> Ready
    Making --Fail--> Failed
    Waiting --Fail--> Failed
}

words!(
    /// Why there is no clip.
    ClipFailure {
        /// There is no ffmpeg.
        Absent = "absent",
        /// Nothing was recorded then.
        Nothing = "nothing",
        DiskFull = "disk-full",
        TooMuch = "too-much",
        Broken = "broken",
    }
);

/// Where a clip stands, with what is true there and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClipState {
    Waiting,
    Making { percent: i64 },
    Ready { size_bytes: i64 },
    Failed { why: String },
}

/// A step with what it brings along.
#[derive(Clone, Copy, Debug)]
pub enum ClipStep {
    Make,
    Finish { size_bytes: i64 },
    Fail { why: ClipFailure },
}

impl ClipState {
    pub fn next(self, step: ClipStep) -> Result<Self, Refused<ClipStage>> {
        match (self, step) {
            (Self::Waiting | Self::Making { .. }, ClipStep::Make) => Ok(Self::Making { percent: 0 }),
            (Self::Making { .. }, ClipStep::Finish { size_bytes }) => Ok(Self::Ready { size_bytes }),
            (Self::Waiting | Self::Making { .. }, ClipStep::Fail { why }) => {
                Ok(Self::Failed { why: why.name().to_owned() })
            }
            (from @ (Self::Ready { .. } | Self::Failed { .. }), ClipStep::Make | ClipStep::Fail { .. })
            | (from @ (Self::Waiting | Self::Ready { .. } | Self::Failed { .. }), ClipStep::Finish { .. }) => {
                Err(Refused { from: from.stage(), act: step.act() })
            }
        }
    }
}

/// A clip of a replay.
#[derive(Clone, Debug)]
pub struct Clip {
    pub id: ClipId,
    pub room: RoomId,
    /// In the shop's own language.
    pub title: String,
    /// The time of the programme.
    pub from: Timestamp,
    pub to: Timestamp,
    pub state: ClipState,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Clip {
    pub fn is_ready(&self) -> bool {
        matches!(self.state, ClipState::Ready { .. })
    }

    /// Whether it changes by itself.
    pub fn is_under_way(&self) -> bool {
        matches!(self.state, ClipState::Waiting | ClipState::Making { .. })
    }

    pub fn percent(&self) -> i64 {
        if let ClipState::Making { percent } = self.state { percent } else { 0 }
    }

    /// Why it failed; empty where it did not.
    pub fn why(&self) -> &str {
        if let ClipState::Failed { why } = &self.state { why } else { "" }
    }

    pub fn path(&self) -> String {
        format!("/live/{}/clips/{}", self.room, self.id)
    }

    /// Seconds from its beginning to its end.
    pub fn seconds(&self) -> u64 {
        self.to.since(self.from).as_secs()
    }
}

impl From<&FfmpegError> for ClipFailure {
    fn from(error: &FfmpegError) -> Self {
        match error {
            FfmpegError::NothingThere => Self::Nothing,
            FfmpegError::DiskFull => Self::DiskFull,
            FfmpegError::TooMuch | FfmpegError::TooLong | FfmpegError::TooManyPixels => Self::TooMuch,
            FfmpegError::NotAVideo | FfmpegError::GivenUp | FfmpegError::Failed(_) => Self::Broken,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_of(stage: ClipStage) -> ClipState {
        match stage {
            ClipStage::Waiting => ClipState::Waiting,
            ClipStage::Making => ClipState::Making { percent: 7 },
            ClipStage::Ready => ClipState::Ready { size_bytes: 1 },
            ClipStage::Failed => ClipState::Failed { why: "broken".into() },
        }
    }

    fn step_of(act: ClipAct) -> ClipStep {
        match act {
            ClipAct::Make => ClipStep::Make,
            ClipAct::Finish => ClipStep::Finish { size_bytes: 1 },
            ClipAct::Fail => ClipStep::Fail { why: ClipFailure::Broken },
        }
    }

    kernel::lifecycle_tests! {
        ClipStage ends at [Ready, Failed], drawn in include_str!("mod.rs"),
        next by |from, act| one_of(from).next(step_of(act)).map(|state| state.stage())
    }
}
