//! Targets at the desk of their shop.

mod desk;
mod routes;

pub use routes::routes;
