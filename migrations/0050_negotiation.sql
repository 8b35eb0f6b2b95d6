-- One conversation per buyer and shop, and the offers in it.

CREATE TABLE conversation (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    buyer_id BIGINT NOT NULL,
    last_position BIGINT NOT NULL,     -- of the newest message; 0 while there is none
    last_at BIGINT NOT NULL,
    preview TEXT NOT NULL,             -- the beginning of the newest message; empty when it has no words
    last_kind TEXT NOT NULL,
    last_by TEXT NOT NULL,
    buyer_read BIGINT NOT NULL,        -- position up to which the buyer has read
    seller_read BIGINT NOT NULL,
    buyer_unread BIGINT NOT NULL,      -- messages of the shop and the market after buyer_read
    seller_unread BIGINT NOT NULL,
    waits_since BIGINT,                -- when the buyer wrote what the shop has not answered
    assigned_to BIGINT,                -- who of the shop looks after it
    staff_note TEXT NOT NULL,          -- never shown to the buyer
    snoozed_until BIGINT,
    blocked_by_buyer BIGINT NOT NULL,  -- 1 when the buyer wants to hear no more of the shop
    blocked_by_seller BIGINT NOT NULL,
    away_at BIGINT,                    -- when the shop's away message was last put into it
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, buyer_id)
);
CREATE INDEX conversation_of_buyer ON conversation (buyer_id, last_at, id); -- negotiation::list_for_buyer
CREATE INDEX conversation_of_shop ON conversation (shop_id, last_at, id); -- negotiation::list_for_seller

CREATE TABLE message (
    shop_id BIGINT NOT NULL,
    conversation_id BIGINT NOT NULL,
    position BIGINT NOT NULL,          -- 1, 2, 3 … without a gap: the one order of a conversation
    by_side TEXT NOT NULL,             -- buyer, seller or market
    by_account BIGINT,
    key TEXT NOT NULL,                 -- what the writer's device called it: sent twice, it is kept once
    kind TEXT NOT NULL,
    facts TEXT NOT NULL,               -- the message as JSON
    folded TEXT NOT NULL,              -- its words in small letters, for finding
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, conversation_id, position),
    UNIQUE (shop_id, conversation_id, key)
);

-- Which photos belong to a conversation, and so to its two sides.
CREATE TABLE message_photo (
    shop_id BIGINT NOT NULL,
    conversation_id BIGINT NOT NULL,
    file TEXT NOT NULL,
    PRIMARY KEY (shop_id, conversation_id, file)
);

CREATE TABLE offer (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    conversation_id BIGINT NOT NULL,
    buyer_id BIGINT NOT NULL,
    by_side TEXT NOT NULL,             -- whose offer it is
    state TEXT NOT NULL,
    facts TEXT NOT NULL,               -- what is true in that state, as JSON
    things TEXT NOT NULL,              -- what is offered for, as JSON: variants with their prices of the day
    list_minor BIGINT NOT NULL,        -- what the things cost without bargaining
    amount_minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    note TEXT NOT NULL,
    answers BIGINT,                    -- the offer that this one counters
    decline_at BIGINT,                 -- when it declines itself, being below the floor; nobody but the clock reads it
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX offer_of_conversation ON offer (shop_id, conversation_id, id); -- negotiation::offers_of
CREATE INDEX offer_open ON offer (state, id); -- negotiation::list_open

-- One row for each listing of an offer.
CREATE TABLE offer_listing (
    shop_id BIGINT NOT NULL,
    offer_id BIGINT NOT NULL,
    listing_id BIGINT NOT NULL,
    buyer_id BIGINT NOT NULL,
    by_side TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, offer_id, listing_id)
);
CREATE INDEX offer_listing_of_buyer ON offer_listing (shop_id, listing_id, buyer_id, created_at); -- negotiation::offers_since

CREATE TABLE offer_step (
    shop_id BIGINT NOT NULL,
    offer_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    act TEXT NOT NULL,
    state TEXT NOT NULL,
    by_role TEXT NOT NULL,
    by_account BIGINT,
    detail TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, offer_id, id)
);

-- What a listing usually goes for, in tenths of its list price.
CREATE TABLE deal_band (
    shop_id BIGINT NOT NULL,
    listing_id BIGINT NOT NULL,
    tenths BIGINT NOT NULL,            -- 8 for 80 % to less than 90 % of the list price
    deals BIGINT NOT NULL,
    PRIMARY KEY (shop_id, listing_id, tenths)
);

-- How fast a shop answers: first replies of a day (UTC), and the seconds that they took together.
CREATE TABLE reply_day (
    shop_id BIGINT NOT NULL,
    day BIGINT NOT NULL,
    replies BIGINT NOT NULL,
    seconds BIGINT NOT NULL,
    PRIMARY KEY (shop_id, day)
);

CREATE TABLE quick_reply (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    words TEXT NOT NULL,               -- {buyer}, {shop} and {listing} stand for themselves
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, name)
);

CREATE TABLE away_message (
    shop_id BIGINT PRIMARY KEY,
    words TEXT NOT NULL,
    is_on BIGINT NOT NULL              -- 1 while it answers; in the holidays it does in any case
);
