-- What a host sold for a shop was seen in a room of the host's.
ALTER TABLE live_receipt ADD COLUMN room_shop_id BIGINT; -- whose room it is; none for one of the order's own shop
