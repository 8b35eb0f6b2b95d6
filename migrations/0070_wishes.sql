-- Listings that somebody keeps to see again.

CREATE TABLE wish (
    holder BIGINT NOT NULL,            -- account id, or session id of a visitor who has not signed in
    shop_id BIGINT NOT NULL,
    listing_id BIGINT NOT NULL,
    id BIGINT NOT NULL,                -- grows with time: the order of the list
    kept_at BIGINT NOT NULL,
    PRIMARY KEY (holder, shop_id, listing_id)
);
CREATE INDEX wish_by_holder ON wish (holder, id); -- wishes::list
