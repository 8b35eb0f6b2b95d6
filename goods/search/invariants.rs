//! What must always be true of what is found. `jishi search rebuild` heals it.

use people::capability::Invariant;

pub const INVARIANTS: &[Invariant] = &[
    (
        "everything on sale can be found, but for what has just changed",
        "SELECT l.shop_id, l.id FROM listing l JOIN shop s ON s.id = l.shop_id \
         LEFT JOIN search_listing f ON f.shop_id = l.shop_id AND f.listing_id = l.id \
         WHERE l.state = 'active' AND s.state = 'open' AND f.listing_id IS NULL \
         AND NOT EXISTS (SELECT 1 FROM shop_change c WHERE c.shop_id = l.shop_id) \
         AND NOT EXISTS (SELECT 1 FROM listing_change c, search_reader r \
         WHERE c.shop_id = l.shop_id AND c.listing_id = l.id AND c.id > r.tail) LIMIT 10",
    ),
    (
        "what is counted as found is found",
        "SELECT 0, c.band FROM search_cell c WHERE c.listings <> (SELECT COUNT(*) FROM search_listing f \
         WHERE f.kind = c.kind AND f.craft = c.craft AND f.country = c.country AND f.region = c.region \
         AND f.region_en = c.region_en AND f.currency = c.currency AND f.band = c.band) LIMIT 10",
    ),
    (
        "what fewer than five people typed stands in no roll-up",
        "SELECT 0, day FROM search_demand WHERE people < 5 UNION ALL \
         SELECT shop_id, day FROM search_demand_of_shop WHERE people < 5 LIMIT 10",
    ),
    (
        "nobody saved more searches than they may, nor a search for everything",
        "SELECT 0, holder FROM saved_search GROUP BY holder HAVING COUNT(*) > 50 OR MIN(query) = '' LIMIT 10",
    ),
];
