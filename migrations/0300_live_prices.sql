-- What things cost for less in a room while a countdown runs, and who claimed them.
CREATE TABLE live_price (
    shop_id BIGINT NOT NULL,           -- of the room
    id BIGINT NOT NULL,
    room_id BIGINT NOT NULL,
    of_shop_id BIGINT NOT NULL,        -- whose listing it is
    listing_id BIGINT NOT NULL,
    minor BIGINT NOT NULL,             -- of each piece
    currency TEXT NOT NULL,
    pieces BIGINT NOT NULL,            -- that are given at this price
    per_buyer BIGINT NOT NULL,
    begins_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,           -- of the countdown
    counts_until BIGINT NOT NULL,      -- of claims: some seconds later, for those whose picture is behind
    sold_out_at BIGINT,                -- when the last piece was claimed
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX live_price_of_room ON live_price (shop_id, room_id, id); -- live::prices::list_of_room, running

-- A row of its own, so that a claim changes nothing that everybody's page is made from.
CREATE TABLE live_price_taken (
    shop_id BIGINT NOT NULL,
    price_id BIGINT NOT NULL,
    pieces BIGINT NOT NULL,            -- the same as of the price
    taken BIGINT NOT NULL,             -- the sum of its claims, never more
    PRIMARY KEY (shop_id, price_id)
);

-- What was bought in rooms: at a room's price, or as it is.
CREATE TABLE live_bought (
    shop_id BIGINT NOT NULL,
    room_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    price_id BIGINT,                   -- none for what was bought at the price of now
    of_shop_id BIGINT NOT NULL,        -- whose listing it is
    listing_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,        -- 0 once the buyer has closed their account
    pieces BIGINT NOT NULL,
    purchase_id BIGINT NOT NULL,
    minor BIGINT NOT NULL,             -- what the goods of it cost
    currency TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, room_id, id)
);
CREATE INDEX live_bought_of_account ON live_bought (account_id, id); -- live::prices::export
CREATE INDEX live_bought_of_price ON live_bought (shop_id, price_id); -- live's invariants

-- How many pieces each buyer has of a price.
CREATE TABLE live_claimed (
    shop_id BIGINT NOT NULL,
    price_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    pieces BIGINT NOT NULL,
    PRIMARY KEY (shop_id, price_id, account_id)
);

-- How a room is held by its host; a room without a row is held as usual.
CREATE TABLE live_manners (
    shop_id BIGINT NOT NULL,
    room_id BIGINT NOT NULL,
    allowance_seconds BIGINT NOT NULL, -- claims count so much longer than the countdown
    slow_seconds BIGINT NOT NULL,      -- that lie between two lines of one viewer; 0 where it is as fast as they write
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, room_id)
);
