-- Invoices have numbers of their own, without gaps for each shop and year.

CREATE TABLE invoice_year (
    shop_id BIGINT NOT NULL,
    year BIGINT NOT NULL,              -- on the shop's calendar
    last BIGINT NOT NULL,              -- the number that was given last
    PRIMARY KEY (shop_id, year)
);
CREATE TABLE invoice (
    shop_id BIGINT NOT NULL,
    year BIGINT NOT NULL,
    number BIGINT NOT NULL,            -- 1, 2, 3 …
    order_id BIGINT NOT NULL,
    issued_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, year, number)
);
CREATE UNIQUE INDEX invoice_of_order ON invoice (shop_id, order_id); -- orders::find_invoice
