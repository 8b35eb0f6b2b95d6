//! Tickets: what there is to buy, what one holds, and the organiser's kinds.

mod claim;
mod common;
mod desk;
mod held;
mod mine;
pub(in crate::festivals) mod panels;
mod problems;
mod routes;
mod shelf;

pub(in crate::festivals) use common::read_plan;
pub use routes::routes;
