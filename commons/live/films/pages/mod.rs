//! The feed of short films, and the films of a shop at its desk.

mod desk;
mod feed;
mod file;
pub(in crate::live) mod panels;
mod routes;

pub use routes::routes;
