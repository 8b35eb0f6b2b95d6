//! The scanner, and the organiser's gates.

mod desk;
mod problems;
mod routes;
mod scanner;

pub(super) use desk::read_gate;
pub use routes::routes;
