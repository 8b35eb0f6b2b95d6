-- When a listing was first put on sale, so that who follows its shop is told of it once.

CREATE TABLE listing_fresh (
    shop_id BIGINT NOT NULL,
    listing_id BIGINT NOT NULL,
    at BIGINT NOT NULL,                -- 0 for what was on sale before this was kept
    PRIMARY KEY (shop_id, listing_id)
);
CREATE INDEX listing_fresh_of_shop ON listing_fresh (shop_id, at); -- catalog::list_to_tell, catalog::fresh_for

INSERT INTO listing_fresh (shop_id, listing_id, at) SELECT shop_id, id, 0 FROM listing WHERE state = 'active';
