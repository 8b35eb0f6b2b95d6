-- What buyers ask back after shipment, what became of it, and what was shown about it.

ALTER TABLE orders ADD COLUMN refunded_items_minor BIGINT NOT NULL DEFAULT 0; -- goods given back by refund requests
ALTER TABLE orders ADD COLUMN refunded_shipping_minor BIGINT NOT NULL DEFAULT 0; -- shipping given back by them

CREATE TABLE refund_request (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    buyer_id BIGINT NOT NULL,
    kind TEXT NOT NULL,                -- refund, return
    reason TEXT NOT NULL,              -- changed-mind, not-arrived, damaged …
    words TEXT NOT NULL,               -- the buyer's own
    state TEXT NOT NULL,               -- requested, refused, return-granted, return-awaited, return-posted, disputed, refunded …
    facts TEXT NOT NULL,               -- JSON: what is true in that state
    items_minor BIGINT NOT NULL,       -- asked for, goods
    shipping_minor BIGINT NOT NULL,    -- asked for, shipping
    refunded_items_minor BIGINT NOT NULL,
    refunded_shipping_minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE UNIQUE INDEX refund_request_open ON refund_request (shop_id, order_id)
    WHERE state IN ('requested', 'refused', 'return-granted', 'return-awaited', 'return-posted', 'disputed'); -- one at a time
CREATE INDEX refund_request_by_order ON refund_request (shop_id, order_id, id); -- refunds::list_of_order
CREATE INDEX refund_request_by_state ON refund_request (shop_id, state, id); -- refunds::list_for_seller
CREATE INDEX refund_request_of_market ON refund_request (state, id); -- refunds::list_in_market

CREATE TABLE refund_line (
    shop_id BIGINT NOT NULL,
    request_id BIGINT NOT NULL,
    position BIGINT NOT NULL,          -- of the order line
    pieces BIGINT NOT NULL,            -- that it is about
    minor BIGINT NOT NULL,             -- asked for
    refunded_minor BIGINT NOT NULL,
    PRIMARY KEY (shop_id, request_id, position)
);

CREATE TABLE refund_step (
    shop_id BIGINT NOT NULL,
    request_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    act TEXT NOT NULL,                 -- ask, accept, refuse, post, dispute, rule …
    state TEXT NOT NULL,               -- the state it led to
    by_role TEXT NOT NULL,             -- buyer, seller, moderator, system
    by_account BIGINT,
    detail TEXT NOT NULL,              -- JSON: the facts of the new state
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, request_id, id)
);

CREATE TABLE refund_evidence (
    shop_id BIGINT NOT NULL,
    request_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    by_role TEXT NOT NULL,             -- buyer, seller, market
    by_account BIGINT NOT NULL,
    words TEXT NOT NULL,
    photos TEXT NOT NULL,              -- JSON: names of files, shown only to those whom it concerns
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, request_id, id)
);

CREATE TABLE return_address (
    shop_id BIGINT PRIMARY KEY,
    words TEXT NOT NULL,               -- where returns go, as the shop wrote it last
    changed_at BIGINT NOT NULL
);
