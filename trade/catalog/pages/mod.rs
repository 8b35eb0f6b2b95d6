//! The page of one listing, and its pictures.

mod media;
mod routes;
mod show;

pub use routes::routes;
