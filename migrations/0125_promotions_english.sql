-- A coupon's name in English, for who does not read the shop's language.
ALTER TABLE coupon ADD COLUMN name_en TEXT NOT NULL DEFAULT '';
