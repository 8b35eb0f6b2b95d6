//! The schedule: how shows are announced, who is reminded of them, and who is told that one begins.
//!
//! **Words.** Who wants to be reminded of a show has a *reminder* of it. Its *audience* are those and whoever follows its shop.
//!
//! **Promises.** A reminder is sent a quarter of an hour before the show, unless its day was changed: then before that day. A show
//! that is given weekly is planned anew when its moment has come, whether or not it was given, until it is called off. To go
//! on air costs the same whoever follows: the audience is told by jobs, some at a time, in a lane in which nothing else waits,
//! and no more once the show is over.
//!
//! **Not here.** The show itself, and how news reaches a reader (`notifications`).

pub mod api;
mod calendar;
pub(super) mod jobs;
pub(super) mod mail;
pub(super) mod pages;
mod promises;
mod remind;
mod store;

pub use calendar::calendar;
pub(super) use promises::{promise, tell_audience};
pub use remind::{RemindError, leave_out, remind};
pub use store::{count as count_reminders, has as has_reminder};
pub(super) use store::{export, forget};
