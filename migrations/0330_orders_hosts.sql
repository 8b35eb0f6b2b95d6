-- Who sold an order for its shop, and what of it is theirs.
ALTER TABLE orders ADD COLUMN host_shop_id BIGINT;  -- the shop in whose room it was sold; none for what a shop sold itself
ALTER TABLE orders ADD COLUMN host_minor BIGINT NOT NULL DEFAULT 0; -- of the goods, as it was agreed on the day of the order
