-- Quotes for what is made to one buyer's wishes.

CREATE TABLE quote (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    conversation_id BIGINT NOT NULL,
    buyer_id BIGINT NOT NULL,
    state TEXT NOT NULL,
    facts TEXT NOT NULL,               -- what is true in that state, as JSON
    brief TEXT NOT NULL,               -- what the buyer asked for, as JSON
    terms TEXT NOT NULL,               -- what the shop proposes, as JSON; null while it was only asked
    purchase_id BIGINT,                -- of the latest order that was placed on it
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX quote_of_conversation ON quote (shop_id, conversation_id, id); -- quotes::list_of
CREATE INDEX quote_of_purchase ON quote (shop_id, purchase_id); -- quotes::find_by_purchase

CREATE TABLE quote_step (
    shop_id BIGINT NOT NULL,
    quote_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    act TEXT NOT NULL,
    state TEXT NOT NULL,
    by_role TEXT NOT NULL,
    by_account BIGINT,
    detail TEXT NOT NULL,              -- the state and the terms of that moment, as JSON
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, quote_id, id)
);
