use goods::catalog::ListingId;

/// What was bought of a thing in a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selling {
    pub listing: ListingId,
    pub pieces: i64,
    /// What its goods cost, in minor units of the room's currency.
    pub minor: i64,
}
