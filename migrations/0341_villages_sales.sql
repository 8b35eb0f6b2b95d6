-- What shops sold, day by day and in one currency, counted from the ledger as it moves.

-- One row for each transfer that put money into escrow.
CREATE TABLE sale (
    shop_id BIGINT NOT NULL,
    transfer_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    day BIGINT NOT NULL,               -- the shop's own, days since 1970
    minor BIGINT NOT NULL,             -- goods and shipping, with what the market paid by its coupons
    currency TEXT NOT NULL,
    back_minor BIGINT NOT NULL,        -- of it, given back so far, on whatever day
    rate TEXT NOT NULL,                -- into CNY, an exact ratio for whole units: 39/5; empty while none is known
    rate_day BIGINT,                   -- of the rate
    cny_minor BIGINT NOT NULL,         -- 0 while no rate is known
    cny_back_minor BIGINT NOT NULL,
    PRIMARY KEY (shop_id, transfer_id)
);
CREATE INDEX sale_of_order ON sale (shop_id, order_id); -- villages::sales_of_order
CREATE INDEX sale_foreign ON sale (day, currency) WHERE currency <> 'CNY'; -- villages::list_foreign

-- One row for each transfer that gave money back.
CREATE TABLE sale_refund (
    shop_id BIGINT NOT NULL,
    transfer_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    day BIGINT NOT NULL,               -- on which it was given back
    minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    PRIMARY KEY (shop_id, transfer_id)
);
CREATE INDEX sale_refund_of_order ON sale_refund (shop_id, order_id); -- villages::refunds_of_order

-- The sums of a shop's day. A refund counts on the day of its sale, so that revenue less refunds is what the day came to.
CREATE TABLE sale_day (
    shop_id BIGINT NOT NULL,
    day BIGINT NOT NULL,
    orders BIGINT NOT NULL,            -- paid on that day for the first time
    undone BIGINT NOT NULL,            -- of them, given back whole
    revenue_minor BIGINT NOT NULL,     -- CNY
    refunded_minor BIGINT NOT NULL,    -- CNY
    unrated BIGINT NOT NULL,           -- payments that are in no sum, since no rate is known
    PRIMARY KEY (shop_id, day)
);
CREATE INDEX sale_day_by_day ON sale_day (day, shop_id); -- villages::market_days

-- The same of a village: of the shops that belonged to it on the day.
CREATE TABLE village_day (
    village TEXT NOT NULL,
    day BIGINT NOT NULL,
    orders BIGINT NOT NULL,
    undone BIGINT NOT NULL,
    revenue_minor BIGINT NOT NULL,
    refunded_minor BIGINT NOT NULL,
    unrated BIGINT NOT NULL,
    PRIMARY KEY (village, day)
);
CREATE INDEX village_day_by_day ON village_day (day, village); -- villages::sums_of_period

-- Whoever counts for a shop waits here for whoever is counting for it.
CREATE TABLE sale_counter (
    shop_id BIGINT PRIMARY KEY,
    counted BIGINT NOT NULL
);
