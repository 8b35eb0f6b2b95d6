-- What is made for one buyer: paid in two parts, and heard of on the way.

ALTER TABLE orders ADD COLUMN deposit_minor BIGINT NOT NULL DEFAULT 0; -- paid before the work; 0 when paid at once
ALTER TABLE orders ADD COLUMN due_minor BIGINT NOT NULL DEFAULT 0;     -- of total_minor, not in the first purchase and not paid yet
ALTER TABLE orders ADD COLUMN rest_purchase_id BIGINT;                 -- pays the rest, from the day the piece is ready
ALTER TABLE orders ADD COLUMN make_days BIGINT NOT NULL DEFAULT 0;     -- days to make it; 0 for what a listing sells
CREATE UNIQUE INDEX orders_of_rest ON orders (rest_purchase_id) WHERE rest_purchase_id IS NOT NULL; -- orders::list_of_purchase

CREATE TABLE order_milestone (
    shop_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    title TEXT NOT NULL,
    note TEXT NOT NULL,                -- what the shop said when it was reached
    reached_at BIGINT,
    PRIMARY KEY (shop_id, order_id, position)
);
