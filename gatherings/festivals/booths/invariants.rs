//! What must always be true of booths and their fees.

use people::capability::Invariant;

pub const INVARIANTS: &[Invariant] = &[
    (
        "the booths of a zone that are given are those of its applications, and never more than there are",
        "SELECT z.shop_id, z.id FROM festival_zone z WHERE z.taken > z.booths OR z.taken <> (SELECT COUNT(*) \
         FROM festival_application a WHERE a.shop_id = z.shop_id AND a.zone_id = z.id \
         AND a.state IN ('accepted', 'confirmed')) LIMIT 10",
    ),
    (
        "every booth of a zone stands on the ground, and those that are given have an application that holds them",
        "SELECT z.shop_id, z.id FROM festival_zone z WHERE z.booths <> (SELECT COUNT(*) FROM festival_booth b \
         WHERE b.shop_id = z.shop_id AND b.zone_id = z.id) OR z.taken <> (SELECT COUNT(*) FROM festival_booth b \
         JOIN festival_application a ON a.shop_id = b.shop_id AND a.id = b.application_id AND a.zone_id = z.id \
         AND a.state IN ('accepted', 'confirmed') WHERE b.shop_id = z.shop_id AND b.zone_id = z.id) LIMIT 10",
    ),
    (
        "the last step of an application is where it stands",
        "SELECT a.shop_id, a.id FROM festival_application a WHERE a.state <> (SELECT s.state \
         FROM festival_application_step s WHERE s.shop_id = a.shop_id AND s.application_id = a.id \
         ORDER BY s.id DESC LIMIT 1) LIMIT 10",
    ),
    (
        "a fee that has its booth has an application that is confirmed, and only one",
        "SELECT e.shop_id, e.order_id FROM festival_fee e LEFT JOIN festival_application a ON a.shop_id = e.shop_id \
         AND a.id = e.application_id WHERE e.state = 'booth' AND (COALESCE(a.state, '') <> 'confirmed' \
         OR (SELECT COUNT(*) FROM festival_fee o WHERE o.shop_id = e.shop_id AND o.application_id = e.application_id \
         AND o.state = 'booth') > 1) LIMIT 10",
    ),
    (
        "a fee that went back has its money back, in whole or by goodwill",
        "SELECT e.shop_id, e.order_id FROM festival_fee e JOIN orders o ON o.shop_id = e.shop_id AND o.id = e.order_id \
         WHERE e.state = 'returned' AND o.state <> 'refunded' AND NOT EXISTS (SELECT 1 FROM refund_request r \
         WHERE r.shop_id = o.shop_id AND r.order_id = o.id AND r.state = 'refunded') LIMIT 10",
    ),
];
