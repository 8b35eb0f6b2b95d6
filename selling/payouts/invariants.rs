//! What must always be true of payouts.

use people::capability::Invariant;

pub const INVARIANTS: &[Invariant] = &[
    (
        "payouts on their way are what the ledger holds for them",
        "SELECT e.shop_id, 0 FROM entry e WHERE e.account = 'payouts' GROUP BY e.shop_id, e.currency \
         HAVING SUM(e.minor) <> (SELECT CAST(COALESCE(SUM(p.minor), 0) AS BIGINT) FROM payout p \
         WHERE p.shop_id = e.shop_id AND p.currency = e.currency \
         AND p.state IN ('requested', 'approved', 'exported')) LIMIT 10",
    ),
    (
        "what the bank paid is what the ledger says of it",
        "SELECT e.shop_id, 0 FROM entry e WHERE e.account = 'bank' GROUP BY e.shop_id, e.currency \
         HAVING SUM(e.minor) <> (SELECT CAST(COALESCE(SUM(p.minor), 0) AS BIGINT) FROM payout p \
         WHERE p.shop_id = e.shop_id AND p.currency = e.currency AND p.state = 'paid') LIMIT 10",
    ),
    (
        "a payout on its way has its entry",
        "SELECT p.shop_id, p.id FROM payout p WHERE NOT EXISTS (SELECT 1 FROM entry e \
         WHERE e.shop_id = p.shop_id AND e.account = 'payouts') LIMIT 10",
    ),
    (
        "a batch is the sum of its payouts",
        "SELECT 0, b.id FROM payout_batch b WHERE b.minor <> (SELECT CAST(COALESCE(SUM(p.minor), 0) AS BIGINT) \
         FROM payout p WHERE p.batch_id = b.id AND p.currency = b.currency) LIMIT 10",
    ),
    (
        "the last step of a payout is its state",
        "SELECT p.shop_id, p.id FROM payout p WHERE p.state <> (SELECT s.state FROM payout_step s \
         WHERE s.shop_id = p.shop_id AND s.payout_id = p.id ORDER BY s.id DESC LIMIT 1) LIMIT 10",
    ),
];
