-- Listings that are made after a design record: the maker's own, and those that sell with the maker's yes.

CREATE TABLE design_claim (
    shop_id BIGINT NOT NULL,
    listing_id BIGINT NOT NULL,
    record_shop BIGINT NOT NULL,       -- the maker's
    record_id BIGINT NOT NULL,
    state TEXT NOT NULL,               -- own, asked, granted, refused
    created_at BIGINT NOT NULL,
    answered_at BIGINT,                -- when the maker said yes or no
    PRIMARY KEY (shop_id, listing_id)
);
CREATE INDEX design_claim_by_record ON design_claim (record_shop, state, record_id); -- designs::asked_of
CREATE INDEX design_claim_by_state ON design_claim (state, shop_id, listing_id); -- designs::list_original

-- Pictures of listings that look like those of a record of another shop.
CREATE TABLE design_likeness (
    shop_id BIGINT NOT NULL,           -- of the listing
    listing_id BIGINT NOT NULL,
    record_shop BIGINT NOT NULL,
    record_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    number BIGINT NOT NULL,            -- of the record's picture
    file TEXT NOT NULL,                -- of the listing's picture
    way TEXT NOT NULL,                 -- copy, mirror, part, pattern
    distance BIGINT NOT NULL,          -- bits of 64 that differ; for a pattern, how far apart colours and edges are
    state TEXT NOT NULL,               -- open, seen (by a moderator), gone (the picture is no longer there)
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, listing_id, record_shop, record_id)
);
CREATE INDEX design_likeness_by_state ON design_likeness (state, id); -- designs::list_likenesses
CREATE INDEX design_likeness_by_record ON design_likeness (record_shop, state, id); -- designs::likenesses_of_maker
