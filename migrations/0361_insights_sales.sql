-- What a shop sold, day by day and by which door, in its own currency. Pages read these sums and no orders.

-- What of an order stands in the sums, so that it is counted once and followed as it moves.
CREATE TABLE insight_order (
    shop_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    day BIGINT NOT NULL,               -- the shop's own on which it was paid, days since 1970
    channel TEXT NOT NULL,
    again BIGINT NOT NULL,             -- 1: its buyer had bought from the shop before
    undone BIGINT NOT NULL,            -- 1: given back whole
    minor BIGINT NOT NULL,             -- goods and shipping as the shop sold them, as far as it is paid
    back_minor BIGINT NOT NULL,        -- of it, given back
    PRIMARY KEY (shop_id, order_id)
);
CREATE TABLE insight_day (
    shop_id BIGINT NOT NULL,
    day BIGINT NOT NULL,
    channel TEXT NOT NULL,
    orders BIGINT NOT NULL,
    again BIGINT NOT NULL,
    undone BIGINT NOT NULL,
    minor BIGINT NOT NULL,
    back_minor BIGINT NOT NULL,
    PRIMARY KEY (shop_id, day, channel) -- insights::by_day, insights::by_channel
);
-- Where the buyers of a month are.
CREATE TABLE insight_buyers (
    shop_id BIGINT NOT NULL,
    month BIGINT NOT NULL,             -- months since the year 0
    country TEXT NOT NULL,
    region TEXT NOT NULL,              -- as the buyers wrote it
    orders BIGINT NOT NULL,
    PRIMARY KEY (shop_id, month, country, region)
);
-- Pieces as they were paid for; swept after a year.
CREATE TABLE insight_piece (
    shop_id BIGINT NOT NULL,
    day BIGINT NOT NULL,
    listing_id BIGINT NOT NULL,
    variant_id BIGINT NOT NULL,
    pieces BIGINT NOT NULL,
    minor BIGINT NOT NULL,             -- what they cost after all that was taken off
    PRIMARY KEY (shop_id, day, listing_id, variant_id)
);
CREATE INDEX insight_piece_by_day ON insight_piece (day); -- insights::sweep
