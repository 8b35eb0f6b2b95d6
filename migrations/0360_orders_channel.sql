-- By which door something was sold: a snapshot of the order, and what is known of a line while it is in a cart.
ALTER TABLE orders ADD COLUMN channel TEXT NOT NULL DEFAULT 'listing'; -- listing, search, offer, quote, live, replay, video, festival
ALTER TABLE cart_line ADD COLUMN channel TEXT NOT NULL DEFAULT 'listing'; -- by which it came into the cart
