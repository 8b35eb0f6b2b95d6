-- A shop finds an order by its buyer.

ALTER TABLE orders ADD COLUMN buyer_words TEXT NOT NULL DEFAULT ''; -- name and phone of who gets the parcel, in small letters
UPDATE orders SET buyer_words = LOWER(ship_to); -- standing orders are found by their whole address
