-- A line of a cart keeps both of its names, for the day when its variant is gone.
ALTER TABLE cart_line ADD COLUMN title_en TEXT NOT NULL DEFAULT '';
ALTER TABLE cart_line ADD COLUMN choices_en TEXT NOT NULL DEFAULT '';
