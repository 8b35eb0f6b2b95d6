//! The handbook of the API, and what the market says about itself.

mod handbook;
mod routes;
mod words;

pub use routes::routes;
