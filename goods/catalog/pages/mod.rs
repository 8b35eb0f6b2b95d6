//! The pages of a listing, with its pictures, and of a shop with what it sells.

mod common;
mod following;
mod media;
pub(super) mod panels;
mod routes;
mod shop;
mod shops;
mod show;

pub use common::Marks;
pub use routes::routes;
