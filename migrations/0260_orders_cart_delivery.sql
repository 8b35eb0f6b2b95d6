-- What delivery by a shop cost where the buyer lives when they filled their cart: a change since is shown and asked before it
-- is bought. What they put in with an address in their book is told for the first one of it.
CREATE TABLE cart_delivery (
    holder BIGINT NOT NULL,
    shop_id BIGINT NOT NULL,
    country TEXT NOT NULL,
    region TEXT NOT NULL,
    ships BIGINT NOT NULL, -- 0 where the shop did not ship there
    first_grams BIGINT NOT NULL,
    first_minor BIGINT NOT NULL,
    next_grams BIGINT NOT NULL,
    next_minor BIGINT NOT NULL,
    free_from_minor BIGINT, -- goods of this much or more travelled free
    PRIMARY KEY (holder, shop_id)
);
