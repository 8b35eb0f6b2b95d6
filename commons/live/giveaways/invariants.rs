//! What must always be true of giveaways.

use people::capability::Invariant;

pub const INVARIANTS: &[Invariant] = &[
    (
        "the entries of a giveaway are counted without a gap",
        "SELECT g.shop_id, g.id FROM live_giveaway g WHERE g.entries <> \
         (SELECT COUNT(*) FROM live_entry e WHERE e.shop_id = g.shop_id AND e.giveaway_id = g.id) LIMIT 10",
    ),
    (
        "no more is won than was given away, by who took part, and only when it is drawn",
        "SELECT g.shop_id, g.id FROM live_giveaway g WHERE (SELECT COUNT(*) FROM live_prize p WHERE p.shop_id = g.shop_id \
         AND p.giveaway_id = g.id) <> CASE WHEN g.state = 'open' THEN 0 WHEN g.entries < g.winners THEN g.entries \
         ELSE g.winners END LIMIT 10",
    ),
    (
        "a prize is taken or returned, never both",
        "SELECT shop_id, giveaway_id FROM live_prize WHERE purchase_id IS NOT NULL AND returned = 1 LIMIT 10",
    ),
];
