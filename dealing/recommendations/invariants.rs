//! What must always be true of recommendations.

use people::capability::Invariant;

pub const INVARIANTS: &[Invariant] = &[
    (
        "nothing is known of who switched it off",
        "SELECT v.shop_id, v.listing_id FROM viewed v JOIN recommendation_off o ON o.holder = v.holder LIMIT 10",
    ),
    (
        "a listing has forty companions at most, and is none of its own",
        "SELECT shop_id, listing_id FROM companion GROUP BY shop_id, listing_id HAVING COUNT(*) > 40 \
         OR MAX(CASE WHEN shop_id = other_shop_id AND listing_id = other_listing_id THEN 1 ELSE 0 END) = 1 LIMIT 10",
    ),
];
