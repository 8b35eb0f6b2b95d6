//! Finding: words, facets, suggestions, the home page, and what search engines read of us.
//!
//! **Words.** A *document* is a listing arranged for finding. A *facet* counts listings by one property. A *cell* is
//! one combination of properties and how many listings have it. A *band* is a range of prices in one currency. A
//! *signal* is what people did that speaks for or against a listing. The *lexicon* knows a thing by its names.
//!
//! **Promises.** What has all words of a query comes first; where that fills no page, what has a part follows and is
//! marked. What a shop changes is found within two seconds, and so is a price that changes with the hour. Prices are what a piece
//! costs everybody now (`catalog::prices_now`), and compared within one currency only: sorting by price, or a price band, means one
//! currency, the market's own unless another is chosen. What people look for is counted without anything about who asked (`demand`).
//!
//! **Not here.** Listings themselves (`catalog`). All knowledge of how the index works is behind [`Index`].

mod api;
mod asked;
mod capability;
mod chips;
mod commands;
mod cut;
pub mod demand;
mod demo;
mod document;
mod fold;
mod follow;
pub mod index;
mod invariants;
#[cfg(test)]
mod judged;
mod kin;
mod lexicon;
mod lexicon_api;
mod materials;
mod measure;
mod near;
mod near_store;
mod numbers;
pub mod pages;
mod parts;
mod perks;
mod point;
mod query;
mod rank;
pub mod saved;
mod shelves;
mod signals;
mod solar_term;
mod sounds;
mod suggestions;
mod typed;
mod words;

pub use capability::CAPABILITY;
pub use document::Document;
pub use fold::fold;
pub use follow::{catch_up, follow, rebuild};
pub use index::{Index, SearchError};
pub use near::near;
pub use query::{Choice, Filter, PageStart, Query, Range, SearchResult, Sort, band_edges, band_of};
