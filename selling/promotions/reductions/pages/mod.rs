//! Reductions on a shop's desk and on the operator's, and what is said of them beside prices.

mod common;
pub mod editor;
mod list;
pub mod panels;
mod problems;
mod routes;

pub use common::{act_of, terms};
pub use routes::routes;
