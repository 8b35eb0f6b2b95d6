//! Work: what learners hand in for a lesson, and how a lecturer marks it.
//!
//! **Words.** What is *handed in* is some words, a listing or a show of a shop in which the learner works, as the lesson asks.
//! A *mark* is "good" or "again", with words; a mark that is *corrected* is another step of the same history.
//!
//! ```text
//! handed-in --hand-in--> handed-in
//! handed-in --praise--> good
//! handed-in --return--> again
//! again --hand-in--> handed-in
//! again --praise--> good
//! again --return--> again
//! good --praise--> good
//! good --return--> again
//! ```
//!
//! **Promises.**
//! - A learner hands in one thing for a lesson, and another as often as they like until it is good. Each is in the history.
//! - A lesson that asks for work counts once something is handed in, and no more while its mark is "again".
//! - Nobody marks what has changed since they looked: the second of two lecturers sees what stands, and keeps what they wrote.
//! - A mark that is corrected takes no certificate away.
//!
//! **Not here.** Whether a course is completed (`certify`).

pub mod api;
mod error;
mod hand_in;
mod invariants;
pub(super) mod jobs;
mod look;
pub(super) mod mail;
mod mark;
pub(super) mod pages;
pub(super) mod promises;
mod rule;
mod store;
mod wire;

pub use error::WorkError;
pub use hand_in::hand_in;
pub use invariants::INVARIANTS;
pub use look::{OwnWork, Piece, Shown, look_for_learner, look_for_lecturer};
pub use mark::mark;
pub use rule::{Given, HandIn, HandInAct, HandInId, HandInStage, Mark, Step, StepId, Thing, Work};
pub use store::{
    MarkOf, Marked, Waiting, count_waiting, export, export_given, find_for_lecturer, find_of, forget,
    list_of_course, list_waiting, marks_of, steps,
};
