use kernel::{Quoted, Timestamp};

/// A rate that is kept, and who said it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownRate {
    pub quoted: Quoted,
    pub source: String,
    pub kept_at: Timestamp,
}
