-- What somebody saw when they put a line into their cart: a change since is shown and asked before it is bought.
ALTER TABLE cart_line ADD COLUMN seen_minor BIGINT; -- what a piece cost; none when nobody noted it
ALTER TABLE cart_line ADD COLUMN seen_days BIGINT NOT NULL DEFAULT 0; -- days before it could leave
ALTER TABLE cart_line ADD COLUMN seen_not_before BIGINT; -- the day on which it could leave at the earliest
