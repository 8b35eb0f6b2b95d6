-- How long an order takes before it can leave, as its listings promised when it was placed.
ALTER TABLE orders ADD COLUMN lead_days BIGINT NOT NULL DEFAULT 0;     -- days in which the slowest of it is made
ALTER TABLE orders ADD COLUMN not_before BIGINT;                       -- when the last of a harvest is ripe
