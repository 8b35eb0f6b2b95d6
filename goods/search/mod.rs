//! Finding: words, facets, suggestions, the home page, and what search engines read of us.
//!
//! **Words.** A *document* is a listing arranged for finding. A *facet* counts listings by one property. A *cell* is
//! one combination of properties and how many listings have it. A *band* is a range of prices in one currency.
//!
//! **Promises.** All words of a query must match, the last one by its beginning. What a shop changes is found
//! within a second. Prices are compared within one currency only: sorting by price, or a price band, means one
//! currency, the market's own unless another is chosen. Queries are counted without anything about who asked.
//!
//! **Not here.** Listings themselves (`catalog`). All knowledge of how the index works is behind [`Index`].

mod api;
mod capability;
mod demo;
mod document;
mod follow;
pub mod index;
pub mod pages;
mod query;
mod query_count;
mod solar_term;
mod words;

pub use api::routes as api;
pub use capability::CAPABILITY;
pub use document::Document;
pub use follow::{catch_up, follow, is_behind, rebuild};
pub use index::Index;
pub use query::{Filter, PageStart, Query, SearchResult, Sort};
pub use words::fold;
