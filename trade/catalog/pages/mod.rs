//! The pages of a listing and of a shop with what it sells, and their pictures.

mod media;
mod routes;
mod shop;
mod show;

pub use routes::routes;
