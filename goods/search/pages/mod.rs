//! Home, browse and search, suggestions while typing, and what search engines read.

mod browse;
mod common;
mod facets;
mod feed;
mod home;
pub(super) mod panels;
mod routes;
mod sitemap;
mod suggest;

pub(in crate::search) use common::SEARCHES;
pub use routes::routes;
