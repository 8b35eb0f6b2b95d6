use goods::catalog::{ListingId, VariantId};
use kernel::Money;

/// What the offers of a group have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupKey {
    pub variant: VariantId,
    pub pieces: i64,
    /// For all of them together.
    pub amount: Money,
}

/// Open offers of a room that are alike.
#[derive(Clone, Debug)]
pub struct Group {
    pub key: GroupKey,
    pub listing: ListingId,
    pub count: i64,
}
