use goods::catalog::ListingId;
use kernel::Timestamp;

/// Listings that are known of one holder.
pub const MOST_VIEWED: i64 = 60;

/// A listing that somebody has looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewed {
    pub listing: ListingId,
    pub at: Timestamp,
}
