-- Work that asks other servers waits in lanes of its own, and a process that begins anew knows what it had begun.

ALTER TABLE job ADD COLUMN lane TEXT NOT NULL DEFAULT 'own';  -- own, provider, post, push, long
ALTER TABLE job ADD COLUMN is_running BIGINT NOT NULL DEFAULT 0; -- 1 from its lease until it is done or postponed
CREATE INDEX job_due_in_lane ON job (state, lane, run_at, id); -- jobs::list_due

UPDATE job SET lane = 'provider' WHERE kind = 'payments.send_refund';
UPDATE job SET lane = 'post' WHERE kind IN ('accounts.send_code', 'orders.tell_of_purchase', 'orders.tell_buyer',
    'orders.tell_of_late_payment', 'orders.tell_seller', 'orders.tell_of_gift', 'orders.tell_of_refund', 'payouts.tell', 'payouts.tell_account',
    'reviews.remind', 'reviews.tell', 'negotiation.tell_unread', 'negotiation.tell_of_ruling');
UPDATE job SET lane = 'push' WHERE kind = 'negotiation.wake_device';
UPDATE job SET lane = 'long' WHERE kind IN ('catalog.import_listings', 'operator.balance_ledger', 'notifications.forget');
