//! Prices of a room at the desk of its host, and the claim of whoever watches.

mod claims;
mod common;
mod desk;
mod problems;
mod routes;

pub(in crate::live) use common::{MOST_KEY, read_price};
pub use routes::routes;
