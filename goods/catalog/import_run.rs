//! Imports of a shop: each a file that was looked at, is being taken, or was taken.

use kernel::{Timestamp, shop_id, words};

use super::{
    import_report::Report,
    product_file::{FileKind, Mapping},
};

shop_id!(
    /// One import of a file.
    RunId
);

words! {
    /// How far an import is.
    RunState { Unmapped = "unmapped", Previewed = "previewed", Running = "running", Done = "done" }
}

words! {
    /// Whose number of pieces counts where both have one.
    StockOf { File = "taken", Shop = "kept" }
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
    /// The program that the file comes from.
    pub kind: FileKind,
    pub stock: StockOf,
    /// What the columns of a shop's own table mean.
    pub mapping: Mapping,
    pub created_at: Timestamp,
}
