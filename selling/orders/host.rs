//! What of an order is the host's, who sold it for its shop.

use kernel::{BasisPoints, Money, ShopId};

/// Whom a shop has sell for it, and for which share of what it sells the goods for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Host {
    pub shop: ShopId,
    pub rate: BasisPoints,
}

/// What of an order is its host's, as it was agreed on the day of the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HostShare {
    pub shop: ShopId,
    /// Of all its goods; what of it stays when something is given back is a part of this.
    pub amount: Money,
}
