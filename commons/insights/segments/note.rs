use kernel::{AccountId, Timestamp};

use super::segment::Segment;

kernel::shop_id! {
    /// A note of a shop to a segment.
    NoteId
}

/// Letters of a subject, and of a note.
pub const LONGEST_SUBJECT: usize = 80;
pub const LONGEST_WORDS: usize = 1_200;

/// What a shop writes to a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNote {
    pub segment: Segment,
    pub subject: String,
    pub words: String,
    /// Of a coupon of the shop; empty for none.
    pub code: String,
}

/// A note that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub id: NoteId,
    pub new: NewNote,
    pub by: AccountId,
    pub sent_at: Timestamp,
}
