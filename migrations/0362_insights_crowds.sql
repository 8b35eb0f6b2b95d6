-- What is told of people who are not in a shop's orders: crowds of twenty, by the week, and no person.

-- A secret by which people are told apart within a week without being known; thrown away with the raw rows.
CREATE TABLE insight_secret (
    week BIGINT PRIMARY KEY,           -- days since 1970 of its Monday
    secret TEXT NOT NULL
);
-- Raw: who opened something of a shop. No page, call or command reads it.
CREATE TABLE insight_opened (
    week BIGINT NOT NULL,
    shop_id BIGINT NOT NULL,
    who TEXT NOT NULL,                 -- hash by the secret of the week
    PRIMARY KEY (week, shop_id, who)
);
-- Raw, likewise: before whose eyes something of a shop stood for a moment, in a list or on its own page.
CREATE TABLE insight_seen (
    week BIGINT NOT NULL,
    shop_id BIGINT NOT NULL,
    who TEXT NOT NULL,
    PRIMARY KEY (week, shop_id, who)
);
-- Frozen when the week is over, and never changed: multiples of twenty.
CREATE TABLE insight_week (
    shop_id BIGINT NOT NULL,
    week BIGINT NOT NULL,
    seen BIGINT NOT NULL,              -- so many people at least; 0: fewer than twenty
    opened BIGINT NOT NULL,
    minded BIGINT NOT NULL,            -- of all, those with something in the cart, a conversation or an order
    PRIMARY KEY (shop_id, week)
);
-- Words that twenty people or more typed in one week, as they were last night.
CREATE TABLE insight_word (
    lang TEXT NOT NULL,
    text TEXT NOT NULL,
    people BIGINT NOT NULL,            -- in the busiest of the last four weeks, a multiple of twenty
    before BIGINT NOT NULL,            -- in the busiest of the four weeks before; 0: fewer than twenty
    found BIGINT NOT NULL,             -- how many listings they found at most
    PRIMARY KEY (lang, text)
);
CREATE INDEX insight_word_by_people ON insight_word (people, lang, text); -- insights::words
