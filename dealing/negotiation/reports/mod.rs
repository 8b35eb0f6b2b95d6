//! Reports of conversations: one side tells the moderators, who read what was reported and decide.
//!
//! **Words.** A *report* is what one side tells about a message of the other, or about the whole conversation. A *ruling*
//! is what a moderator decides: *dismiss* it, *warn* the writer, or *pause* them for some days.
//!
//! **Promises.** Nobody reads a conversation that its sides have not reported, and every reading of one that they have is
//! in the audit log. A person has one open report about a conversation at a time. A paused writer begins no
//! conversation and goes on with none unless the other side speaks: what is under way can be brought to its end.
//! Whoever reported is told what came of it; the writer is told of a warning or a pause, and of a dismissed report never.

pub mod api;
mod case;
pub mod jobs;
mod look;
pub mod mail;
pub mod pages;
mod pause;
mod promises;
mod report;
mod rule;
mod store;

pub use case::{Decided, Report, ReportId, ReportReason, Ruling};
pub use look::{CaseFile, look};
pub use pause::{check as check_pause, paused_until};
pub use report::{NewReport, ReportError, report};
pub use rule::{Decision, RuleError, rule};
pub use store::{count_open, export, find, find_open_of, has_photo, list_decided, list_waiting};
