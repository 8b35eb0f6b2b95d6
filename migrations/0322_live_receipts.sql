-- What was seen when somebody bought in a show, kept for their order; and moments of shows to which a shop points in an order.
CREATE TABLE live_receipt (
    shop_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    room_id BIGINT NOT NULL,
    at BIGINT NOT NULL,                -- the time of the programme when it was bought
    state TEXT NOT NULL,
    facts TEXT NOT NULL,               -- what is true in that state, as JSON
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, order_id)
);
CREATE INDEX live_receipt_by_state ON live_receipt (state, updated_at, shop_id, order_id); -- live::receipts::list_kept

CREATE TABLE live_order_moment (
    shop_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    room_id BIGINT NOT NULL,
    at BIGINT NOT NULL,                -- the time of the programme
    words TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, order_id, id)
);
