CREATE TABLE cart_line (
    holder BIGINT NOT NULL,            -- account id, or session id of a visitor who has not signed in
    shop_id BIGINT NOT NULL,
    variant_id BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    added_at BIGINT NOT NULL,
    PRIMARY KEY (holder, shop_id, variant_id)
);

CREATE TABLE purchase (
    id BIGINT PRIMARY KEY,
    buyer_id BIGINT NOT NULL,
    key TEXT NOT NULL,                 -- idempotency key of the checkout
    minor BIGINT NOT NULL,             -- the sum of its orders, by construction
    currency TEXT NOT NULL,
    state TEXT NOT NULL,               -- unpaid, paid, closed
    close_at BIGINT NOT NULL,          -- when an unpaid purchase is closed
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX purchase_by_key ON purchase (buyer_id, key); -- orders::place

CREATE TABLE orders (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    purchase_id BIGINT NOT NULL,
    buyer_id BIGINT NOT NULL,
    state TEXT NOT NULL,               -- unpaid, paid, shipped, completed, closed, refunded
    facts TEXT NOT NULL,               -- JSON: what is true in that state
    items_minor BIGINT NOT NULL,
    shipping_minor BIGINT NOT NULL,
    total_minor BIGINT NOT NULL,
    commission_minor BIGINT NOT NULL,  -- snapshot by the rate on the day of the order
    currency TEXT NOT NULL,
    ship_to TEXT NOT NULL,             -- JSON: the address as it was
    note TEXT NOT NULL,                -- what the buyer wrote to the seller
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX orders_by_purchase ON orders (purchase_id); -- orders::list_of_purchase
CREATE INDEX orders_by_buyer ON orders (buyer_id, id); -- orders::list_for_buyer
CREATE INDEX orders_by_state ON orders (shop_id, state, id); -- orders::list_for_seller

CREATE TABLE order_line (
    shop_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    listing_id BIGINT NOT NULL,
    variant_id BIGINT NOT NULL,
    kind TEXT NOT NULL,                -- of the listing, on the day of the order
    title TEXT NOT NULL,
    choices TEXT NOT NULL,             -- "Indigo / Large"
    sku TEXT NOT NULL,
    picture TEXT NOT NULL,
    quantity BIGINT NOT NULL,
    unit_minor BIGINT NOT NULL,
    held BIGINT NOT NULL,              -- 1 when the pieces were taken from stock
    PRIMARY KEY (shop_id, order_id, position)
);

CREATE TABLE order_step (
    shop_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    act TEXT NOT NULL,                 -- place, pay, ship, receive …
    state TEXT NOT NULL,               -- the state it led to
    by_role TEXT NOT NULL,             -- buyer, seller, operator, system
    by_account BIGINT,
    detail TEXT NOT NULL,              -- JSON: the facts of the new state
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, order_id, id)
);
