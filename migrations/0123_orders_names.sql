-- What was bought is kept under both of its names, and each reader is shown theirs.
ALTER TABLE order_line ADD COLUMN title_en TEXT NOT NULL DEFAULT '';   -- empty: the shop has one name for it
ALTER TABLE order_line ADD COLUMN choices_en TEXT NOT NULL DEFAULT '';
