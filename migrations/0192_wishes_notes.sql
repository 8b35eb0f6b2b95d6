-- What has become of a wish since it was kept: dearer things that are cheaper, and what is there again.
ALTER TABLE wish ADD COLUMN price_minor BIGINT; -- lowest price when it was kept; NULL for what was kept before this
ALTER TABLE wish ADD COLUMN seen_minor BIGINT; -- lowest price when it was looked at last; NULL before the first time
ALTER TABLE wish ADD COLUMN is_out BIGINT NOT NULL DEFAULT 0; -- 1: sold out when it was looked at last
ALTER TABLE wish ADD COLUMN back_at BIGINT; -- when it was there again after it was sold out
