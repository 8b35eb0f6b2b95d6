use kernel::Timestamp;

use crate::orders::PurchaseId;

/// What the buyer says with a gift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrapping {
    pub receiver: String,
    pub words: String,
}

/// A purchase whose receiver gives the address.
#[derive(Clone, Debug)]
pub struct Gift {
    pub purchase: PurchaseId,
    pub wrapping: Wrapping,
    /// Whether a link was made.
    pub has_link: bool,
    pub addressed_at: Option<Timestamp>,
    pub thanks: String,
    pub thanked_at: Option<Timestamp>,
    pub created_at: Timestamp,
}
