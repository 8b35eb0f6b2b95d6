//! What must always be true of coupons that are taken in rooms.

use people::capability::Invariant;

pub const INVARIANTS: &[Invariant] = &[(
    "as many room coupons are taken as have codes, and never more than there were",
    "SELECT t.shop_id, t.room_coupon_id FROM live_coupon_taken t WHERE t.taken > t.pieces OR t.taken <> \
     (SELECT COUNT(*) FROM live_coupon_code c WHERE c.shop_id = t.shop_id AND c.room_coupon_id = t.room_coupon_id) LIMIT 10",
)];
