//! A cohort, its sessions, and the lifecycle of whether one may join.

use std::{ops::RangeInclusive, time::Duration};

use kernel::{AccountId, Lifecycle, Refused, Timestamp, hours, id, lifecycle, words};
use platform::i18n::Lang;

use crate::{academy::CourseId, live::RoomId};

id!(
    /// A cohort of a course.
    CohortId
);
id!(
    /// A session of a cohort.
    CohortSessionId
);

lifecycle! {
    "a cohort", "problem-cohort-state";
    /// Whether one may join a cohort, by name.
    CohortStage { Planned = "planned", Open = "open", Closed = "closed", CalledOff = "called-off" }
    /// What is done with a cohort, by name.
    CohortAct { Open = "open", Close = "close", CallOff = "call-off" }
    Planned --Open--> Open
    Planned --CallOff--> CalledOff
    Open --Close--> Closed
    Open --CallOff--> CalledOff
}

words! {
    /// Whether a learner was at a session.
    Presence { Unknown = "unknown", There = "there", Away = "away" }
}

/// Sessions of a cohort, seats in it, minutes of a session.
pub const MOST_SESSIONS: usize = 60;
pub const MOST_SEATS: i64 = 500;
pub const MINUTES: RangeInclusive<i64> = 5..=720;
/// A lecturer ticks who is there as people come in.
const EARLY: Duration = hours(1);

/// What is said of a cohort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    pub language: Lang,
    pub name: String,
    /// In words; empty when there is none.
    pub place: String,
    pub seats: i64,
}

#[derive(Clone, Debug)]
pub struct Cohort {
    pub id: CohortId,
    pub course: CourseId,
    /// Who leads it.
    pub lecturer: AccountId,
    pub stage: CohortStage,
    pub said: Outline,
    pub taken: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Cohort {
    pub fn next(&self, act: CohortAct, now: Timestamp) -> Result<Self, Refused<CohortStage>> {
        Ok(Self { stage: self.stage.after(act)?, updated_at: now, ..self.clone() })
    }

    pub fn is_open(&self) -> bool {
        self.stage == CohortStage::Open
    }

    pub fn is_called_off(&self) -> bool {
        self.stage == CohortStage::CalledOff
    }

    /// Whether its sessions may still be changed.
    pub fn is_to_be_held(&self) -> bool {
        self.stage.can(CohortAct::CallOff)
    }

    /// Whether others than its lecturer know of it.
    pub fn is_shown(&self) -> bool {
        self.stage != CohortStage::Planned
    }

    /// Whether it is being taught, or was.
    pub fn is_held(&self) -> bool {
        matches!(self.stage, CohortStage::Open | CohortStage::Closed)
    }

    pub fn free(&self) -> i64 {
        (self.said.seats - self.taken).max(0)
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
pub struct NewSession {
    pub begins_at: Timestamp,
    pub minutes: i64,
    pub title: String,
    /// In words; empty where the cohort meets.
    pub place: String,
    /// The show that is the class.
    pub room: Option<RoomId>,
}

#[derive(Clone, Debug)]
pub struct CohortSession {
    pub cohort: CohortId,
    pub id: CohortSessionId,
    pub said: NewSession,
    pub updated_at: Timestamp,
}

impl CohortSession {
    pub fn lasts(&self) -> Duration {
        Duration::from_secs(u64::try_from(self.said.minutes * 60).unwrap_or(0))
    }

    pub fn ends_at(&self) -> Timestamp {
        self.said.begins_at + self.lasts()
    }

    /// Whether it may be ticked who was there.
    pub fn is_ticked_from(&self, now: Timestamp) -> bool {
        now >= self.said.begins_at - EARLY
    }

    pub fn desk_path(&self) -> String {
        format!("/teach/cohorts/{}/sessions/{}", self.cohort, self.id)
    }

    pub fn room_path(&self) -> Option<String> {
        self.said.room.map(|room| format!("/live/{room}"))
    }
}

/// When the first of its sessions begins.
pub fn begins_at(sessions: &[CohortSession]) -> Option<Timestamp> {
    sessions.iter().map(|session| session.said.begins_at).min()
}

/// Whether one may still come and go: it has a session, and none has begun.
pub fn is_to_come(sessions: &[CohortSession], now: Timestamp) -> bool {
    begins_at(sessions).is_some_and(|begins| begins > now)
}

/// Whether the last session has begun.
pub fn is_at_its_end(sessions: &[CohortSession], now: Timestamp) -> bool {
    sessions.iter().all(|session| session.said.begins_at <= now)
}

/// A learner in a cohort.
#[derive(Clone, Debug)]
pub struct Member {
    pub account: AccountId,
    /// Empty of who has left the market.
    pub name: String,
    pub joined_at: Timestamp,
    /// Lessons of the course that they have read.
    pub lessons_read: i64,
    /// Whether they have completed the course.
    pub has_completed: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    kernel::lifecycle_tests! {
        CohortStage ends at [Closed, CalledOff], drawn in include_str!("mod.rs"), next by CohortStage::after
    }
}
