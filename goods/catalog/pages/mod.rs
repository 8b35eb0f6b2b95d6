//! The pages of a listing, with its pictures, and of a shop with what it sells.

mod media;
pub(super) mod panels;
mod routes;
mod shop;
mod show;

pub use routes::routes;
