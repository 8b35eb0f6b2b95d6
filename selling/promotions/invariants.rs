//! What must always be true of coupons.

use people::capability::Invariant;

pub const INVARIANTS: &[Invariant] = &[
    (
        "a coupon is used as often as it was claimed and not given back, and never more than it may be",
        "SELECT c.shop_id, c.id FROM coupon c WHERE c.used <> (SELECT COUNT(*) FROM coupon_use u \
         WHERE u.shop_id = c.shop_id AND u.coupon_id = c.id AND u.given_back_at IS NULL) \
         OR c.used > c.uses_most LIMIT 10",
    ),
    (
        "no buyer uses a coupon more often than each may",
        "SELECT u.shop_id, u.coupon_id FROM coupon_use u JOIN coupon c ON c.shop_id = u.shop_id AND c.id = u.coupon_id \
         WHERE u.given_back_at IS NULL GROUP BY u.shop_id, u.coupon_id, u.buyer_id, c.uses_per_buyer \
         HAVING COUNT(*) > c.uses_per_buyer LIMIT 10",
    ),
    (
        "a code is used as often as it was claimed, a single-use code once",
        "SELECT k.shop_id, k.coupon_id FROM coupon_code k WHERE k.used <> (SELECT COUNT(*) FROM coupon_use u \
         WHERE u.shop_id = k.shop_id AND u.coupon_id = k.coupon_id AND u.code = k.code AND u.given_back_at IS NULL) \
         OR (k.is_single = 1 AND k.used > 1) LIMIT 10",
    ),
];
