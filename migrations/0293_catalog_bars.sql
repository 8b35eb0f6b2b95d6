-- Listings that may not be on sale, whatever their shop says, and since when.

CREATE TABLE listing_bar (
    shop_id BIGINT NOT NULL,
    listing_id BIGINT NOT NULL,
    cause TEXT NOT NULL,               -- what bars it: `design:` and the notice
    was_active BIGINT NOT NULL,        -- 1 when it was on sale until then
    since BIGINT NOT NULL,
    PRIMARY KEY (shop_id, listing_id, cause)
);
