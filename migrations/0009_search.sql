-- A copy of what is on sale, arranged for finding. It can be thrown away and rebuilt at any time.

CREATE TABLE search_listing (
    shop_id BIGINT NOT NULL,
    listing_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    craft TEXT NOT NULL,               -- empty when none was chosen
    country TEXT NOT NULL,             -- of the shop
    region TEXT NOT NULL,
    region_en TEXT NOT NULL,
    currency TEXT NOT NULL,
    band BIGINT NOT NULL,              -- price band of the currency, 0 for the cheapest
    price_minor BIGINT NOT NULL,       -- lowest price; compared within one currency only
    words TEXT NOT NULL,               -- four lines: of the title, of tags and craft, of the shop, of the body
    change_id BIGINT NOT NULL,         -- the last change that is in here
    PRIMARY KEY (shop_id, listing_id)
);
CREATE INDEX search_listing_newest ON search_listing (listing_id, shop_id); -- search::browse
CREATE INDEX search_listing_by_craft ON search_listing (craft, listing_id, shop_id); -- search::browse
CREATE INDEX search_listing_by_country ON search_listing (country, listing_id, shop_id); -- search::browse
CREATE INDEX search_listing_by_region ON search_listing (region, listing_id, shop_id); -- search::browse
CREATE INDEX search_listing_by_price ON search_listing (currency, price_minor, listing_id); -- search::browse
CREATE INDEX search_listing_craft_price ON search_listing (craft, currency, price_minor, listing_id); -- search::browse

CREATE TABLE search_word (
    word BYTEA NOT NULL,               -- folded UTF-8; bytes, so that both engines sort and cut ranges alike
    listing_id BIGINT NOT NULL,
    shop_id BIGINT NOT NULL,
    PRIMARY KEY (word, listing_id, shop_id)
);

-- How many listings there are of every combination, so that counts never walk the listings.
CREATE TABLE search_cell (
    kind TEXT NOT NULL,
    craft TEXT NOT NULL,
    country TEXT NOT NULL,
    region TEXT NOT NULL,
    region_en TEXT NOT NULL,
    currency TEXT NOT NULL,
    band BIGINT NOT NULL,
    listings BIGINT NOT NULL,
    PRIMARY KEY (kind, craft, country, region, region_en, currency, band)
);

-- Where the reader of listing changes is. Every change is looked at twice: at once, and again when ten seconds
-- have passed, because a transaction with a smaller number may be committed after one with a larger.
CREATE TABLE search_reader (
    name TEXT PRIMARY KEY,
    head BIGINT NOT NULL,              -- changes up to here were read
    mark BIGINT NOT NULL,              -- the head at mark_at
    mark_at BIGINT NOT NULL,
    tail BIGINT NOT NULL               -- changes up to here were read again
);
INSERT INTO search_reader (name, head, mark, mark_at, tail) VALUES ('listing', 0, 0, 0, 0);

CREATE TABLE search_query (
    day BIGINT NOT NULL,               -- days since 1970 in UTC
    text TEXT NOT NULL,                -- what was looked for, folded; nothing that looks like an address or a number
    times BIGINT NOT NULL,
    found BIGINT NOT NULL,             -- how many listings the last one found
    PRIMARY KEY (day, text)
);
