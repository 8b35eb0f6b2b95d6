//! A cohort, its sessions and who is in it, and the lifecycle of a cohort.

use std::time::Duration;

use kernel::{AccountId, Lifecycle, Refused, Timestamp, id, lifecycle, minutes, words};
use platform::i18n::Lang;

use crate::{academy::CourseId, live::RoomId};

id!(
    /// A group that is taken through a course on dates.
    CohortId
);
id!(
    /// A meeting of a cohort.
    SessionId
);

lifecycle! {
    "a cohort", "problem-cohort-state";
    /// How a cohort stands, by name.
    CohortStage { Planned = "planned", Open = "open", Closed = "closed", CalledOff = "called-off" }
    /// What is done with a cohort, by name.
    CohortAct { Open = "open", Close = "close", CallOff = "call-off" }
    Planned --Open--> Open
    Planned --CallOff--> CalledOff
    Open --Close--> Closed
    Open --CallOff--> CalledOff
}

words! {
    /// Whether a learner was at a session, as far as its lecturer has said.
    Presence { Unknown = "unknown", There = "there", Away = "away" }
}

/// Learners of one cohort, at most.
pub const MOST_SEATS: i64 = 500;
/// Sessions of one cohort, at most.
pub const MOST_SESSIONS: usize = 60;
/// Minutes of a session.
pub const MINUTES: std::ops::RangeInclusive<i64> = 5..=720;

/// What is said of a cohort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CohortPlan {
    pub name: String,
    /// In words; empty when there is none.
    pub place: String,
    /// What is spoken in it.
    pub language: Lang,
    pub seats: i64,
}

#[derive(Clone, Debug)]
pub struct Cohort {
    pub id: CohortId,
    pub course: CourseId,
    pub lecturer: AccountId,
    pub stage: CohortStage,
    pub said: CohortPlan,
    pub taken: i64,
    /// Of its first and of its last session; none before it has one.
    pub begins_at: Option<Timestamp>,
    pub last_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Cohort {
    pub fn next(&self, act: CohortAct) -> Result<Self, Refused<CohortStage>> {
        Ok(Self { stage: self.stage.after(act)?, ..self.clone() })
    }

    pub fn is_open(&self) -> bool {
        self.stage == CohortStage::Open
    }

    /// Whether everybody may look at it.
    pub fn is_shown(&self) -> bool {
        self.stage != CohortStage::Planned
    }

    pub fn free(&self) -> i64 {
        (self.said.seats - self.taken).max(0)
    }

    pub fn is_full(&self) -> bool {
        self.free() == 0
    }

    pub fn has_begun(&self, now: Timestamp) -> bool {
        self.begins_at.is_some_and(|at| at <= now)
    }

    /// Whether a session is still to come.
    pub fn is_to_come(&self, now: Timestamp) -> bool {
        self.last_at.is_some_and(|at| at > now)
    }

    pub fn takes(&self, now: Timestamp) -> bool {
        self.is_open() && self.is_to_come(now)
    }

    pub fn path(&self) -> String {
        format!("/academy/cohorts/{}", self.id)
    }

    pub fn desk_path(&self) -> String {
        format!("/teach/cohorts/{}", self.id)
    }
}

/// What is said of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionPlan {
    pub begins_at: Timestamp,
    pub minutes: i64,
    pub title: String,
    /// Empty for the place of the cohort.
    pub place: String,
    /// The live room of one that is given on air.
    pub room: Option<RoomId>,
}

#[derive(Clone, Debug)]
pub struct Session {
    pub id: SessionId,
    pub cohort: CohortId,
    pub said: SessionPlan,
    pub removed_at: Option<Timestamp>,
    pub updated_at: Timestamp,
}

impl Session {
    pub fn lasts(&self) -> Duration {
        minutes(u64::try_from(self.said.minutes).unwrap_or(0))
    }

    pub fn is_on(&self) -> bool {
        self.removed_at.is_none()
    }

    pub fn has_begun(&self, now: Timestamp) -> bool {
        self.said.begins_at <= now
    }

    pub fn live_path(&self) -> Option<String> {
        self.said.room.map(|room| format!("/live/{room}"))
    }

    pub fn desk_path(&self) -> String {
        format!("/teach/cohorts/{}/sessions/{}", self.cohort, self.id)
    }
}

/// A learner of a cohort.
#[derive(Clone, Debug)]
pub struct Member {
    pub account: AccountId,
    /// Empty of who has left the market.
    pub name: String,
    pub joined_at: Timestamp,
}

/// A tick that was changed.
#[derive(Clone, Debug)]
pub struct AttendanceStep {
    pub name: String,
    pub by: String,
    pub before: Presence,
    pub after: Presence,
    pub at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    kernel::lifecycle_tests! {
        CohortStage ends at [Closed, CalledOff], drawn in include_str!("mod.rs"), next by CohortStage::after
    }
}
