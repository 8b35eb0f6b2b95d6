//! What must always be true of webhooks.

use people::capability::Invariant;

pub const INVARIANTS: &[Invariant] = &[
    (
        "a delivery that waits was tried less than ten times",
        "SELECT shop_id, id FROM webhook_delivery WHERE state = 'waiting' AND tries >= 10 LIMIT 10",
    ),
    (
        "a delivery that was taken or given up has an attempt",
        "SELECT d.shop_id, d.id FROM webhook_delivery d WHERE d.state <> 'waiting' AND NOT EXISTS \
         (SELECT 1 FROM webhook_attempt a WHERE a.shop_id = d.shop_id AND a.delivery_id = d.id) LIMIT 10",
    ),
    (
        "an endpoint is of a shop that is there, or of the market",
        "SELECT e.shop_id, e.id FROM webhook_endpoint e LEFT JOIN shop s ON s.id = e.shop_id \
         WHERE e.shop_id <> 0 AND s.id IS NULL LIMIT 10",
    ),
];
