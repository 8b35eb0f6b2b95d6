//! Films at the desk of their shop: sent, followed, given up.

mod desk;
mod problems;
mod routes;
mod sending;

pub use routes::routes;
