-- What somebody has looked at lately, and what goes together.

CREATE TABLE viewed (
    holder BIGINT NOT NULL,            -- account id, or session id of a visitor who has not signed in
    shop_id BIGINT NOT NULL,
    listing_id BIGINT NOT NULL,
    at BIGINT NOT NULL,                -- the last time
    PRIMARY KEY (holder, shop_id, listing_id)
);
CREATE INDEX viewed_by_holder ON viewed (holder, at); -- recommendations::list

-- Who wants nothing noted.
CREATE TABLE recommendation_off (
    holder BIGINT PRIMARY KEY,
    at BIGINT NOT NULL
);

-- Listings that are looked at or bought together: the best forty of each.
CREATE TABLE companion (
    shop_id BIGINT NOT NULL,
    listing_id BIGINT NOT NULL,
    other_shop_id BIGINT NOT NULL,
    other_listing_id BIGINT NOT NULL,
    weight BIGINT NOT NULL,            -- as it was on the day; it halves every thirty days
    day BIGINT NOT NULL,               -- days since 1970 in UTC
    PRIMARY KEY (shop_id, listing_id, other_shop_id, other_listing_id)
);
CREATE INDEX companion_by_day ON companion (day); -- recommendations::sweep

-- Purchases whose things were counted, since a job may run twice.
CREATE TABLE companion_purchase (
    purchase_id BIGINT PRIMARY KEY,
    day BIGINT NOT NULL
);
