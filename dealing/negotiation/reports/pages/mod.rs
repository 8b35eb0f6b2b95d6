//! Reporting a conversation, and the moderators' desk for it.

mod common;
mod moderator;
mod own;
mod problems;
mod routes;

pub(super) use common::{read_decision, read_told};
pub use routes::routes;
