//! What must always be true of reviews and reputation.

use people::capability::Invariant;

pub const INVARIANTS: &[Invariant] = &[
    (
        "a shop's credit is what its published reviews say",
        "SELECT s.id, 0 FROM shop s LEFT JOIN reputation t ON t.shop_id = s.id LEFT JOIN \
         (SELECT shop_id, COUNT(CASE WHEN verdict = 'good' THEN 1 END) AS good, \
          COUNT(CASE WHEN verdict = 'fair' THEN 1 END) AS fair, COUNT(CASE WHEN verdict = 'poor' THEN 1 END) AS poor \
          FROM review WHERE author = 'buyer' AND state = 'published' GROUP BY shop_id) r ON r.shop_id = s.id \
         WHERE COALESCE(t.good, 0) <> COALESCE(r.good, 0) OR COALESCE(t.fair, 0) <> COALESCE(r.fair, 0) \
         OR COALESCE(t.poor, 0) <> COALESCE(r.poor, 0) LIMIT 10",
    ),
    (
        "a buyer's credit is what the published reviews of shops say",
        "SELECT 0, a.id FROM account a LEFT JOIN buyer_credit t ON t.account_id = a.id LEFT JOIN \
         (SELECT buyer_id, COUNT(CASE WHEN verdict = 'good' THEN 1 END) AS good, \
          COUNT(CASE WHEN verdict = 'fair' THEN 1 END) AS fair, COUNT(CASE WHEN verdict = 'poor' THEN 1 END) AS poor \
          FROM review WHERE author = 'seller' AND state = 'published' GROUP BY buyer_id) r ON r.buyer_id = a.id \
         WHERE COALESCE(t.good, 0) <> COALESCE(r.good, 0) OR COALESCE(t.fair, 0) <> COALESCE(r.fair, 0) \
         OR COALESCE(t.poor, 0) <> COALESCE(r.poor, 0) LIMIT 10",
    ),
    (
        "the scores of a day are those of the reviews published on it",
        "SELECT d.shop_id, d.day FROM (SELECT shop_id, day, reviews, described, service, delivery FROM reputation_day \
         UNION ALL SELECT shop_id, day, -1, -described, -service, -delivery FROM review \
         WHERE author = 'buyer' AND state = 'published') d GROUP BY d.shop_id, d.day \
         HAVING SUM(d.reviews) <> 0 OR SUM(d.described) <> 0 OR SUM(d.service) <> 0 OR SUM(d.delivery) <> 0 LIMIT 10",
    ),
    (
        "the parcels of a day are those that left on it",
        "SELECT d.shop_id, d.day FROM (SELECT shop_id, day, sent, on_time FROM reputation_day \
         UNION ALL SELECT shop_id, day, -1, -on_time FROM dispatch) d GROUP BY d.shop_id, d.day \
         HAVING SUM(d.sent) <> 0 OR SUM(d.on_time) <> 0 LIMIT 10",
    ),
    (
        "the rating of a listing is that of the published reviews of its orders",
        "SELECT d.shop_id, d.listing_id FROM (SELECT shop_id, listing_id, reviews, described FROM listing_rating \
         UNION ALL SELECT l.shop_id, l.listing_id, -1, -v.described FROM review_listing l JOIN review v \
         ON v.shop_id = l.shop_id AND v.id = l.review_id WHERE v.state = 'published') d \
         GROUP BY d.shop_id, d.listing_id HAVING SUM(d.reviews) <> 0 OR SUM(d.described) <> 0 LIMIT 10",
    ),
    (
        "only completed orders are reviewed",
        "SELECT v.shop_id, v.id FROM review v JOIN orders o ON o.shop_id = v.shop_id AND o.id = v.order_id \
         WHERE o.state <> 'completed' LIMIT 10",
    ),
    (
        "two sides that have both written are both published",
        "SELECT a.shop_id, a.id FROM review a JOIN review b ON b.shop_id = a.shop_id AND b.order_id = a.order_id \
         AND b.author <> a.author WHERE a.state = 'sealed' LIMIT 10",
    ),
];
