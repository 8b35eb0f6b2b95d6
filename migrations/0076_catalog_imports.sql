ALTER TABLE import_run ADD COLUMN kind TEXT NOT NULL DEFAULT 'shopify';  -- the program that the file comes from
ALTER TABLE import_run ADD COLUMN stock TEXT NOT NULL DEFAULT 'taken';   -- taken or kept: whose number of pieces counts
ALTER TABLE import_run ADD COLUMN mapping TEXT NOT NULL DEFAULT '[]';    -- JSON: [column, meaning] of a shop's own table

-- What the columns of a shop's own tables mean, as its seller has said.
CREATE TABLE import_mapping (
    shop_id BIGINT NOT NULL,
    head TEXT NOT NULL,                -- the names of the columns, hashed
    mapping TEXT NOT NULL,             -- JSON, as on the import
    PRIMARY KEY (shop_id, head)
);
