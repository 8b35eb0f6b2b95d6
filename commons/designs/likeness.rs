use goods::catalog::ListingId;
use kernel::{Timestamp, words};

use super::RecordId;

words! {
    /// How a picture of a listing is like one of a record: the same, mirrored, or a part of it; or only its colours and edges
    /// are, as of the same pattern on another photo.
    Way { Copy = "copy", Mirror = "mirror", Part = "part", Pattern = "pattern" }
}

words! {
    /// Whether a likeness waits for a moderator, was looked at, or is past since the picture is.
    LikenessState { Open = "open", Seen = "seen", Gone = "gone" }
}

/// A picture of a listing that is like one of another shop's record. It says so to the seller, the maker and a moderator, and
/// does nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    pub id: i64,
    pub listing: ListingId,
    /// Name of the listing's picture in the file store.
    pub file: String,
    pub record: RecordId,
    /// Of the record's picture.
    pub number: i64,
    pub way: Way,
    pub distance: i64,
    pub state: LikenessState,
    pub at: Timestamp,
}
