//! Writing and reading reviews, a shop's reputation, and the moderators' desk for reported ones.

mod common;
mod desk;
mod moderator;
pub mod panels;
mod problems;
mod reply;
mod report;
mod routes;
mod shelf;
mod shown;
mod write;

pub(super) use common::{read_change, read_decision, read_said, read_words};
pub(super) use report::{REPORTS, read_report};
pub use routes::routes;
pub use shelf::{Fame, Praise, plain};
pub use shown::OfOrder;

pub use super::ShownReview;
