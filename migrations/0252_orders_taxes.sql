-- The tax that is contained in what a shop gets for an order, by the rates of its day.
ALTER TABLE orders ADD COLUMN tax_name TEXT NOT NULL DEFAULT ''; -- empty: the shop stated none
ALTER TABLE orders ADD COLUMN tax_minor BIGINT NOT NULL DEFAULT 0;

CREATE TABLE order_tax (
    shop_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    line BIGINT NOT NULL,              -- the position of the order's line; 0 is the shipping
    treatment TEXT NOT NULL,           -- standard, reduced, zero, exempt, export
    rate BIGINT NOT NULL,              -- basis points
    gross_minor BIGINT NOT NULL,       -- what the shop gets for it, with its tax
    market_minor BIGINT NOT NULL,      -- the part of that which the market pays
    tax_minor BIGINT NOT NULL,
    PRIMARY KEY (shop_id, order_id, line, treatment)
);

-- What of it became the shop's, and what went back, when it did.
CREATE TABLE tax_entry (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    request_id BIGINT NOT NULL,        -- the refund request that gave it back; 0 where there was none
    cause TEXT NOT NULL,               -- sale, refund
    treatment TEXT NOT NULL,
    rate BIGINT NOT NULL,
    name TEXT NOT NULL,                -- what the tax was called
    currency TEXT NOT NULL,
    gross_minor BIGINT NOT NULL,       -- with its tax; less than nothing when it went back
    shipping_minor BIGINT NOT NULL,    -- the part of that which is shipping
    market_minor BIGINT NOT NULL,      -- the part of that which the market pays
    tax_minor BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX tax_entry_by_order ON tax_entry (shop_id, order_id); -- orders::tax_book::kept
CREATE INDEX tax_entry_by_time ON tax_entry (shop_id, created_at); -- orders::tax_report::months
