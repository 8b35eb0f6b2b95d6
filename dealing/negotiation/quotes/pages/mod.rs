//! Asking for a quote, quoting, ordering what was quoted, and telling how the work goes.

mod brief;
mod checkout;
mod common;
mod problems;
mod progress;
mod routes;
mod show;

pub(super) use checkout::read_seen;
pub use common::tone;
pub(super) use common::{Wish, read_terms, read_wish};
pub(super) use progress::read_progress;
pub use routes::routes;
