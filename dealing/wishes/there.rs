//! Whether a thing can be bought, as the statements of wishes ask it.

/// Whether some of a listing `l` can be bought.
macro_rules! is_there {
    () => {
        "CAST(CASE WHEN EXISTS (SELECT 1 FROM variant v LEFT JOIN stock t ON t.shop_id = v.shop_id AND t.variant_id = v.id \
         WHERE v.shop_id = l.shop_id AND v.listing_id = l.id AND v.priced = 1 \
         AND (v.tracked = 0 OR v.backorder = 1 OR t.available > 0)) THEN 1 ELSE 0 END AS BIGINT)"
    };
}

pub(super) use is_there;
