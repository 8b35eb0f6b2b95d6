//! What must always be true of prices in rooms.

use people::capability::Invariant;

pub const INVARIANTS: &[Invariant] = &[
    (
        "as many pieces of a room's price are taken as were claimed, and never more than there were",
        "SELECT t.shop_id, t.price_id FROM live_price_taken t WHERE t.taken > t.pieces OR t.taken <> \
         (SELECT CAST(COALESCE(SUM(b.pieces), 0) AS BIGINT) FROM live_bought b \
         WHERE b.shop_id = t.shop_id AND b.price_id = t.price_id) LIMIT 10",
    ),
    (
        "no buyer has more pieces of a room's price than each may have",
        "SELECT c.shop_id, c.price_id FROM live_claimed c \
         JOIN live_price p ON p.shop_id = c.shop_id AND p.id = c.price_id WHERE c.pieces > p.per_buyer LIMIT 10",
    ),
    (
        "what was bought in a room is a purchase",
        "SELECT b.shop_id, b.id FROM live_bought b \
         WHERE NOT EXISTS (SELECT 1 FROM purchase p WHERE p.id = b.purchase_id) LIMIT 10",
    ),
    (
        "a claim came before its price was over",
        "SELECT b.shop_id, b.id FROM live_bought b \
         JOIN live_price p ON p.shop_id = b.shop_id AND p.id = b.price_id \
         WHERE b.created_at > p.counts_until OR b.created_at < p.begins_at LIMIT 10",
    ),
];
