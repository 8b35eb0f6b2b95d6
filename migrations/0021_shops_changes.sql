-- Shops whose name, place or state changed, until whoever keeps an index has taken them in.
CREATE TABLE shop_change (
    shop_id BIGINT PRIMARY KEY,
    times BIGINT NOT NULL              -- how often since; counting it makes a reader and a writer wait for each other
);
