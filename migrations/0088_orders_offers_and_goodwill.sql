-- Shops answer with a smaller sum, and give something back by themselves.

ALTER TABLE refund_request ADD COLUMN key TEXT; -- idempotency key of what a shop gives by itself; null when a buyer asked
CREATE UNIQUE INDEX refund_request_by_key ON refund_request (shop_id, order_id, key); -- refunds::find_by_key

-- An offer is an open request as well.
DROP INDEX refund_request_open;
CREATE UNIQUE INDEX refund_request_open ON refund_request (shop_id, order_id)
    WHERE state IN ('requested', 'offered', 'refused', 'return-granted', 'return-awaited', 'return-posted', 'disputed');
