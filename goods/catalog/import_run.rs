//! Imports of a shop: each a file that was looked at, is being taken, or was taken.

use kernel::{Timestamp, shop_id, words};

use super::import_report::Report;

shop_id!(
    /// One import of a file.
    RunId
);

words! {
    /// How far an import is.
    RunState { Previewed = "previewed", Running = "running", Done = "done" }
}

/// An import and what is known of it.
#[derive(Clone, Debug)]
pub struct Run {
    pub id: RunId,
    /// In the file store.
    pub file: String,
    /// What the seller called it.
    pub name: String,
    pub state: RunState,
    /// Listings gone through so far.
    pub done: i64,
    pub total: i64,
    pub report: Report,
    pub created_at: Timestamp,
}
