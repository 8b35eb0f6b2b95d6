//! Cohorts: a lecturer takes a group through a course on dates.
//!
//! **Words.** A *cohort* has *seats* and meets in *sessions*, in a place or in a live room. Its *attendance* is who was there.
//!
//! ```text
//! planned --open--> open
//! planned --call-off--> called-off
//! open --close--> closed
//! open --call-off--> called-off
//! ```
//!
//! **Promises.**
//! - No seat is given twice, and who joins twice has one.
//! - Who is in a cohort is in its course; who leaves the course gives the seat back.
//! - Learners are reminded once, the day before a session, of the moment at which it stands; told when one is moved, and when
//!   the cohort is called off.
//! - What was ticked is corrected, never lost: each step keeps what it was before, and who changed it.
//!
//! **Not here.** How one comes into a course (`learn`, `seat`), how a class is shown (`live`).

pub mod api;
mod attend;
mod attendance_store;
mod calendar;
mod cohort;
pub(super) mod demo;
pub mod desk_api;
mod file;
mod give_up;
mod invariants;
pub(super) mod jobs;
mod join;
mod lead;
pub(super) mod mail;
pub(super) mod pages;
mod person;
mod promises;
mod session_store;
mod sessions;
mod store;
mod wire;

pub use attend::{AttendError, tick};
pub use attendance_store::{of_cohort as attendance, steps as attendance_steps};
pub use calendar::calendar;
pub use cohort::{
    AttendanceStep, Cohort, CohortAct, CohortId, CohortPlan, CohortStage, MINUTES, MOST_SEATS, MOST_SESSIONS,
    Member, Presence, Session, SessionId, SessionPlan,
};
pub use file::{Standing, Standings, standings};
pub use give_up::give_up;
pub use invariants::INVARIANTS;
pub use join::{JoinError, join, leave};
pub use lead::{LeadError, NewCohort, edit, make, step};
pub use person::{export, forget};
pub use session_store::{find as find_session, list as sessions, next_of_learner};
pub use sessions::{SessionError, add, change, take_out};
pub use store::{find, find_led, is_in, list_led, list_of_learner, list_to_come, members};
