use goods::catalog::ListingId;
use kernel::{Timestamp, words};

use super::RecordId;

words! {
    /// Whether a listing may say that it is made after a record: the maker's own may; another shop's when the maker says yes.
    ClaimState { Own = "own", Asked = "asked", Granted = "granted", Refused = "refused" }
}

impl ClaimState {
    /// Whether buyers are told.
    pub fn is_good(self) -> bool {
        matches!(self, Self::Own | Self::Granted)
    }
}

/// What a listing says of where its design comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    pub listing: ListingId,
    pub record: RecordId,
    pub state: ClaimState,
    pub created_at: Timestamp,
    pub answered_at: Option<Timestamp>,
}
