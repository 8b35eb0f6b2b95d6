//! Questions: a learner asks about a lesson or in a cohort, and its lecturer answers.
//!
//! **Promises.** Only who is in a course asks, and who is asked answers, once. The asker is told.

pub mod api;
mod ask;
mod invariants;
pub(super) mod jobs;
pub(super) mod mail;
pub(super) mod pages;
mod promises;
mod question;
mod store;
mod wire;

pub use ask::{AskError, answer, ask};
pub use invariants::INVARIANTS;
pub use question::{About, Question, QuestionAct, QuestionId, QuestionStage};
pub use store::{count_open, export, forget, of_asker, to_lecturer};
