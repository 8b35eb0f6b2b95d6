//! What must always be true of festivals.

use people::capability::Invariant;

pub const INVARIANTS: &[Invariant] = &[
    (
        "a festival that was announced has a zone",
        "SELECT f.shop_id, f.id FROM festival f WHERE f.state = 'announced' AND NOT EXISTS (SELECT 1 \
         FROM festival_zone z WHERE z.shop_id = f.shop_id AND z.festival_id = f.id) LIMIT 10",
    ),
    (
        "the last step of a festival is where it stands",
        "SELECT f.shop_id, f.id FROM festival f WHERE f.state <> (SELECT s.state FROM festival_step s \
         WHERE s.shop_id = f.shop_id AND s.festival_id = f.id ORDER BY s.id DESC LIMIT 1) LIMIT 10",
    ),
];
