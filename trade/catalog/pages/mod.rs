//! The page of one listing.

mod show;

pub use show::routes;
