//! The lifecycle of a room: what is true in each state, and which step leads where.

use goods::catalog::ListingId;
use kernel::{Lifecycle, Refused, Timestamp, lifecycle, shop_id, words};
use serde::{Deserialize, Serialize};

shop_id!(
    /// A live show of a shop.
    RoomId
);

words!(
    /// How often a show is given.
    Repeats {
        Once = "once",
        /// On the same day of the week, by the shop's clock.
        Weekly = "weekly",
    }
);

lifecycle! {
    "a room", "problem-room-state";
    /// Where a room stands, by name: for tables and texts.
    RoomStage of RoomState { Planned = "planned", OnAir = "on-air", Ended = "ended", Cancelled = "cancelled" }
    /// What is done with a room, by name.
    RoomAct of Step { Begin = "begin", End = "end", Cancel = "cancel" }
    Planned --Begin--> OnAir
    Planned --Cancel--> Cancelled
    OnAir --End--> Ended
}

/// Where a room stands, with what is true there and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoomState {
    /// It begins then; with no day said, as soon as the host is ready.
    Planned {
        at: Option<Timestamp>,
    },
    OnAir {
        since: Timestamp,
    },
    Ended {
        since: Timestamp,
        at: Timestamp,
    },
    Cancelled {
        at: Timestamp,
    },
}

/// A step with what it brings along.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Begin { at: Timestamp },
    End { at: Timestamp },
    Cancel { at: Timestamp },
}

impl RoomState {
    pub fn next(self, step: Step) -> Result<Self, Refused<RoomStage>> {
        match (self, step) {
            (Self::Planned { .. }, Step::Begin { at }) => Ok(Self::OnAir { since: at }),
            (Self::Planned { .. }, Step::Cancel { at }) => Ok(Self::Cancelled { at }),
            (Self::OnAir { since }, Step::End { at }) => Ok(Self::Ended { since, at }),
            (
                from @ (Self::Planned { .. }
                | Self::OnAir { .. }
                | Self::Ended { .. }
                | Self::Cancelled { .. }),
                Step::Begin { .. } | Step::End { .. } | Step::Cancel { .. },
            ) => Err(Refused { from: from.stage(), act: step.act() }),
        }
    }

    /// When it ended, if it did.
    pub fn ended_at(&self) -> Option<Timestamp> {
        match self {
            Self::Ended { at, .. } => Some(*at),
            Self::Planned { .. } | Self::OnAir { .. } | Self::Cancelled { .. } => None,
        }
    }

    /// Whether there is nothing more to come.
    pub fn is_over(&self) -> bool {
        matches!(self, Self::Ended { .. } | Self::Cancelled { .. })
    }

    /// By what a room stands among others: when it begins, began or was given up.
    pub fn at(&self) -> Option<Timestamp> {
        match self {
            Self::Planned { at } => *at,
            Self::OnAir { since } | Self::Ended { since, .. } => Some(*since),
            Self::Cancelled { at } => Some(*at),
        }
    }
}

/// A live show of a shop.
#[derive(Clone, Debug)]
pub struct Room {
    pub id: RoomId,
    /// In the shop's own language.
    pub title: String,
    pub state: RoomState,
    /// What is on show now.
    pub pinned: Option<ListingId>,
    /// Whether it can be seen again.
    pub has_replay: bool,
    /// Whether a program may send to it: somebody has asked for a key.
    pub has_key: bool,
    /// The picture that is kept of its replay; empty while there is none.
    pub poster: String,
    /// The picture with which its shop announces it; empty for none.
    pub cover: String,
    pub repeats: Repeats,
    /// Whether who speaks in it is made by a computer.
    pub is_made: bool,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Room {
    pub fn is_on_air(&self) -> bool {
        matches!(self.state, RoomState::OnAir { .. })
    }

    pub fn is_planned(&self) -> bool {
        matches!(self.state, RoomState::Planned { .. })
    }

    pub fn can(&self, act: RoomAct) -> bool {
        self.state.stage().can(act)
    }

    /// When it began, if it did.
    pub fn since(&self) -> Option<Timestamp> {
        match self.state {
            RoomState::OnAir { since } | RoomState::Ended { since, .. } => Some(since),
            RoomState::Planned { .. } | RoomState::Cancelled { .. } => None,
        }
    }

    /// Where its moments are heard.
    pub fn topic(&self) -> String {
        topic(self.id)
    }
}

/// Where the moments of a room are heard.
pub fn topic(id: RoomId) -> String {
    format!("room/{id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_of(stage: RoomStage) -> RoomState {
        let at = Timestamp::from_micros(0);
        match stage {
            RoomStage::Planned => RoomState::Planned { at: None },
            RoomStage::OnAir => RoomState::OnAir { since: at },
            RoomStage::Ended => RoomState::Ended { since: at, at },
            RoomStage::Cancelled => RoomState::Cancelled { at },
        }
    }

    fn step_of(act: RoomAct) -> Step {
        let at = Timestamp::from_micros(1);
        match act {
            RoomAct::Begin => Step::Begin { at },
            RoomAct::End => Step::End { at },
            RoomAct::Cancel => Step::Cancel { at },
        }
    }

    kernel::lifecycle_tests! {
        RoomStage ends at [Ended, Cancelled], drawn in include_str!("mod.rs"),
        next by |from, act| one_of(from).next(step_of(act)).map(|state| state.stage())
    }
}
