//! The pages of webhooks, on a shop's desk and on the operator's.

mod common;
mod index;
mod problems;
mod routes;
mod show;
mod steps;

pub(super) use common::{TRIALS, read_endpoint};
pub use routes::routes;
