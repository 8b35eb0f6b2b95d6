//! What must always be true of insights.

use people::capability::Invariant;

pub const INVARIANTS: &[Invariant] = &[
    (
        "the sums of a shop's days are those of its orders",
        "SELECT i.shop_id, i.day FROM (SELECT shop_id, day, channel, COUNT(*) AS orders, SUM(again) AS again, \
         SUM(undone) AS undone, SUM(minor) AS minor, SUM(back_minor) AS back FROM insight_order \
         GROUP BY shop_id, day, channel) AS i LEFT JOIN insight_day d ON d.shop_id = i.shop_id AND d.day = i.day \
         AND d.channel = i.channel WHERE d.day IS NULL OR d.orders <> i.orders OR d.again <> i.again \
         OR d.undone <> i.undone OR d.minor <> i.minor OR d.back_minor <> i.back LIMIT 10",
    ),
    (
        "no day of a shop has more orders than are counted",
        "SELECT d.shop_id, d.day FROM insight_day d WHERE d.orders > (SELECT COUNT(*) FROM insight_order i \
         WHERE i.shop_id = d.shop_id AND i.day = d.day AND i.channel = d.channel) LIMIT 10",
    ),
    (
        "what is counted of an order is by the door that the order keeps, and no more is given back than was sold",
        "SELECT i.shop_id, i.order_id FROM insight_order i JOIN orders o ON o.shop_id = i.shop_id AND o.id = i.order_id \
         WHERE o.channel <> i.channel OR i.back_minor < 0 OR i.back_minor > i.minor LIMIT 10",
    ),
    (
        "what is told of a week is crowds of twenty",
        "SELECT shop_id, week FROM insight_week WHERE seen % 20 <> 0 OR opened % 20 <> 0 \
         OR minded % 20 <> 0 OR opened > seen LIMIT 10",
    ),
    (
        "words that are told were typed by crowds of twenty",
        "SELECT 0, people FROM insight_word WHERE people < 20 OR people % 20 <> 0 OR before % 20 <> 0 LIMIT 10",
    ),
    (
        "what is told of the people around a shop is crowds of twenty, and its edge within one",
        "SELECT shop_id, people FROM insight_standing WHERE people < 0 OR people % 20 <> 0 OR edge < 0 OR edge > 19 \
         OR since > day LIMIT 10",
    ),
];
