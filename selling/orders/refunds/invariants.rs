//! What must always be true of refund requests.

use people::capability::Invariant;

use super::open_refunds;

pub const INVARIANTS: &[Invariant] = &[
    (
        "an order gives back what its refund requests gave",
        "SELECT o.shop_id, o.id FROM orders o WHERE o.refunded_items_minor + o.refunded_shipping_minor <> \
         (SELECT CAST(COALESCE(SUM(r.refunded_items_minor + r.refunded_shipping_minor), 0) AS BIGINT) \
         FROM refund_request r WHERE r.shop_id = o.shop_id AND r.order_id = o.id) LIMIT 10",
    ),
    (
        "the goods of a refund request are its lines",
        "SELECT r.shop_id, r.id FROM refund_request r \
         WHERE r.items_minor <> (SELECT CAST(COALESCE(SUM(l.minor), 0) AS BIGINT) FROM refund_line l \
         WHERE l.shop_id = r.shop_id AND l.request_id = r.id) \
         OR r.refunded_items_minor <> (SELECT CAST(COALESCE(SUM(l.refunded_minor), 0) AS BIGINT) \
         FROM refund_line l WHERE l.shop_id = r.shop_id AND l.request_id = r.id) LIMIT 10",
    ),
    (
        "no line gives back more than was paid for it",
        "SELECT o.shop_id, o.order_id FROM order_line o WHERE \
         o.quantity * o.unit_minor - o.shop_discount_minor - o.market_discount_minor < \
         (SELECT CAST(COALESCE(SUM(l.refunded_minor), 0) AS BIGINT) FROM refund_line l \
         JOIN refund_request r ON r.shop_id = l.shop_id AND r.id = l.request_id \
         WHERE r.shop_id = o.shop_id AND r.order_id = o.order_id AND l.position = o.position) LIMIT 10",
    ),
    (
        "the days to object stand still while a request is open, and only then",
        concat!(
            "SELECT o.shop_id, o.id FROM orders o WHERE (o.state = 'objected' AND NOT EXISTS \
             (SELECT 1 FROM refund_request r WHERE r.shop_id = o.shop_id AND r.order_id = o.id AND r.state IN ",
            open_refunds!(),
            ")) OR (o.state NOT IN ('objected', 'completed') AND EXISTS \
             (SELECT 1 FROM refund_request r WHERE r.shop_id = o.shop_id AND r.order_id = o.id AND r.state IN ",
            open_refunds!(),
            ")) LIMIT 10"
        ),
    ),
    (
        "what a shop gives by itself has ended, and nothing else has a key",
        "SELECT r.shop_id, r.id FROM refund_request r WHERE (r.reason = 'goodwill') <> (r.key IS NOT NULL) \
         OR (r.reason = 'goodwill' AND r.state <> 'refunded') LIMIT 10",
    ),
    (
        "the last step of a refund request is its state",
        "SELECT r.shop_id, r.id FROM refund_request r WHERE r.state <> (SELECT s.state FROM refund_step s \
         WHERE s.shop_id = r.shop_id AND s.request_id = r.id ORDER BY s.id DESC LIMIT 1) LIMIT 10",
    ),
];
