-- What an order came to in the currency that its buyer was shown it in, by the rate of that moment: for good.
CREATE TABLE order_about (
    shop_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    currency TEXT NOT NULL,            -- ISO 4217; the order itself is paid in its own
    rate TEXT NOT NULL,                -- an exact ratio for whole units: 7/52
    day BIGINT NOT NULL,               -- of the rate, days since 1970
    PRIMARY KEY (shop_id, order_id)
);
