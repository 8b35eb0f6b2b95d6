//! A show that is to come: its reminder, its day for a calendar, its cover.

mod cover;
mod reminder;
mod routes;

pub(in crate::live) use cover::{MOST_BYTES, keep as keep_cover};
pub use routes::routes;
