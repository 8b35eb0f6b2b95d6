//! The pages of a listing and of a shop with what it sells.

mod shop;
mod show;

pub use show::routes;
