//! Cohorts: a lecturer takes a group through a course on dates.
//!
//! **Words.** A *session* is one meeting of a cohort: a moment, some minutes, a place or a show of a shop's room (a *live class*).
//! A *seat* in a cohort is taken by joining. *Attendance* says of a learner and a session: there, away, or not known.
//!
//! ```text
//! planned --open--> open
//! planned --call-off--> called-off
//! open --close--> closed
//! open --call-off--> called-off
//! ```
//!
//! **Promises.**
//! - No more learners are in a cohort than it has seats; who joins twice is in it once.
//! - Who is in a cohort was in its course when they joined; a seat in a priced course is bought before.
//! - One joins and leaves before the first session begins, and not afterwards.
//! - What was ticked may be corrected; what stood before, who changed it and when, is kept.
//! - Those who are in it are reminded once of each session, the day before, and told when it is moved or called off.
//! - A lecturer finds their own cohorts; those of others are not there.
//!
//! **Not here.** What is handed in and marked.

pub mod api;
mod ask;
mod attend;
mod attendance_store;
mod cohort;
pub mod desk_api;
mod error;
mod invariants;
pub(super) mod jobs;
mod join;
pub(super) mod mail;
pub(super) mod pages;
mod plan;
mod promises;
mod question;
mod question_store;
mod session_store;
mod sessions;
mod store;
mod wire;

pub use ask::{answer, ask_about_lesson, ask_in_cohort};
pub use attend::tick;
pub use attendance_store::{Correction, corrections, of_cohort as attendance_of_cohort};
pub use cohort::{
    Cohort, CohortAct, CohortId, CohortSession, CohortSessionId, CohortStage, MOST_SEATS, MOST_SESSIONS, Member,
    MINUTES, NewSession, Outline, Presence,
};
pub use error::CohortError;
pub use invariants::INVARIANTS;
pub use join::{join, leave};
pub use plan::{edit, make, step};
pub use question::{About, Question, QuestionId, QuestionStage};
pub use question_store::{count_open as count_open_questions, of_account as questions_of, to_lecturer as questions_to};
pub use session_store::{find as find_session, list as sessions_of, of_course as sessions_of_course};
pub use sessions::{add as add_session, move_to as move_session, remove as remove_session};
pub use store::{
    export, find, find_led, find_shown, forget, is_in, list_of_learner, list_of_lecturer, members, open_of_course,
};
