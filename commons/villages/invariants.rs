//! What must always be true of villages. That the days are what the ledger says, `sales::check` looks.

use people::capability::Invariant;

pub const INVARIANTS: &[Invariant] = &[
    (
        "the days of a village are those of its shops while they belonged to it",
        "SELECT 0, a.day FROM (SELECT village, day, orders, undone, revenue_minor, refunded_minor, unrated FROM village_day \
         UNION ALL SELECT m.village, d.day, -d.orders, -d.undone, -d.revenue_minor, -d.refunded_minor, -d.unrated \
         FROM village_membership m JOIN sale_day d ON d.shop_id = m.shop_id AND d.day >= m.joined_on \
         AND (m.left_on IS NULL OR d.day < m.left_on)) a GROUP BY a.village, a.day HAVING SUM(a.orders) <> 0 \
         OR SUM(a.undone) <> 0 OR SUM(a.revenue_minor) <> 0 OR SUM(a.refunded_minor) <> 0 OR SUM(a.unrated) <> 0 LIMIT 10",
    ),
    (
        "a shop belongs to one village at a time",
        "SELECT a.shop_id, a.id FROM village_membership a JOIN village_membership b ON b.shop_id = a.shop_id \
         AND b.id > a.id AND b.joined_on < COALESCE(a.left_on, 9000000) AND a.joined_on < COALESCE(b.left_on, 9000000) \
         LIMIT 10",
    ),
    (
        "who has joined a village has a first day, who has left it a last",
        "SELECT shop_id, id FROM village_membership WHERE (state IN ('joined', 'left')) <> (joined_on IS NOT NULL) \
         OR (state = 'left') <> (left_on IS NOT NULL) OR left_on < joined_on LIMIT 10",
    ),
    (
        "shops belong to divisions that are villages",
        "SELECT m.shop_id, m.id FROM village_membership m LEFT JOIN division d ON d.code = m.village \
         WHERE COALESCE(d.level, 0) <> 5 LIMIT 10",
    ),
];
