-- What people look for. The old counts kept words that one person alone had typed; these never leave the raw rows.
DROP TABLE search_query;

-- A secret of each week (from Monday), by which people are told apart without being known. It is thrown away.
CREATE TABLE search_week (
    week BIGINT PRIMARY KEY,           -- days since 1970 of its Monday, in UTC
    secret TEXT NOT NULL
);

-- Raw: swept after some days.
CREATE TABLE search_asked (
    day BIGINT NOT NULL,               -- days since 1970 in UTC
    who TEXT NOT NULL,                 -- hash by the secret of the week
    lang TEXT NOT NULL,                -- the language that the pages are read in
    text TEXT NOT NULL,                -- what was typed, folded; nothing that looks like an address or a number
    times BIGINT NOT NULL,
    found BIGINT NOT NULL,             -- how many listings the last one found
    PRIMARY KEY (day, who, lang, text)
);
CREATE INDEX search_asked_of_who ON search_asked (who); -- demand::has_room
CREATE TABLE search_led (
    id BIGINT PRIMARY KEY,
    day BIGINT NOT NULL,
    who TEXT NOT NULL,
    lang TEXT NOT NULL,
    text TEXT NOT NULL,
    shop_id BIGINT NOT NULL,           -- the listing whose page was opened from what was found
    listing_id BIGINT NOT NULL,
    in_cart BIGINT NOT NULL,           -- 1: it was put into the cart in the same week
    bought BIGINT NOT NULL             -- 1: it was paid for in the same week
);
CREATE INDEX search_led_of_who ON search_led (who, shop_id, listing_id); -- demand::carted, demand::bought
CREATE INDEX search_led_by_day ON search_led (day); -- demand::roll_up

-- Day by day, and only of words that five people or more typed in the week.
CREATE TABLE search_demand (
    day BIGINT NOT NULL,
    lang TEXT NOT NULL,
    text TEXT NOT NULL,
    people BIGINT NOT NULL,            -- in its week
    times BIGINT NOT NULL,
    found BIGINT NOT NULL,
    clicks BIGINT NOT NULL,
    carts BIGINT NOT NULL,
    orders BIGINT NOT NULL,
    PRIMARY KEY (day, lang, text)
);
-- Day by day, and only of words by which five people or more came to a shop's listings in the week.
CREATE TABLE search_demand_of_shop (
    shop_id BIGINT NOT NULL,
    day BIGINT NOT NULL,
    lang TEXT NOT NULL,
    text TEXT NOT NULL,
    people BIGINT NOT NULL,            -- in its week
    clicks BIGINT NOT NULL,
    carts BIGINT NOT NULL,
    orders BIGINT NOT NULL,
    PRIMARY KEY (shop_id, day, lang, text)
);
