CREATE TABLE payment (
    id BIGINT PRIMARY KEY,
    purchase_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,        -- who pays
    provider TEXT NOT NULL,            -- sandbox, stripe
    reference TEXT NOT NULL,           -- the provider's own id of it
    state TEXT NOT NULL,               -- started, succeeded, failed
    minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    refunded_minor BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX payment_by_reference ON payment (provider, reference); -- payments::find_by_reference
CREATE INDEX payment_by_purchase ON payment (purchase_id, id); -- payments::list_of_purchase

CREATE TABLE payment_refund (
    payment_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    key TEXT NOT NULL,                 -- idempotency key given to the provider
    minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    state TEXT NOT NULL,               -- wanted, done
    created_at BIGINT NOT NULL,
    PRIMARY KEY (payment_id, id)
);
CREATE UNIQUE INDEX payment_refund_by_key ON payment_refund (payment_id, key); -- payments::refund

CREATE TABLE webhook (
    provider TEXT NOT NULL,
    event TEXT NOT NULL,               -- the provider's id of the message: seen once, acted on once
    received_at BIGINT NOT NULL,
    PRIMARY KEY (provider, event)
);

-- The sandbox gateway's own books. Jishi's side never reads them.
CREATE TABLE sandbox_charge (
    reference TEXT PRIMARY KEY,
    minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    return_url TEXT NOT NULL,
    state TEXT NOT NULL,               -- open, paid, declined, cancelled
    created_at BIGINT NOT NULL
);
