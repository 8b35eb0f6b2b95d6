-- Where shops, and the market, have their programs told of what happens, and what was told.

CREATE TABLE webhook_endpoint (
    shop_id BIGINT NOT NULL,           -- whose it is; 0 is the market
    id BIGINT NOT NULL,
    url TEXT NOT NULL,
    kinds TEXT NOT NULL,               -- what it hears, with blanks between
    secret TEXT NOT NULL,              -- whsec_…: signs what is sent
    former_secret TEXT,                -- the one before it, which signs as well
    former_until BIGINT,               -- … until then
    state TEXT NOT NULL,               -- on, off, given-up
    failing_since BIGINT,              -- since when nothing has been taken; none while deliveries arrive
    made_by BIGINT NOT NULL,           -- account
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX webhook_endpoint_of_person ON webhook_endpoint (made_by); -- webhooks::export, webhooks::forget

CREATE TABLE webhook_delivery (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    endpoint_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,                -- as it is sent, JSON
    state TEXT NOT NULL,               -- waiting, delivered, failed
    tries BIGINT NOT NULL,             -- since it was last begun
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id, endpoint_id) REFERENCES webhook_endpoint (shop_id, id)
);
CREATE INDEX webhook_delivery_of_endpoint ON webhook_delivery (shop_id, endpoint_id, id); -- webhooks::list_deliveries
CREATE INDEX webhook_delivery_by_age ON webhook_delivery (created_at); -- webhooks::forget_deliveries

CREATE TABLE webhook_attempt (
    shop_id BIGINT NOT NULL,
    delivery_id BIGINT NOT NULL,
    id BIGINT NOT NULL,                -- grows with time
    status BIGINT,                     -- of the answer; none when there was none
    answer TEXT NOT NULL,              -- how the answer begins, or why there was none
    at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, delivery_id, id),
    FOREIGN KEY (shop_id, delivery_id) REFERENCES webhook_delivery (shop_id, id)
);
