//! What must always be true of conversations and offers.

use people::capability::Invariant;

pub const INVARIANTS: &[Invariant] = &[
    (
        "the messages of a conversation are counted without a gap",
        "SELECT c.shop_id, c.id FROM conversation c WHERE c.last_position <> \
         (SELECT COUNT(*) FROM message m WHERE m.shop_id = c.shop_id AND m.conversation_id = c.id) LIMIT 10",
    ),
    (
        "the last step of an offer is its state",
        "SELECT f.shop_id, f.id FROM offer f WHERE f.state <> (SELECT s.state FROM offer_step s \
         WHERE s.shop_id = f.shop_id AND s.offer_id = f.id ORDER BY s.id DESC LIMIT 1) LIMIT 10",
    ),
    (
        "no offer is above the list price",
        "SELECT shop_id, id FROM offer WHERE amount_minor NOT BETWEEN 1 AND list_minor LIMIT 10",
    ),
];
