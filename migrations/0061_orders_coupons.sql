-- What coupons took off an order and its lines, and what of the market's part has gone back to it.

ALTER TABLE orders ADD COLUMN shop_discount_minor BIGINT NOT NULL DEFAULT 0; -- the shop pays for it: it sells for less
ALTER TABLE orders ADD COLUMN market_discount_minor BIGINT NOT NULL DEFAULT 0; -- the market pays it to the shop
ALTER TABLE orders ADD COLUMN market_back_minor BIGINT NOT NULL DEFAULT 0; -- of the market's part, with what refund requests gave back

ALTER TABLE order_line ADD COLUMN shop_discount_minor BIGINT NOT NULL DEFAULT 0;
ALTER TABLE order_line ADD COLUMN market_discount_minor BIGINT NOT NULL DEFAULT 0;
