-- The words of listings are no longer rows: each node keeps them in an index of its own, beside the database.
DROP TABLE search_word;
ALTER TABLE search_listing DROP COLUMN words;
ALTER TABLE search_reader ADD COLUMN rebuild_at BIGINT NOT NULL DEFAULT 0; -- an index made before this is made anew
