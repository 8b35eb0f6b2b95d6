-- Offers that viewers made in a room for what was on show; how each stands is negotiation's to say.
CREATE TABLE live_offer (
    shop_id BIGINT NOT NULL,           -- whose room it is
    of_shop_id BIGINT NOT NULL,        -- whose the thing is
    offer_id BIGINT NOT NULL,          -- of negotiation
    room_id BIGINT NOT NULL,
    listing_id BIGINT NOT NULL,
    variant_id BIGINT NOT NULL,
    pieces BIGINT NOT NULL,
    minor BIGINT NOT NULL,             -- for all of them together
    currency TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (of_shop_id, offer_id)
);
CREATE INDEX live_offer_of_room ON live_offer (shop_id, room_id, of_shop_id, variant_id, pieces, minor, offer_id); -- live::offers::groups, of_group

-- Words that a shop does not want to read in its rooms.
CREATE TABLE live_unwanted (
    shop_id BIGINT NOT NULL,
    word TEXT NOT NULL,                -- lower case
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, word)
);

-- What a minute of a room was like.
CREATE TABLE live_minute (
    shop_id BIGINT NOT NULL,
    room_id BIGINT NOT NULL,
    minute BIGINT NOT NULL,            -- since the show began: 0, 1, 2 …
    viewers BIGINT NOT NULL,           -- the most there were at once
    likes BIGINT NOT NULL,
    PRIMARY KEY (shop_id, room_id, minute)
);
