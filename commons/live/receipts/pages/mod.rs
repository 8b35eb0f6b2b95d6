//! The film of a sale, and moments of shows, on the pages of orders.

mod film;
mod marks;
pub(in crate::live) mod panels;
mod routes;

pub(super) use marks::read_mark;
pub use routes::routes;
