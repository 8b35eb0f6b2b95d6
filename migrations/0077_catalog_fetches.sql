-- Pictures that an import named by their addresses, until they are in the file store.
CREATE TABLE picture_fetch (
    shop_id BIGINT NOT NULL,
    listing_id BIGINT NOT NULL,
    source TEXT NOT NULL,              -- the address
    run_id BIGINT NOT NULL,            -- the import that named it last
    state TEXT NOT NULL,               -- waiting, fetched, failed
    reason TEXT NOT NULL,              -- why not, as one word
    tries BIGINT NOT NULL,
    PRIMARY KEY (shop_id, listing_id, source)
);
CREATE INDEX picture_fetch_by_run ON picture_fetch (shop_id, run_id, state); -- catalog::fetches_of_run
