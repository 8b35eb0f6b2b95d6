-- What is given away in rooms, who takes part, and who has won.
CREATE TABLE live_giveaway (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    room_id BIGINT NOT NULL,
    listing_id BIGINT NOT NULL,
    variant_id BIGINT NOT NULL,
    winners BIGINT NOT NULL,           -- pieces, each for another
    closes_at BIGINT NOT NULL,
    seed TEXT NOT NULL,                -- told to nobody until it is drawn
    seed_hash TEXT NOT NULL,           -- SHA-256 of it, told from the beginning
    state TEXT NOT NULL,
    entries BIGINT NOT NULL,
    codes_hash TEXT NOT NULL,          -- SHA-256 of all codes, once it is drawn
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX live_giveaway_of_room ON live_giveaway (shop_id, room_id, id); -- live::giveaways::list_of_room

CREATE TABLE live_entry (
    shop_id BIGINT NOT NULL,
    giveaway_id BIGINT NOT NULL,
    number BIGINT NOT NULL,            -- 1, 2, 3 … without a gap
    account_id BIGINT NOT NULL,        -- less than nothing once its owner has closed their account
    code TEXT NOT NULL,                -- what stands for them in public
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, giveaway_id, number),
    UNIQUE (shop_id, giveaway_id, account_id)
);
CREATE INDEX live_entry_of_account ON live_entry (account_id, created_at); -- live::giveaways::export

CREATE TABLE live_prize (
    shop_id BIGINT NOT NULL,
    giveaway_id BIGINT NOT NULL,
    number BIGINT NOT NULL,            -- of the entry that won
    account_id BIGINT NOT NULL,
    until BIGINT NOT NULL,             -- when it is to be taken
    purchase_id BIGINT,                -- the order that it became
    returned BIGINT NOT NULL,          -- 1 when nobody took it and the piece is the shop's again
    PRIMARY KEY (shop_id, giveaway_id, number)
);
