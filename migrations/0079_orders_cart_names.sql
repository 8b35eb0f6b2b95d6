-- A line keeps what it was called, for the day when its variant is gone, and may wait beside a full cart.
ALTER TABLE cart_line ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE cart_line ADD COLUMN choices TEXT NOT NULL DEFAULT '';
ALTER TABLE cart_line ADD COLUMN is_waiting BIGINT NOT NULL DEFAULT 0;
