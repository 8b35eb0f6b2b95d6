-- What was sold in a month is looked through by itself, whatever was sold before.
CREATE INDEX sale_by_day ON sale (day, shop_id); -- insights::by_channel
