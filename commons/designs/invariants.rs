//! What must always be true of designs. That the chain is whole, statements cannot say: see `check`.

use people::capability::Invariant;

pub const INVARIANTS: &[Invariant] = &[
    (
        "the chain of designs has an entry for every position up to its head",
        "SELECT 0, h.position FROM design_head h WHERE h.position <> (SELECT COUNT(*) FROM design_entry) \
         OR h.position <> (SELECT COALESCE(MAX(position), 0) FROM design_entry) LIMIT 10",
    ),
    (
        "every design record stands in the chain",
        "SELECT r.shop_id, r.id FROM design_record r LEFT JOIN design_entry e ON e.position = r.position \
         AND e.shop_id = r.shop_id AND e.record_id = r.id WHERE e.position IS NULL LIMIT 10",
    ),
    (
        "the last step of a design record is its state",
        "SELECT r.shop_id, r.id FROM design_record r WHERE r.state <> (SELECT s.state FROM design_record_step s \
         WHERE s.shop_id = r.shop_id AND s.record_id = r.id ORDER BY s.id DESC LIMIT 1) LIMIT 10",
    ),
    (
        "a listing is a maker's own by a record of its own shop, and another's by another's",
        "SELECT shop_id, listing_id FROM design_claim WHERE (state = 'own' AND shop_id <> record_shop) \
         OR (state <> 'own' AND shop_id = record_shop) LIMIT 10",
    ),
    (
        "the last step of a notice is its state",
        "SELECT n.shop_id, n.id FROM design_notice n WHERE n.state <> (SELECT s.state FROM design_notice_step s \
         WHERE s.shop_id = n.shop_id AND s.notice_id = n.id ORDER BY s.id DESC LIMIT 1) LIMIT 10",
    ),
    (
        "a notice is ruled as often as its state says",
        "SELECT n.shop_id, n.id FROM design_notice n WHERE (n.state IN ('noticed', 'answered', 'unanswered', 'withdrawn') \
         AND EXISTS (SELECT 1 FROM design_ruling r WHERE r.shop_id = n.shop_id AND r.notice_id = n.id)) \
         OR (n.state IN ('ruled', 'appealed', 'closed') \
         AND NOT EXISTS (SELECT 1 FROM design_ruling r WHERE r.shop_id = n.shop_id AND r.notice_id = n.id)) LIMIT 10",
    ),
];
