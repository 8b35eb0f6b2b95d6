//! Home, browse and search, suggestions while typing, and what search engines read.

mod browse;
mod common;
mod explained;
mod facets;
mod feed;
mod home;
mod lexicon;
mod near;
pub(super) mod panels;
mod problems;
mod routes;
mod sitemap;
mod suggest;

pub(in crate::search) use common::SEARCHES;
pub(super) use lexicon::{sought, take_in};
pub use routes::routes;
