//! What must always be true of wishes.

use people::capability::Invariant;

pub const INVARIANTS: &[Invariant] = &[(
    "a wish is of a listing that is there",
    "SELECT w.shop_id, w.listing_id FROM wish w LEFT JOIN listing l ON l.shop_id = w.shop_id AND l.id = w.listing_id \
     WHERE l.id IS NULL LIMIT 10",
)];
