-- Rows are only ever inserted.

CREATE TABLE transfer (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    cause TEXT NOT NULL,               -- capture, release, refund …
    subject TEXT NOT NULL,             -- the id of what caused it, such as an order
    key TEXT NOT NULL,                 -- idempotency key
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE UNIQUE INDEX transfer_by_key ON transfer (shop_id, key); -- ledger::post

CREATE TABLE entry (
    shop_id BIGINT NOT NULL,
    transfer_id BIGINT NOT NULL,
    leg BIGINT NOT NULL,
    account TEXT NOT NULL,             -- escrow, shop, commission, provider:sandbox …
    order_id BIGINT NOT NULL,          -- 0 when the leg is about no order
    minor BIGINT NOT NULL,             -- credit is positive; the legs of a transfer sum to zero
    currency TEXT NOT NULL,
    PRIMARY KEY (shop_id, transfer_id, leg)
);
CREATE INDEX entry_by_account ON entry (shop_id, account, transfer_id); -- ledger::statement
