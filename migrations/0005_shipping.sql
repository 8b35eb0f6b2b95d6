CREATE TABLE shipping_zone (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    position BIGINT NOT NULL,          -- the first zone that fits the address is used
    countries TEXT NOT NULL,           -- codes with spaces between; * for everywhere
    regions TEXT NOT NULL,             -- JSON array of regions; empty for the whole country
    first_grams BIGINT NOT NULL,       -- weight that the first price covers
    first_minor BIGINT NOT NULL,
    next_grams BIGINT NOT NULL,        -- each further started weight …
    next_minor BIGINT NOT NULL,        -- … costs this
    free_from_minor BIGINT,            -- goods of this much or more travel free
    days_low BIGINT NOT NULL,          -- days on the way
    days_high BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
