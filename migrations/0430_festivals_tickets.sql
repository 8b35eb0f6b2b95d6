-- Tickets of festivals: what kinds there are, who holds which, and the keys that sign their codes.
CREATE TABLE ticket_key (
    id BIGINT PRIMARY KEY,             -- 1, 2, 3 … as it stands in codes
    public_key BYTEA NOT NULL,
    secret BYTEA NOT NULL,             -- Ed25519 seed
    created_at BIGINT NOT NULL,
    retired_at BIGINT                  -- none while it signs
);

-- Whom a festival lets in where and when, and for how much.
CREATE TABLE ticket_kind (
    shop_id BIGINT NOT NULL,           -- the organiser's shop
    id BIGINT NOT NULL,
    festival_id BIGINT NOT NULL,
    position BIGINT NOT NULL,          -- 1, 2, 3 … of its festival, as it stands in codes
    name TEXT NOT NULL,                -- in the festival's language
    name_en TEXT NOT NULL,             -- empty when there is none
    day BIGINT NOT NULL,               -- 0: every day; 1: the first, 2: the second …
    zone BIGINT NOT NULL,              -- 0: everywhere; else the position of the zone
    price_minor BIGINT NOT NULL,       -- 0 of a free one; later it is that of its variant
    currency TEXT NOT NULL,            -- ISO 4217, the shop's
    listing_id BIGINT,                 -- what is bought for it; none of a free one
    variant_id BIGINT,
    capacity BIGINT NOT NULL,
    taken BIGINT NOT NULL,             -- of the capacity: issued and not void
    sale_from BIGINT NOT NULL,
    sale_until BIGINT NOT NULL,
    most_per_person BIGINT NOT NULL,
    refund_days BIGINT,                -- given back for nothing until so many days before its day; none: not at all
    reentry TEXT NOT NULL,             -- once, daily, free
    gate_id BIGINT,                    -- the only gate at which it admits; none for every gate
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX ticket_kind_of ON ticket_kind (shop_id, festival_id, position); -- tickets::kinds
CREATE INDEX ticket_kind_sold ON ticket_kind (shop_id, variant_id); -- tickets::find_sold

CREATE TABLE ticket (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    festival_id BIGINT NOT NULL,
    kind_id BIGINT NOT NULL,
    number BIGINT NOT NULL,            -- 35 bits drawn by chance: the number that people say
    version BIGINT NOT NULL,           -- of its code: one more with each new holder
    state TEXT NOT NULL,               -- valid, offered, void
    holder_id BIGINT,                  -- none of somebody who has left the market
    buyer_id BIGINT NOT NULL,          -- for whom it was issued
    order_id BIGINT,                   -- none of a free one
    line BIGINT,                       -- position of its line in the order
    token TEXT,                        -- of the link by which it is handed on, while it is offered
    issued_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    voided_at BIGINT,
    PRIMARY KEY (shop_id, id)
);
CREATE UNIQUE INDEX ticket_number ON ticket (number); -- tickets::find_by_number
CREATE UNIQUE INDEX ticket_token ON ticket (token); -- tickets::find_offered
CREATE INDEX ticket_of_holder ON ticket (holder_id, id); -- tickets::list_of_holder
CREATE INDEX ticket_of_order ON ticket (shop_id, order_id, line, id); -- tickets::of_order
CREATE INDEX ticket_of_festival ON ticket (shop_id, festival_id, id); -- tickets::packed
CREATE INDEX ticket_of_buyer ON ticket (shop_id, kind_id, buyer_id); -- tickets::count_of_buyer

CREATE TABLE ticket_step (
    shop_id BIGINT NOT NULL,
    ticket_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    act TEXT NOT NULL,
    state TEXT NOT NULL,
    by_role TEXT NOT NULL,
    by_account BIGINT,
    detail TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, ticket_id, id)
);
